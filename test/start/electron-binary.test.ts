// Electron's program is found without loading its package, and a failed fetch says why.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { electronProgramName, electronSource, fetchElectron, findElectron } from "../../src-main/start/electron-binary.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "anbao-electron-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const put = (path: string, text = ""): string => {
  mkdirSync(join(folder, path, ".."), { recursive: true });
  writeFileSync(join(folder, path), text);
  return join(folder, path);
};

test("it is where path.txt says, inside dist", () => {
  put("path.txt", "electron\n");
  const program = put("dist/electron");
  expect(findElectron(folder, {}, "other")).toBe(program);
});

test("path.txt without the program is nothing", () => {
  put("path.txt", "electron");
  expect(findElectron(folder, {}, "electron")).toBeUndefined();
});

test("ELECTRON_OVERRIDE_DIST_PATH stands above the package", () => {
  const program = put("elsewhere/electron");
  expect(findElectron(folder, { ELECTRON_OVERRIDE_DIST_PATH: join(folder, "elsewhere") }, "electron")).toBe(program);
  expect(findElectron(folder, { ELECTRON_OVERRIDE_DIST_PATH: join(folder, "nowhere") }, "electron")).toBeUndefined();
});

test("an empty folder holds no Electron", () => {
  expect(findElectron(folder, {}, electronProgramName("linux"))).toBeUndefined();
});

test("ELECTRON_MIRROR is where it is fetched from", () => {
  expect(electronSource({ ELECTRON_MIRROR: "https://mirror.example/e/" })).toBe("https://mirror.example/e/");
  expect(new URL(electronSource({})).protocol).toBe("https:");
});

test("a mirror that does not answer is named, and the installer is not run", async () => {
  put("install.js", `require("node:fs").writeFileSync(${JSON.stringify(join(folder, "ran"))}, "")`);
  const closed = await closedPort();
  expect(await fetchElectron(folder, { ELECTRON_MIRROR: `http://127.0.0.1:${closed}/` })).toContain(`127.0.0.1:${closed}`);
  expect(findElectron(folder, {}, "ran")).toBeUndefined();
});

test("where the mirror answers the package's own installer fetches, and its failure is told", async () => {
  const server = createServer((_, response) => void response.end()).listen(0, "127.0.0.1");
  await new Promise((ready) => server.once("listening", ready));
  const env = { ELECTRON_MIRROR: `http://127.0.0.1:${(server.address() as { port: number }).port}/` };
  put("install.js", "process.exitCode = process.env.ELECTRON_MIRROR ? 0 : 2;");
  const done = await fetchElectron(folder, env);
  put("install.js", "process.exitCode = 1;");
  const failed = await fetchElectron(folder, env);
  await new Promise((closed) => server.close(closed));
  expect([done, failed]).toEqual([undefined, "下载没有完成"]);
});

async function closedPort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((ready) => server.once("listening", ready));
  const { port } = server.address() as { port: number };
  await new Promise((closed) => server.close(closed));
  return port;
}
