// The n-th call to the file system fails, for n = 1, 2, 3 … until a run sees no fault: the old state or the new, never between.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { realFs, type MediaFs, type OpenFile } from "../../src-main/media/keep/fs-port.ts";
import { BLOCK_BYTES } from "../../src-main/media/keep/intake.ts";
import { fileWith, freshFolder, incomingNames, keptHashes, openStore, quietly, sha256Of, takeIn } from "./temp-store.ts";

const COMMIT_FOREVER = fileURLToPath(new URL("./commit-forever.ts", import.meta.url));

type Faults = Readonly<{ fs: MediaFs; seen(): boolean }>;

/** The file system with its n-th call failing: once, or that and all after it (a pulled drive). */
function failing(nth: number, code: string, forGood: boolean): Faults {
  const state = { calls: 0 };
  const step =
    <A extends unknown[], R>(call: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      state.calls += 1;
      if (state.calls === nth || (forGood && state.calls > nth)) throw Object.assign(new Error(`injected ${code}`), { code });
      return call(...args);
    };
  const file = (open: (path: string) => Promise<OpenFile>) =>
    step(async (path: string) => {
      const opened = await open(path);
      // A close that fails has closed nevertheless.
      const close = async () => {
        await opened.close();
        await step(() => Promise.resolve())();
      };
      return { read: step(opened.read), write: step(opened.write), state: step(opened.state), close };
    });
  const fs: MediaFs = {
    stateOf: step(realFs.stateOf),
    openToRead: file(realFs.openToRead),
    create: file(realFs.create),
    makeFolder: step(realFs.makeFolder),
    names: step(realFs.names),
    rename: step(realFs.rename),
    unlink: step(realFs.unlink),
    syncFile: step(realFs.syncFile),
    syncFolder: step(realFs.syncFolder),
  };
  return { fs, seen: () => state.calls >= nth };
}

const contents = [Buffer.alloc(BLOCK_BYTES + 5, 1), Buffer.from("two"), Buffer.from("two")];
const hashes = [...new Set(contents.map(sha256Of))].sort();

async function takeBatch(root: string, source: string, fs: MediaFs): Promise<void> {
  const store = await openStore(root, fs);
  const pending = [];
  for (const index of contents.keys()) pending.push(await takeIn(store, join(source, String(index)), quietly()));
  await store.commit(pending);
}

test.each([
  ["ENOSPC", false],
  ["EIO", false],
  ["EIO", true],
])("%s at every call of intake and commit (for good: %s): all of the batch or none", async (code, forGood) => {
  const folder = freshFolder();
  contents.forEach((bytes, index) => fileWith(folder, String(index), bytes));
  let faultSeen = true;
  for (let nth = 1; faultSeen; nth += 1) {
    const root = join(folder, `media-${nth}`);
    const faults = failing(nth, code, forGood);
    const done = await takeBatch(root, folder, faults.fs).then(
      () => true,
      () => false,
    );
    faultSeen = faults.seen();
    if (!faultSeen) expect(done).toBe(true);
    // Opened again by another process on a sound disk: the leftovers carry the pid of this one, so they are counted instead.
    const store = await openStore(root);
    const kept = await keptHashes(store);
    if (done) expect(kept).toEqual(hashes);
    else if (!forGood) expect(kept).toEqual([]);
    else for (const sha256 of kept) expect(hashes).toContain(sha256);
    const strangers = readdirSync(root).filter((name) => name !== ".incoming" && !/^[0-9a-f]{2}$/.test(name));
    expect(strangers).toEqual([]);
    await takeBatch(root, folder, realFs);
    expect(await keptHashes(store)).toEqual(hashes);
  }
});

test("a commit that failed at any call can be repeated with the same batch, or discarded without a trace", async () => {
  const folder = freshFolder();
  for (const outcome of ["repeat", "discard"] as const) {
    let failed = true;
    for (let nth = 1; failed; nth += 1) {
      const root = join(folder, `${outcome}-${nth}`);
      const sound = await openStore(root);
      const faulty = { on: false, faults: failing(nth, "EIO", false).fs };
      const pick = <K extends keyof MediaFs>(name: K): MediaFs[K] =>
        ((...args: never[]) => ((faulty.on ? faulty.faults : realFs)[name] as (...a: never[]) => unknown)(...args)) as MediaFs[K];
      const fs = Object.fromEntries(Object.keys(realFs).map((name) => [name, pick(name as keyof MediaFs)])) as MediaFs;
      const store = await openStore(root, fs);
      const pending = [];
      for (const [index, bytes] of contents.entries())
        pending.push(await takeIn(store, fileWith(folder, String(index), bytes), quietly()));
      faulty.on = true;
      failed = await store.commit(pending).then(
        () => false,
        () => true,
      );
      faulty.on = false;
      if (failed) expect(await keptHashes(sound)).toEqual([]);
      await (outcome === "repeat" ? store.commit(pending) : store.discard(pending));
      expect(await keptHashes(sound)).toEqual(failed && outcome === "discard" ? [] : hashes);
      expect(incomingNames(root)).toEqual([]);
    }
  }
});

test("an erasure that failed at any call can be repeated until the original is gone", async () => {
  const folder = freshFolder();
  let failed = true;
  for (let nth = 1; failed; nth += 1) {
    const root = join(folder, `media-${nth}`);
    const store = await openStore(root);
    const pending = await takeIn(store, fileWith(folder, "一", Buffer.from("to be erased")), quietly());
    await store.commit([pending]);
    const state: { fs: MediaFs } = { fs: realFs };
    const later = await openStore(root, {
      ...realFs,
      unlink: (path) => state.fs.unlink(path),
      syncFolder: (path) => state.fs.syncFolder(path),
    });
    state.fs = failing(nth, "EIO", false).fs;
    failed = await later.remove(pending.sha256).then(
      () => false,
      () => true,
    );
    state.fs = realFs;
    await later.remove(pending.sha256);
    expect(await keptHashes(store)).toEqual([]);
  }
});

test("kill -9 while files are taken in and committed: all that was acknowledged is there, whole, and nothing else is left", async () => {
  const root = join(freshFolder(), "media");
  for (const acknowledgedAtLeast of [1, 3, 7, 12]) {
    const child = spawn(process.execPath, [COMMIT_FOREVER, root], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const acknowledged: string[] = [];
    for await (const line of createInterface(child.stdout)) {
      acknowledged.push(...line.split(" "));
      if (acknowledged.length >= acknowledgedAtLeast) child.kill("SIGKILL");
    }
    if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
    const store = await openStore(root);
    const kept = new Set(await keptHashes(store));
    expect(acknowledged.filter((sha256) => !kept.has(sha256))).toEqual([]);
    expect(incomingNames(root)).toEqual([]);
  }
});
