// Laws of the media store: what went in comes out, once; nothing half-done is ever seen; every refusal has its code.
import { appendFileSync, existsSync, mkdirSync, readFileSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { open, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { crc32 } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import { BLOCK_BYTES } from "../../src-main/media/intake.ts";
import { realFs, type MediaFs } from "../../src-main/media/fs-port.ts";
import { isLeftover } from "../../src-main/media/leftovers.ts";
import { run } from "./made-files.ts";
import { fileWith, freshFolder, gather, incomingNames, keptHashes, openStore, quietly, sha256Of, takeIn } from "./temp-store.ts";

const someBytes = fc.uint8Array({ minLength: 1, maxLength: 5000 });

async function* inPieces(bytes: Uint8Array, pieceBytes: number): AsyncGenerator<Uint8Array> {
  // One buffer for all pieces, as some readers do: the store must have taken each piece before it asks for the next.
  const piece = new Uint8Array(pieceBytes);
  for (let at = 0; at < bytes.byteLength; at += pieceBytes) {
    const part = bytes.subarray(at, at + pieceBytes);
    piece.set(part);
    yield piece.subarray(0, part.byteLength);
  }
}

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
  const expected = files.map(({ sha256, sizeBytes }) => ({ sha256, sizeBytes })).sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1));
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

test("every unusable source is refused by its own code and leaves nothing behind", async () => {
  const folder = freshFolder();
  const root = join(folder, "media");
  const store = await openStore(root);
  mkdirSync(join(folder, "文件夹"));
  run("mkfifo", join(folder, "pipe"));
  const refusal = (name: string) => takeIn(store, join(folder, name), quietly()).catch((problem: unknown) => problem);
  expect(await refusal("没有.jpg")).toMatchObject({ code: "file-not-found", details: { name: "没有.jpg" } });
  expect(await refusal("文件夹")).toMatchObject({ code: "file-is-folder" });
  expect(await refusal(basename(fileWith(folder, "空.jpg", new Uint8Array())))).toMatchObject({
    code: "file-empty",
    details: { name: "空.jpg" },
  });
  expect(await refusal("pipe")).toMatchObject({ code: "file-unreadable" });
  expect(await store.intakeStream(inPieces(new Uint8Array(), 1), quietly(), "空.mp4").catch((p: unknown) => p)).toMatchObject({
    code: "file-empty",
    details: { name: "空.mp4" },
  });
  expect(incomingNames(root)).toEqual([]);
});

test("a source that grows, shrinks or is rewritten while it is copied is refused", async () => {
  const folder = freshFolder();
  const root = join(folder, "media");
  const store = await openStore(root);
  const changes = {
    grows: (path: string) => appendFileSync(path, "more"),
    shrinks: (path: string) => writeFileSync(path, "x"),
    rewritten: (path: string) => utimesSync(path, 1, 1),
  };
  for (const [name, change] of Object.entries(changes)) {
    const path = fileWith(folder, name, Buffer.alloc(3 * BLOCK_BYTES, 7));
    let changed = false;
    const report = () => {
      if (!changed) change(path);
      changed = true;
    };
    const copying = takeIn(store, path, { report, signal: new AbortController().signal });
    await expect(copying).rejects.toMatchObject({ code: "file-changing", details: { name } });
  }
  expect(incomingNames(root)).toEqual([]);
});

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

test("cancel stops a copy in the middle, even while the source is silent", async () => {
  const folder = freshFolder();
  const root = join(folder, "media");
  const store = await openStore(root);
  const path = fileWith(folder, "long.mp4", Buffer.alloc(4 * BLOCK_BYTES, 7));
  const cancel = new AbortController();
  const seen: number[] = [];
  const report = (done: number) => {
    seen.push(done);
    cancel.abort();
  };
  await expect(takeIn(store, path, { report, signal: cancel.signal })).rejects.toMatchObject({ code: "cancelled" });
  expect(seen).toHaveLength(1);
  const silent = { [Symbol.asyncIterator]: () => ({ next: () => new Promise<never>(() => undefined) }) };
  const waiting = new AbortController();
  const taking = store.intakeStream(silent, quietly(waiting.signal));
  waiting.abort();
  await expect(taking).rejects.toMatchObject({ code: "cancelled" });
  expect(incomingNames(root)).toEqual([]);
});

test("a failure of the source passes through as it is, and the source is told to stop", async () => {
  const root = join(freshFolder(), "media");
  const store = await openStore(root);
  let stopped = false;
  async function* failing() {
    try {
      yield Buffer.from("some");
      throw new RangeError("from the bundle");
    } finally {
      stopped = true;
    }
  }
  await expect(store.intakeStream(failing(), quietly())).rejects.toThrow("from the bundle");
  expect(stopped).toBe(true);
  expect(incomingNames(root)).toEqual([]);
});

const meanings = {
  ENOSPC: "disk-full",
  EDQUOT: "disk-full",
  EROFS: "disk-read-only",
  EACCES: "disk-read-only",
  EIO: "disk-failing",
};

test.each(Object.entries(meanings))("%s while writing is %s", async (code, problem) => {
  const root = join(freshFolder(), "media");
  const failing: MediaFs = {
    ...realFs,
    create: async (path) => ({
      ...(await realFs.create(path)),
      write: () => Promise.reject(Object.assign(new Error(code), { code })),
    }),
  };
  const store = await openStore(root, failing);
  await expect(store.intakeStream(inPieces(Buffer.from("x"), 1), quietly())).rejects.toMatchObject({
    code: problem,
    details: { path: root },
  });
  expect(incomingNames(root)).toEqual([]);
});

test("a really full disk is told as such, and nothing stays", async () => {
  // /dev/full takes no byte: the system's own ENOSPC.
  const folder = freshFolder();
  const full: MediaFs = {
    ...realFs,
    create: async (path) => {
      await writeFile(path, "");
      const handle = await open("/dev/full", "w");
      const write = async (bytes: Uint8Array) => void (await handle.write(bytes));
      return { read: () => Promise.resolve(0), state: () => realFs.stateOf(path), write, close: () => handle.close() };
    },
  };
  const store = await openStore(join(folder, "media"), full);
  await expect(store.intakeStream(inPieces(Buffer.from("x"), 1), quietly())).rejects.toMatchObject({ code: "disk-full" });
  expect(incomingNames(join(folder, "media"))).toEqual([]);
});

test("a place that takes no folder is read-only, and a source that cannot be opened or read is unreadable", async () => {
  await expect(openStore("/sys/anbao")).rejects.toMatchObject({ code: "disk-read-only", details: { path: "/sys/anbao" } });
  const folder = freshFolder();
  const path = fileWith(folder, "锁住.doc", Buffer.from("x"));
  const refused = () => Promise.reject(Object.assign(new Error(), { code: "EBUSY" }));
  const locked = await openStore(join(folder, "a"), { ...realFs, openToRead: refused });
  await expect(takeIn(locked, path, quietly())).rejects.toMatchObject({
    code: "file-unreadable",
    details: { name: "锁住.doc" },
  });
  const broken: MediaFs = { ...realFs, openToRead: async (from) => ({ ...(await realFs.openToRead(from)), read: refused }) };
  const store = await openStore(join(folder, "b"), broken);
  await expect(takeIn(store, path, quietly())).rejects.toMatchObject({ code: "file-unreadable" });
  expect(incomingNames(join(folder, "b"))).toEqual([]);
});

test("opening clears what the dead left and nothing else", async () => {
  const root = join(freshFolder(), "media");
  await openStore(root);
  const dead = Number(run(process.execPath, "-p", "process.pid"));
  const names = {
    dead: `${dead}-aa-01.part`,
    oldSelf: `${process.pid}-aa-02.part`,
    sibling: `${process.pid}-bb-03.part`,
    alive: `${process.ppid}-aa-04.part`,
    foreign: "notes.txt",
  };
  for (const name of Object.values(names)) writeFileSync(join(root, ".incoming", name), "x");
  utimesSync(join(root, ".incoming", names.oldSelf), 1, 1);
  await openStore(root);
  expect(incomingNames(root).sort()).toEqual([names.sibling, names.alive, names.foreign].sort());
});

test("a leftover that is held keeps no store shut; it goes the next time", async () => {
  const root = join(freshFolder(), "media");
  await openStore(root);
  writeFileSync(join(root, ".incoming", "999999999-aa-01.part"), "x");
  const held = () => Promise.reject(Object.assign(new Error("held"), { code: "EPERM" }));
  await openStore(root, { ...realFs, unlink: held });
  expect(incomingNames(root)).toHaveLength(1);
  await openStore(root);
  expect(incomingNames(root)).toEqual([]);
});

test("a temporary file of a live process goes only after a day of silence", () => {
  const opening = { owner: { pid: 1, session: "aa" }, startedAtMs: 5e9, nowMs: 1e10, isAlive: () => true };
  expect(isLeftover("7-cc-dd.part", 1e10 - 3600_000, opening)).toBe(false);
  expect(isLeftover("7-cc-dd.part", 1e10 - 25 * 3600_000, opening)).toBe(true);
  expect(isLeftover("7-cc-dd.part", 1e10, { ...opening, isAlive: () => false })).toBe(true);
  expect(isLeftover("1-aa-dd.part", 0, opening)).toBe(false);
});

test("a mutation under two stores of one process never takes the other's pending file", async () => {
  const root = join(freshFolder(), "media");
  const first = await openStore(root);
  const pending = await first.intakeStream(inPieces(Buffer.from("mine"), 4), quietly());
  const second = await openStore(root);
  expect(existsSync(pending.tempPath)).toBe(true);
  await first.commit([pending]);
  expect(await second.sizeOf(pending.sha256)).toBeDefined();
});
