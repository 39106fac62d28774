// Laws of the media store: what went in comes out, once, under its SHA-256; nothing half-done is ever seen.
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { crc32 } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import { BLOCK_BYTES } from "../../../src-main/media/keep/intake.ts";
import { realFs, type MediaFs } from "../../../src-main/media/keep/fs-port.ts";
import { run } from "../made-files.ts";
import {
  fileWith,
  freshFolder,
  gather,
  incomingNames,
  keptHashes,
  openStore,
  quietly,
  sha256Of,
  takeIn,
  inPieces,
} from "../temp-store.ts";

const someBytes = fc.uint8Array({ minLength: 1, maxLength: 5000 });

test("what is taken in by path or by stream is kept byte for byte, under its SHA-256", async () => {
  const folder = freshFolder();
  const store = await openStore(join(folder, "媒体"));
  await fc.assert(
    fc.asyncProperty(someBytes, fc.integer({ min: 1, max: 6000 }), async (bytes, pieceBytes) => {
      const path = fileWith(folder, "照片 📷.bin", bytes);
      const byPath = await takeIn(store, path, quietly());
      const byStream = await store.intakeStream(inPieces(bytes, pieceBytes), quietly());
      const { tempPath: _, ...identity } = byPath;
      expect(identity).toEqual({ sha256: sha256Of(bytes), sizeBytes: bytes.byteLength, crc32: crc32(bytes) });
      expect(byStream).toMatchObject(identity);
      await store.commit([byPath, byStream]);
      expect(readFileSync(store.pathOf(byPath.sha256)).equals(bytes)).toBe(true);
    }),
    { numRuns: 60 },
  );
  expect(incomingNames(join(folder, "媒体"))).toEqual([]);
});

test.each([BLOCK_BYTES - 1, BLOCK_BYTES, BLOCK_BYTES + 1, 3 * BLOCK_BYTES, 3 * BLOCK_BYTES + 17])(
  "sha256sum agrees for %i bytes",
  async (sizeBytes) => {
    const folder = freshFolder();
    const store = await openStore(join(folder, "media"));
    const path = fileWith(folder, "a", Buffer.alloc(sizeBytes, "安全生产月"));
    const reported: number[] = [];
    const pending = await takeIn(store, path, { report: (done) => reported.push(done), signal: new AbortController().signal });
    await store.commit([pending]);
    const theirs = run("sha256sum", store.pathOf(pending.sha256));
    expect(theirs.slice(0, 64)).toBe(pending.sha256);
    expect(reported.at(-1)).toBe(sizeBytes);
    expect(reported).toEqual(reported.toSorted((a, b) => a - b));
  },
);

test("nothing is visible before commit, and nothing stays after discard", async () => {
  const root = join(freshFolder(), "media");
  const store = await openStore(root);
  const pending = await store.intakeStream(inPieces(Buffer.from("one"), 3), quietly());
  expect(await store.sizeOf(pending.sha256)).toBeUndefined();
  expect(await gather(store.list())).toEqual([]);
  await store.discard([pending]);
  await store.discard([pending]);
  expect(incomingNames(root)).toEqual([]);
});

test("a duplicate is dropped: the kept file is not touched, within a batch or after it", async () => {
  const root = join(freshFolder(), "media");
  const store = await openStore(root);
  const take = () => store.intakeStream(inPieces(Buffer.from("same"), 4), quietly());
  const [first, second] = [await take(), await take()];
  await store.commit([first, second]);
  const before = statSync(store.pathOf(first.sha256));
  await Promise.all([store.commit([await take()]), store.commit([await take()])]);
  const after = statSync(store.pathOf(first.sha256));
  expect([after.ino, after.mtimeMs]).toEqual([before.ino, before.mtimeMs]);
  expect(incomingNames(root)).toEqual([]);
});

test("list is ascending, knows sizes and passes over what is none of ours; remove takes one away, twice is no error", async () => {
  const root = join(freshFolder(), "media");
  const store = await openStore(root);
  const files = await Promise.all(
    ["a", "bb", "ccc", "dddd"].map((text) => store.intakeStream(inPieces(Buffer.from(text), 9), quietly())),
  );
  await store.commit(files);
  writeFileSync(join(root, "Thumbs.db"), "x");
  writeFileSync(join(root, files[0]!.sha256.slice(0, 2), "desktop.ini"), "x");
  const expected = files
    .map(({ sha256, sizeBytes }) => ({ sha256, sizeBytes, isOld: false }))
    .sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1));
  expect(await gather(store.list())).toEqual(expected);
  await store.remove(files[0]!.sha256);
  await store.remove(files[0]!.sha256);
  expect(await store.sizeOf(files[0]!.sha256)).toBeUndefined();
  expect(await keptHashes(store)).toHaveLength(3);
});

test("an original that lost bytes on disk is healed by the next commit of the same content", async () => {
  const store = await openStore(join(freshFolder(), "media"));
  const take = () => store.intakeStream(inPieces(Buffer.from("whole"), 9), quietly());
  const pending = await take();
  await store.commit([pending]);
  writeFileSync(store.pathOf(pending.sha256), "who");
  await store.commit([await take()]);
  expect(await keptHashes(store)).toEqual([pending.sha256]);
});

test.each(["", "..", "../../etc/passwd", "A".repeat(64), "0".repeat(63), `${"0".repeat(64)}/x`])(
  "pathOf refuses %j",
  async (id) => {
    const store = await openStore(join(freshFolder(), "media"));
    expect(() => store.pathOf(id)).toThrow(expect.objectContaining({ code: "media-id-malformed" }));
  },
);

test("a file of ours that was hashed as it came is moved into the store, and no byte of it is read", async () => {
  const folder = freshFolder();
  const root = join(folder, "media");
  const read: string[] = [];
  const store = await openStore(root, { ...realFs, openToRead: (path) => (read.push(path), realFs.openToRead(path)) });
  const bytes = Buffer.alloc(2 * BLOCK_BYTES + 5, "安");
  const path = fileWith(folder, "received", bytes);
  const pending = await store.adopt({ path, sha256: sha256Of(bytes), sizeBytes: bytes.length, crc32: 0 }, quietly());
  await store.commit([pending]);
  expect([read, existsSync(path)]).toEqual([[], false]);
  expect(await keptHashes(store)).toEqual([sha256Of(bytes)]);
});

test("a file of ours on another disk is copied", async () => {
  const folder = freshFolder();
  const root = join(folder, "media");
  const elsewhere: MediaFs = {
    ...realFs,
    rename: (from, to) =>
      dirname(from) === folder ? Promise.reject(Object.assign(new Error("EXDEV"), { code: "EXDEV" })) : realFs.rename(from, to),
  };
  const store = await openStore(root, elsewhere);
  const bytes = Buffer.alloc(BLOCK_BYTES + 5, "安");
  const path = fileWith(folder, "received", bytes);
  const pending = await store.adopt({ path, sha256: sha256Of(bytes), sizeBytes: bytes.length, crc32: 0 }, quietly());
  await store.commit([pending]);
  expect(existsSync(path)).toBe(false);
  expect(await keptHashes(store)).toEqual([sha256Of(bytes)]);
});
