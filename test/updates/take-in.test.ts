// Taking an update in, from a server and from a folder: what is whole, signed, newer and for this PC lands on the shelf;
// anything else is refused with its sentence, and leaves neither a file nor a changed shelf.
import { appendFileSync, copyFileSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { folderSource } from "../../src-main/updates/folder-source.ts";
import { assertWhole, onShelf, takeFromShelf } from "../../src-main/updates/shelf.ts";
import { statementName } from "../../src-main/updates/statement.ts";
import { lookForUpdate, takeUpdateIn } from "../../src-main/updates/take-in.ts";
import { UNWATCHED } from "../../src-main/usecases/workspace.ts";
import { HERE, packageBytes, publish, runningProgram, signFor, STATEMENT } from "../support/made/made-updates.ts";
import { fillUp, plugIn } from "../support/faults/small-drive.ts";
import { type Scene, setScene, WAYS, shelfNames } from "./scene.ts";

describe.each(["address", "folder"] as const)("from %s", (way) => {
  let scene: Scene;
  beforeEach(async () => void (scene = await setScene()));
  const running = (version = "1.0.0") => runningProgram([scene.first, scene.second], version);
  const take = async (version = "1.0.0") =>
    takeUpdateIn(await WAYS[way](scene.offered), scene.shelf, running(version), UNWATCHED);
  const refusal = async (code: string, details?: object): Promise<void> => {
    const before = await shelfNames(scene);
    await expect(take()).rejects.toMatchObject({ code, ...(details && { details }) });
    expect(await shelfNames(scene)).toEqual(before);
  };

  test.each(["first", "second"] as const)(
    "an update of the %s publisher lands on the shelf, byte for byte",
    async (publisher) => {
      const name = await publish(scene.offered, scene[publisher], "1.10.0");
      const { said, path } = await take("1.9.0");
      expect(said).toMatchObject({ ...HERE, version: "1.10.0", fileName: name });
      expect(readFileSync(path).equals(packageBytes("1.10.0"))).toBe(true);
      expect((await shelfNames(scene)).filter((found) => found.endsWith(".part"))).toEqual([]);
      expect((await takeFromShelf(scene.shelf, running("1.9.0"), UNWATCHED.signal)).path).toBe(path);
    },
  );

  test("progress goes up to the package's size", async () => {
    await publish(scene.offered, scene.first, "2.0.0");
    const told: number[] = [];
    const progress = { ...UNWATCHED, report: (done: number) => void told.push(done) };
    await takeUpdateIn(await WAYS[way](scene.offered), scene.shelf, running(), progress);
    expect([told.length > 1, told.at(-1)]).toEqual([true, packageBytes("2.0.0").byteLength]);
    expect(told).toEqual([...told].sort((a, b) => a - b));
  });

  test("looking copies nothing", async () => {
    await publish(scene.offered, scene.first, "2.0.0");
    expect(await lookForUpdate(await WAYS[way](scene.offered), running(), UNWATCHED.signal)).toMatchObject({ age: "newer" });
    expect(await shelfNames(scene)).toEqual([]);
  });

  test.each([
    ["1.0.0", "same"],
    ["0.9.9", "older"],
    ["1.0.0-rc.9", "older"],
  ])("%s is %s and is not taken", async (version, age) => {
    await publish(scene.offered, scene.first, version);
    expect((await lookForUpdate(await WAYS[way](scene.offered), running(), UNWATCHED.signal)).age).toBe(age);
    await refusal("update-not-newer", { found: version, here: "1.0.0" });
  });

  test("a key that is no publisher's is refused", async () => {
    await publish(scene.offered, scene.stranger, "2.0.0");
    await refusal("update-publisher-unknown", { file: STATEMENT });
  });

  test("a statement that was changed after signing is refused", async () => {
    await publish(scene.offered, scene.first, "2.0.0");
    const path = join(scene.offered, STATEMENT);
    writeFileSync(path, readFileSync(path, "utf8").replace('"version":"2.0.0"', '"version":"9.0.0"'));
    await refusal("update-signature-invalid", { file: STATEMENT });
  });

  test("a signature made for bundles is refused", async () => {
    await publish(scene.offered, scene.first, "2.0.0");
    const path = join(scene.offered, `${STATEMENT}.sig`);
    writeFileSync(path, signFor("anbao-bundle@v1", scene.first, readFileSync(join(scene.offered, STATEMENT))));
    await refusal("update-signature-invalid");
  });

  test("without a signature nothing is read", async () => {
    await publish(scene.offered, scene.first, "2.0.0");
    await rm(join(scene.offered, `${STATEMENT}.sig`));
    await refusal("update-signature-invalid");
  });

  test("the statement of another processor under this PC's name is refused", async () => {
    await publish(scene.offered, scene.first, "2.0.0", "linux-arm64.deb");
    const other = statementName({ ...HERE, processor: "arm64" });
    for (const end of ["", ".sig"]) copyFileSync(join(scene.offered, other + end), join(scene.offered, STATEMENT + end));
    await refusal("update-other-system", { found: "Linux arm64 (.deb)", here: "Linux x64 (.deb)" });
  });

  test("where there is nothing for this PC, the file that was looked for is named", async () => {
    await publish(scene.offered, scene.first, "2.0.0", "win-x64.exe");
    await refusal("update-none-there");
  });

  test.each([
    ["one byte changed", (path: string) => writeFileSync(path, flipped(readFileSync(path)))],
    ["cut short", (path: string) => truncateSync(path, 1_000_000)],
    ["longer", (path: string) => appendFileSync(path, "x")],
    ["empty", (path: string) => truncateSync(path, 0)],
  ])("a package that is %s is refused", async (_, spoil) => {
    spoil(join(scene.offered, await publish(scene.offered, scene.first, "2.0.0")));
    await refusal("update-package-differs");
  });

  test("a package that is not there is named", async () => {
    const name = await publish(scene.offered, scene.first, "2.0.0");
    await rm(join(scene.offered, name));
    await refusal("update-package-missing", { name });
  });

  test("a statement that never ends is not read to its end", async () => {
    await publish(scene.offered, scene.first, "2.0.0");
    writeFileSync(join(scene.offered, STATEMENT), Buffer.alloc(64 * 1024 * 1024, 0x20));
    await refusal("update-statement-invalid");
  });

  test("what waits stays when the next one is refused, and gives way when it is whole", async () => {
    await publish(scene.offered, scene.first, "2.0.0");
    const { path } = await take();
    const next = await publishNext(scene, "3.0.0");
    truncateSync(join(scene.offered, next), 5);
    await refusal("update-package-differs");
    expect((await takeFromShelf(scene.shelf, running(), UNWATCHED.signal)).path).toBe(path);
    writeFileSync(join(scene.offered, next), packageBytes("3.0.0"));
    expect((await take()).said.version).toBe("3.0.0");
    expect(await shelfNames(scene)).not.toContain("anbao-2.0.0-linux-x64.deb");
  });

  test("cancelled in the middle, nothing is left", async () => {
    await publish(scene.offered, scene.first, "2.0.0");
    const abort = new AbortController();
    const progress = { signal: abort.signal, report: () => abort.abort() };
    await expect(takeUpdateIn(await WAYS[way](scene.offered), scene.shelf, running(), progress)).rejects.toMatchObject({
      code: "cancelled",
    });
    expect(await shelfNames(scene)).toEqual([]);
  });

  test("a disk that fills up in the middle leaves nothing", async () => {
    await publish(scene.offered, scene.first, "2.0.0");
    const drive = plugIn(scene.shelf.folder);
    fillUp(drive.path, 512);
    await expect(take()).rejects.toMatchObject({ code: "disk-full" });
    expect(await shelfNames(scene)).toEqual(["别的文件"]);
  });

  test("a disk that cannot be written to is told", async () => {
    await publish(scene.offered, scene.first, "2.0.0");
    plugIn(scene.shelf.folder).lock();
    await expect(take()).rejects.toMatchObject({ code: "disk-read-only" });
  });
});

describe("the shelf", () => {
  test("a package that was changed while it lay there is not handed out", async () => {
    const scene = await setScene();
    await publish(scene.offered, scene.first, "2.0.0");
    const running = runningProgram([scene.first], "1.0.0");
    const { path, said } = await takeUpdateIn(folderSource(scene.offered), scene.shelf, running, UNWATCHED);
    writeFileSync(path, flipped(readFileSync(path)));
    await expect(takeFromShelf(scene.shelf, running, UNWATCHED.signal)).rejects.toMatchObject({ code: "update-package-differs" });
    await rename(path, `${path}.away`);
    await expect(assertWhole(path, said, UNWATCHED.signal)).rejects.toMatchObject({ code: "update-package-differs" });
  });

  test("an empty one, one of a stranger, and one that is installed by now have nothing waiting", async () => {
    const scene = await setScene();
    const running = runningProgram([scene.first], "1.0.0");
    await expect(takeFromShelf(scene.shelf, running, UNWATCHED.signal)).rejects.toMatchObject({ code: "update-none-ready" });
    await publish(scene.offered, scene.stranger, "2.0.0");
    await takeUpdateIn(folderSource(scene.offered), scene.shelf, runningProgram([scene.stranger], "1.0.0"), UNWATCHED);
    expect(await onShelf(scene.shelf, running)).toBeUndefined();
    expect(await onShelf(scene.shelf, runningProgram([scene.stranger], "2.0.0"))).toBeUndefined();
    expect(await onShelf(scene.shelf, runningProgram([scene.stranger], "1.9.9"))).toMatchObject({ said: { version: "2.0.0" } });
  });
});

/** The next version, in the place of what was offered. */
async function publishNext(scene: Scene, version: string): Promise<string> {
  await rm(scene.offered, { recursive: true });
  return publish(scene.offered, scene.first, version);
}

function flipped(bytes: Buffer): Buffer {
  const changed = Buffer.from(bytes);
  changed[changed.byteLength >> 1]! ^= 1;
  return changed;
}
