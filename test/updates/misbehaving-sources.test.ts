// A server that redirects, refuses, falls silent or never ends, and a stick that is exchanged or torn out under the copy: told, nothing left.
import { readFileSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { addressSource } from "../../src-main/updates/address-source.ts";
import { folderSource } from "../../src-main/updates/folder-source.ts";
import type { UpdateSource } from "../../src-main/updates/source.ts";
import { lookForUpdate, takeUpdateIn } from "../../src-main/updates/take-in.ts";
import { UNWATCHED } from "../../src-main/usecases/workspace.ts";
import { packageBytes, publish, runningProgram, STATEMENT } from "../support/made/made-updates.ts";
import { plugInCounterfeit } from "../support/faults/small-drive.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { type Misbehaviour } from "../support/made/update-server.ts";
import { setScene, WAYS, serveUpdates, shelfNames } from "./scene.ts";

/** The system reads a few MB further than it was asked: what it has is still there when the stick is not. */
const MORE_THAN_IS_READ_AHEAD = 24 * 1024 * 1024;

describe("a server that misbehaves", () => {
  const attempt = async (misbehave: Misbehaviour) => {
    const scene = await setScene();
    await publish(scene.offered, scene.first, "2.0.0");
    const source = await WAYS.address(scene.offered, misbehave);
    const failure = await takeUpdateIn(source, scene.shelf, runningProgram([scene.first], "1.0.0"), UNWATCHED).then(
      () => undefined,
      (cause: unknown) => cause,
    );
    return { failure, left: await shelfNames(scene) };
  };
  const forPackage =
    (act: (response: import("node:http").ServerResponse, path: string) => void): Misbehaviour =>
    (name, response, path) => {
      if (!name.endsWith(".deb")) return false;
      act(response, path);
      return true;
    };

  test.each([301, 302, 307, 308])("a redirect (%i) is not followed", async (status) => {
    const elsewhere = await serveUpdates((await setScene()).offered);
    const { failure, left } = await attempt((_, response) => {
      response.writeHead(status, { location: elsewhere.address }).end();
      return true;
    });
    expect(failure).toMatchObject({ code: "update-redirected", details: { to: elsewhere.address } });
    expect([left, elsewhere.asked]).toEqual([[], []]);
  });

  test("a redirect of the package alone is not followed either", async () => {
    const { failure, left } = await attempt(
      forPackage((response) => response.writeHead(302, { location: "http://127.0.0.1:9/" }).end()),
    );
    expect([(failure as { code: string }).code, left]).toEqual(["update-redirected", []]);
  });

  test.each([401, 403, 500, 503])("an answer %i is told with its number", async (status) => {
    const { failure, left } = await attempt((_, response) => {
      response.writeHead(status).end("no");
      return true;
    });
    expect(failure).toMatchObject({ code: "update-address-refuses", details: { status } });
    expect(left).toEqual([]);
  });

  test("a connection that breaks off in the middle", async () => {
    const { failure, left } = await attempt(
      forPackage((response, path) => {
        response.writeHead(200, { "content-length": readFileSync(path).byteLength });
        response.write(readFileSync(path).subarray(0, 1_000_000), () => response.destroy());
      }),
    );
    expect([(failure as { code: string }).code, left]).toEqual(["update-cut-off", []]);
  });

  test("a server that falls silent in the middle is given up", async () => {
    const { failure, left } = await attempt(
      forPackage((response, path) => {
        response.writeHead(200, { "content-length": readFileSync(path).byteLength });
        response.write(readFileSync(path).subarray(0, 1_000_000));
      }),
    );
    expect([(failure as { code: string }).code, left]).toEqual(["update-cut-off", []]);
  });

  test("a server that never answers is given up", async () => {
    const { failure } = await attempt(() => true);
    expect(failure).toMatchObject({ code: "update-address-unreachable" });
  });

  test("bytes without end are read no further than the size that was signed", async () => {
    const sent = { bytes: 0, ended: false };
    const { failure, left } = await attempt(
      forPackage((response) => {
        response.writeHead(200);
        const more = (): void => {
          while (!sent.ended && response.write(Buffer.alloc(65_536))) sent.bytes += 65_536;
        };
        response.on("drain", more).on("close", () => void (sent.ended = true));
        more();
      }),
    );
    expect([(failure as { code: string }).code, left]).toEqual(["update-package-differs", []]);
    expect(sent.bytes).toBeLessThan(64 * 1024 * 1024);
  });

  test("nobody at the address", async () => {
    const server = await serveUpdates("");
    await server.close();
    const scene = await setScene();
    await expect(
      lookForUpdate(addressSource(server.address), runningProgram([scene.first]), UNWATCHED.signal),
    ).rejects.toMatchObject({ code: "update-address-unreachable", details: { address: server.address } });
  });
});

describe("a stick", () => {
  test("its package is exchanged after the copy: what is judged and kept is the copy", async () => {
    const scene = await setScene();
    const name = await publish(scene.offered, scene.first, "2.0.0");
    const source = folderSource(scene.offered);
    const exchanged: UpdateSource = {
      ...source,
      readPackage: async function* (...request) {
        yield* source.readPackage(...request);
        writeFileSync(join(scene.offered, name), "another program");
      },
    };
    const { path } = await takeUpdateIn(exchanged, scene.shelf, runningProgram([scene.first], "1.0.0"), UNWATCHED);
    expect(readFileSync(path).equals(packageBytes("2.0.0"))).toBe(true);
  });

  test("its statement is exchanged while the package is read: the first one holds", async () => {
    const scene = await setScene();
    await publish(scene.offered, scene.first, "2.0.0");
    const source = folderSource(scene.offered);
    const exchanged: UpdateSource = {
      ...source,
      readPackage: async function* (...request) {
        for await (const chunk of source.readPackage(...request)) {
          await rm(join(scene.offered, STATEMENT), { force: true });
          yield chunk;
        }
      },
    };
    expect((await takeUpdateIn(exchanged, scene.shelf, runningProgram([scene.first], "1.0.0"), UNWATCHED)).said.version).toBe(
      "2.0.0",
    );
  });

  test("torn out in the middle: cut off, nothing left", async () => {
    const scene = await setScene();
    const stick = plugInCounterfeit(await tempFolder(), 64 * 1024);
    const name = await publish(stick.path, scene.first, "2.0.0", "linux-x64.deb", MORE_THAN_IS_READ_AHEAD);
    stick.plugInAgain();
    const progress = { ...UNWATCHED, report: () => stick.tearOut() };
    await expect(
      takeUpdateIn(folderSource(stick.path), scene.shelf, runningProgram([scene.first], "1.0.0"), progress),
    ).rejects.toMatchObject({ code: "update-cut-off", details: { name } });
    expect(await shelfNames(scene)).toEqual([]);
  });
});
