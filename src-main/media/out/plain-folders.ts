// Copies originals out into plain folders: into a folder of a name that nobody takes for it, which gets its own name once all lasts.
import { randomBytes } from "node:crypto";
import { lstat, mkdir, rm } from "node:fs/promises";
import { dirname, join, sep } from "node:path";
import { assertFilePathFits } from "../../domain/bundle/path-limits.ts";
import { assertFilesFit, type Room } from "../../domain/bundle/room.ts";
import { openNames } from "../../domain/file-names.ts";
import { Problem } from "../../domain/problem.ts";
import { explaining, readingProblem, writingProblem } from "../../disk/disk-problems.ts";
import { lastingCalls, placeFolder, type LastingCalls } from "../../disk/lasting.ts";
import { createFile } from "../../disk/new-file.ts";
import type { ComingFile, OpenPlainFolder, PlainFolders } from "../../usecases/ports/plain-folders.ts";
import type { Progress } from "../../usecases/ports/progress.ts";
import { realFs, type MediaFs } from "../keep/fs-port.ts";
import { copyMeasuring, fillFromFile, hashing, makeBlocks, type Blocks } from "../keep/intake.ts";
import { pathOf } from "../keep/layout.ts";

/** `root`: the media folder. `roomAt`: what room there is in a folder. */
export type PlainFoldersNeeds = Readonly<{ root: string; roomAt(folder: string): Promise<Room>; calls?: LastingCalls }>;

/** Opens the way out of a media folder. @see usecases/ports/plain-folders.ts */
export function openPlainFolders({ root, roomAt, calls = lastingCalls }: PlainFoldersNeeds): PlainFolders {
  const blocks = makeBlocks();
  return {
    begin: async (parent, name, coming) => {
      const path = join(parent, await freeName(parent, name));
      for (const { place } of coming) assertFilePathFits(process.platform, join(path, ...place), sep);
      assertFilesFit(parent, await roomAt(parent), coming.map(asNamed));
      const part = `${path}.${randomBytes(3).toString("hex")}.part`;
      await explaining(() => mkdir(part), writingTo(parent));
      return openFolder({ root, blocks, calls, path, part });
    },
    holds: async (path, sha256, progress) => (await hashOf(blocks, path, progress)) === sha256,
  };
}

function asNamed({ place, sizeBytes }: ComingFile): Readonly<{ name: string; sizeBytes: number }> {
  return { name: place.at(-1) ?? "", sizeBytes };
}

const writingTo = (folder: string) => (cause: unknown) => writingProblem(cause, folder);

/** A name that nothing in the folder bears. */
async function freeName(parent: string, wanted: string): Promise<string> {
  const nameOf = openNames();
  for (;;) {
    const name = nameOf(wanted);
    const found = await lstat(join(parent, name)).catch(() => undefined); // a name that cannot be looked at fails when it is made
    if (found === undefined) return name;
  }
}

type Opened = Readonly<{ root: string; blocks: Blocks; calls: LastingCalls; path: string; part: string }>;

function openFolder(opened: Opened): OpenPlainFolder {
  const { path, part, calls } = opened;
  const remove = (at: string) => rm(at, { recursive: true, force: true });
  const into = async (place: readonly string[]): Promise<string> => {
    const file = join(part, ...place);
    await explaining(() => mkdir(dirname(file), { recursive: true }), writingTo(part));
    return file;
  };
  return {
    addOriginal: async (place, sha256, progress) => copyOriginal(opened, sha256, await into(place), progress),
    addFile: async (place, bytes) => writeWhole(await into(place), bytes),
    place: async () => {
      await explaining(() => placeFolder({ ...calls, remove }, part, path), writingTo(path));
      return path;
    },
    drop: async () => {
      await remove(part);
      await remove(path);
    },
  };
}

async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const file = await explaining(() => createFile(path, 0o666), writingTo(dirname(path)));
  try {
    await explaining(() => file.write(bytes), writingTo(dirname(path)));
  } finally {
    await file.close();
  }
}

/** What cannot be read to its end as it was kept is no original: the copy goes again. */
async function copyOriginal({ root, blocks }: Opened, sha256: string, path: string, progress: Progress): Promise<boolean> {
  const source = await realFs.openToRead(pathOf(root, sha256)).catch(() => undefined);
  if (source === undefined) return false;
  try {
    const file = await explaining(() => createFile(path, 0o666), writingTo(dirname(path)));
    const copied = await measure(blocks, source, file, writingTo(dirname(path)), progress).finally(() => file.close());
    if (copied !== sha256) await rm(path, { force: true });
    return copied === sha256;
  } finally {
    await source.close();
  }
}

type Source = Awaited<ReturnType<MediaFs["openToRead"]>>;
type Target = Readonly<{ write(bytes: Uint8Array): Promise<void> }>;

/** @returns SHA-256 of what was read; undefined where it could not be read to its end */
async function measure(
  blocks: Blocks,
  source: Source,
  into: Target,
  writing: (cause: unknown) => unknown,
  progress: Progress,
): Promise<string | undefined> {
  const reading = (cause: unknown) => readingProblem(cause, "");
  const copy = { fill: fillFromFile(source), into, measure: hashing(), explain: { reading, writing } };
  const pair = blocks.take();
  try {
    const { sha256 } = await copyMeasuring(copy, pair, 0, progress);
    blocks.giveBack(pair); // one that failed may still be read into
    return sha256;
  } catch (cause) {
    if (cause instanceof Problem && cause.code === "file-unreadable") return undefined;
    throw cause;
  }
}

const NOWHERE: Target = { write: () => Promise.resolve() };

async function hashOf(blocks: Blocks, path: string, progress: Progress): Promise<string | undefined> {
  const source = await realFs.openToRead(path).catch(() => undefined);
  if (source === undefined) return undefined;
  try {
    return await measure(blocks, source, NOWHERE, (cause) => cause, progress);
  } finally {
    await source.close();
  }
}
