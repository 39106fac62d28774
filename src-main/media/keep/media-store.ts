// Keeps originals by their SHA-256 below one folder. Nothing that is kept ever changes; a copy that is not whole is never seen.
import { basename, dirname, join } from "node:path";
import { Problem } from "../../domain/problem.ts";
import type { FileIdentity, HashedFile, MediaStore, OpenSource, PendingFile } from "../../usecases/ports/files.ts";
import type { Progress } from "../../usecases/ports/progress.ts";
import { commitFiles, sizeIfThere } from "./commit.ts";
import { explaining, readingProblem, saysMissing, writingProblem } from "../../disk/disk-problems.ts";
import type { FileState, MediaFs, OpenFile } from "./fs-port.ts";
import {
  BLOCK_BYTES,
  copyMeasuring,
  fillFromFile,
  fillFromStart,
  fillFromStream,
  hashing,
  makeBlocks,
  trusting,
  type Blocks,
  type Measure,
} from "./intake.ts";
import { foundFiles, listOriginals, loseAndFind } from "./originals-here.ts";
import {
  folderOf,
  incomingFolder,
  incomingName,
  pathOf,
  previewPathOf,
  quickPreviewPathOf,
  sentPreviewPathOf,
} from "./layout.ts";
import { clearLeftovers, unlinkIfThere, type Opening } from "./leftovers.ts";
import { openSource } from "./open-source.ts";

/** What the store needs. `root` is the media folder, made if absent; `randomHex(n)` gives n bytes in hex. */
export type MediaStoreNeeds = Readonly<{ root: string; fs: MediaFs; opening: Opening; randomHex(bytes: number): string }>;

/** The store; `intakeStream` also takes the name that its problems mention. */
export type NamedMediaStore = Omit<MediaStore, "intakeStream"> &
  Readonly<{ intakeStream(bytes: AsyncIterable<Uint8Array>, progress: Progress, name?: string): Promise<PendingFile> }>;

/**
 * Opens the store and clears what dead processes left behind. One process writes to a workspace at a time.
 *
 * @throws {Problem} `disk-full`, `disk-read-only`, `disk-failing`
 * @see design.md §2 Media
 */
export async function openMediaStore(needs: MediaStoreNeeds): Promise<NamedMediaStore> {
  const { root, fs, opening } = needs;
  const writing = (cause: unknown) => writingProblem(cause, root);
  await explaining(() => fs.makeFolder(incomingFolder(root)), writing);
  await explaining(() => clearLeftovers(fs, root, opening), writing);
  const oneAfterAnother = makeQueue();
  const intake: Intake = { ...needs, blocks: makeBlocks() };
  return {
    openFile: (path, name) => openSource(path, name, fs),
    intakeFile: (source, name, progress) => intakeFile(intake, source, name, progress),
    adopt: (file, progress) => adopt(intake, file, progress),
    intakeStream: (bytes, progress, name = "") => intakeStream(intake, bytes, hashing(), progress, name),
    intakeChecked: (bytes, identity, progress) => intakeStream(intake, bytes, trusting(identity), progress, identity.sha256),
    joinKept: (sha256s, progress) => intakeStream(intake, keptBytes(fs, root, sha256s), hashing(), progress, sha256s[0] ?? ""),
    isWhole: (sha256, progress) => isWhole(intake, sha256, progress),
    commit: (files) => oneAfterAnother(() => explaining(() => commitFiles(fs, root, files), writing)),
    discard: async (files) => {
      for (const file of files) await explaining(() => unlinkIfThere(fs, file.tempPath), writing);
    },
    pathOf: (sha256) => pathOf(root, sha256),
    sizeOf: (sha256) =>
      explaining(
        () => sizeIfThere(fs, pathOf(root, sha256)),
        (cause) => readingProblem(cause, sha256),
      ),
    remove: (sha256) => oneAfterAnother(() => explaining(() => removeOriginal(fs, root, sha256), writing)),
    setAside: (sha256) => oneAfterAnother(() => explaining(() => setAside(fs, root, sha256), writing)),
    list: () => listOriginals(fs, root, opening.nowMs),
    loseAndFind: (sha256, ext) => oneAfterAnother(() => explaining(() => loseAndFind(fs, root, sha256, ext), writing)),
    foundFiles: () => explaining(() => foundFiles(fs, root), writing),
  };
}

/** What copies need beside the store's own needs. */
type Intake = MediaStoreNeeds & Readonly<{ blocks: Blocks }>;

// A commit that fails takes its names back: no other may build on them meanwhile.
function makeQueue(): (work: () => Promise<void>) => Promise<void> {
  const state = { last: Promise.resolve() };
  return (work) => {
    const mine = state.last.then(work);
    state.last = mine.catch(() => undefined);
    return mine;
  };
}

async function intakeFile(needs: Intake, source: OpenSource, name: string, progress: Progress): Promise<PendingFile> {
  const before = await source.state();
  return intoTemporary(needs, async (into, pair) => {
    const explain = { reading: (cause: unknown) => cause, writing: (cause: unknown) => writingProblem(cause, needs.root) };
    const identity = await copyMeasuring(
      { fill: fillFromStart(source, before.sizeBytes), into, measure: hashing(), explain },
      pair,
      before.sizeBytes,
      progress,
    );
    assertUnchanged(before, await source.state(), identity, name);
    return identity;
  });
}

/** Within one disk the file is only renamed: its bytes were written once. */
async function adopt(needs: Intake, { path, ...identity }: HashedFile, progress: Progress): Promise<PendingFile> {
  const writing = (cause: unknown) => writingProblem(cause, needs.root);
  const tempPath = join(incomingFolder(needs.root), incomingName(needs.opening.owner, needs.randomHex(8)));
  try {
    await needs.fs.rename(path, tempPath);
    return { ...identity, tempPath, cameFrom: dirname(path) };
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== "EXDEV") throw writing(cause);
    return await moveOver(needs, path, progress);
  }
}

async function moveOver(needs: Intake, path: string, progress: Progress): Promise<PendingFile> {
  const source = await openSource(path, basename(path), needs.fs);
  const copied = await intakeFile(needs, source, basename(path), progress).finally(() => source.close());
  await explaining(
    () => unlinkIfThere(needs.fs, path),
    (cause) => writingProblem(cause, needs.root),
  );
  return copied;
}

function assertUnchanged(before: FileState, after: FileState, copied: FileIdentity, name: string): void {
  const same =
    before.sizeBytes === after.sizeBytes && before.changedAtMs === after.changedAtMs && copied.sizeBytes === after.sizeBytes;
  if (!same) throw new Problem("file-changing", { name });
}

async function intakeStream(
  needs: Intake,
  bytes: AsyncIterable<Uint8Array>,
  measure: Measure,
  progress: Progress,
  name: string,
): Promise<PendingFile> {
  const iterator = bytes[Symbol.asyncIterator]();
  try {
    return await intoTemporary(needs, async (into, pair) => {
      const explain = { reading: (cause: unknown) => cause, writing: (cause: unknown) => writingProblem(cause, needs.root) };
      const identity = await copyMeasuring(
        { fill: fillFromStream(iterator, progress.signal), into, measure, explain },
        pair,
        0,
        progress,
      );
      if (identity.sizeBytes === 0) throw new Problem("file-empty", { name });
      return identity;
    });
  } catch (cause) {
    // The source is told to stop, but a silent one must not hold the failure back.
    iterator.return?.().catch(() => undefined);
    throw cause;
  }
}

/** The bytes of kept files, one behind the other. */
async function* keptBytes(fs: MediaFs, root: string, sha256s: readonly string[]): AsyncGenerator<Uint8Array> {
  const block = Buffer.allocUnsafeSlow(BLOCK_BYTES);
  for (const sha256 of sha256s) {
    const reading = (cause: unknown) => readingProblem(cause, sha256);
    const file = await explaining(() => fs.openToRead(pathOf(root, sha256)), reading);
    try {
      yield* bytesOf(() => explaining(() => file.read(block), reading), block);
    } finally {
      await file.close();
    }
  }
}

const NOWHERE = { write: () => Promise.resolve() };

async function isWhole({ fs, root, blocks }: Intake, sha256: string, progress: Progress): Promise<boolean> {
  const reading = (cause: unknown) => readingProblem(cause, sha256);
  const source = await explaining(() => fs.openToRead(pathOf(root, sha256)), reading);
  try {
    const copy = { fill: fillFromFile(source), into: NOWHERE, measure: hashing(), explain: { reading, writing: reading } };
    const read = await withBlocks(blocks, (pair) => copyMeasuring(copy, pair, 0, progress));
    return read.sha256 === sha256;
  } finally {
    await source.close();
  }
}

async function* bytesOf(read: () => Promise<number>, block: Buffer): AsyncGenerator<Uint8Array> {
  for (let count = await read(); count > 0; count = await read()) yield block.subarray(0, count);
}

type CopyInto = (into: OpenFile, pair: readonly [Buffer, Buffer]) => Promise<FileIdentity>;

async function intoTemporary(needs: Intake, copy: CopyInto): Promise<PendingFile> {
  const writing = (cause: unknown) => writingProblem(cause, needs.root);
  const tempPath = join(incomingFolder(needs.root), incomingName(needs.opening.owner, needs.randomHex(8)));
  const into = await explaining(() => needs.fs.create(tempPath), writing);
  try {
    const identity = await withBlocks(needs.blocks, (pair) => copy(into, pair)).finally(() =>
      explaining(() => into.close(), writing),
    );
    return { ...identity, tempPath };
  } catch (cause) {
    await unlinkIfThere(needs.fs, tempPath).catch(() => undefined);
    throw cause;
  }
}

// A copy that failed may have left a read under way into one of its blocks: that pair is not used again.
async function withBlocks<T>(blocks: Blocks, work: (pair: readonly [Buffer, Buffer]) => Promise<T>): Promise<T> {
  const pair = blocks.take();
  const done = await work(pair);
  blocks.giveBack(pair);
  return done;
}

// The folder is flushed even if the file is gone already: an earlier try may have failed just there.
async function removeOriginal(fs: MediaFs, root: string, sha256: string): Promise<void> {
  await unlinkIfThere(fs, previewPathOf(root, sha256));
  await unlinkIfThere(fs, quickPreviewPathOf(root, sha256));
  await unlinkIfThere(fs, sentPreviewPathOf(root, sha256));
  await unlinkIfThere(fs, `${pathOf(root, sha256)}.damaged`);
  await unlinkIfThere(fs, pathOf(root, sha256));
  await fs.syncFolder(folderOf(root, sha256)).catch((cause: unknown) => {
    if (!saysMissing(cause)) throw cause;
  });
}

async function setAside(fs: MediaFs, root: string, sha256: string): Promise<void> {
  const path = pathOf(root, sha256);
  await fs.rename(path, `${path}.damaged`);
  await fs.syncFolder(folderOf(root, sha256));
}
