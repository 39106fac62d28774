// A source that cannot be used, changes under the copy, is cancelled or fails: refused by its own code, and nothing half-done stays. A disk
// that takes no byte is told as what it is.
import { appendFileSync, mkdirSync, utimesSync, writeFileSync } from "node:fs";
import { open, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { expect, test } from "vitest";
import { BLOCK_BYTES } from "../../../src-main/media/keep/intake.ts";
import { realFs, type MediaFs } from "../../../src-main/media/keep/fs-port.ts";
import { run } from "../made-files.ts";
import { fileWith, freshFolder, incomingNames, openStore, quietly, takeIn, inPieces } from "../temp-store.ts";

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
