// Makes a batch of copied files durable: bytes first, then names, entries, folders. Either all of the batch is kept or none of it.
import { dirname } from "node:path";
import type { PendingFile } from "../../usecases/ports/files.ts";
import { saysMissing } from "../../disk/disk-problems.ts";
import type { MediaFs } from "./fs-port.ts";
import { folderOf, pathOf } from "./layout.ts";
import { unlinkIfThere } from "./leftovers.ts";

/** What a batch comes to: files to place, and copies of what is kept already or comes twice. */
export type CommitPlan = Readonly<{
  place: readonly PendingFile[];
  drop: readonly PendingFile[];
  /** Paths of all originals of the batch, and the folders that hold them. */
  paths: readonly string[];
  folders: readonly string[];
}>;

/**
 * Sorts a batch. `kept` names the originals that are there with the right size.
 * Duplicates and their folders are flushed as well: whoever placed the original may have failed just before that.
 */
export function planCommit(root: string, files: readonly PendingFile[], kept: ReadonlySet<string>): CommitPlan {
  const seen = new Set(kept);
  const place: PendingFile[] = [];
  const drop: PendingFile[] = [];
  for (const file of files) {
    (seen.has(file.sha256) ? drop : place).push(file);
    seen.add(file.sha256);
  }
  const sha256s = [...new Set(files.map((file) => file.sha256))];
  return {
    place,
    drop,
    paths: sha256s.map((sha256) => pathOf(root, sha256)),
    folders: [...new Set(sha256s.map((sha256) => folderOf(root, sha256)))],
  };
}

/** Commits a batch; may be called again with the same batch after it failed. Rejects with the system's own error. */
export async function commitFiles(fs: MediaFs, root: string, files: readonly PendingFile[]): Promise<void> {
  const plan = planCommit(root, files, await findKept(fs, root, files));
  await inParallel(plan.place, (file) => fs.syncFile(file.tempPath));
  for (const folder of plan.folders) await fs.makeFolder(folder);
  await placeAll(fs, root, plan, leftFolders(files));
  for (const file of plan.drop) await unlinkIfThere(fs, file.tempPath).catch(() => undefined);
}

async function findKept(fs: MediaFs, root: string, files: readonly PendingFile[]): Promise<ReadonlySet<string>> {
  const kept = new Set<string>();
  for (const file of files) {
    if ((await sizeIfThere(fs, pathOf(root, file.sha256))) === file.sizeBytes) kept.add(file.sha256);
  }
  return kept;
}

/** Size in bytes of a file, undefined where there is none. */
export async function sizeIfThere(fs: MediaFs, path: string): Promise<number | undefined> {
  try {
    const state = await fs.stateOf(path);
    return state.isFile ? state.sizeBytes : undefined;
  } catch (cause) {
    if (saysMissing(cause)) return undefined;
    throw cause;
  }
}

async function placeAll(fs: MediaFs, root: string, plan: CommitPlan, left: readonly string[]): Promise<void> {
  const placed: PendingFile[] = [];
  try {
    for (const file of plan.place) {
      await fs.rename(file.tempPath, pathOf(root, file.sha256));
      placed.push(file);
    }
    // The entry of a renamed file is written with the file, and before the folder: never the other way round (disk/lasting.ts).
    await inParallel(plan.paths, (path) => fs.syncFile(path));
    await inParallel(plan.folders, (folder) => fs.syncFolder(folder));
    await fs.syncFolder(root);
    await inParallel(left, (folder) => fs.syncFolder(folder));
  } catch (cause) {
    for (const file of placed) await fs.rename(pathOf(root, file.sha256), file.tempPath).catch(() => undefined);
    throw cause;
  }
}

/** On FAT a file has both names until the folder that it left is on the disk as well: repairing the disk would cut one of them to nothing. */
function leftFolders(files: readonly PendingFile[]): readonly string[] {
  return [
    ...new Set(files.flatMap(({ tempPath, cameFrom }) => [dirname(tempPath), ...(cameFrom === undefined ? [] : [cameFrom])])),
  ];
}

const AT_ONCE = 8;

// Several flushes under way share the file system's journal commits.
async function inParallel<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const left = items.values();
  const lanes = Array.from({ length: Math.min(AT_ONCE, items.length) }, async () => {
    for (const item of left) await work(item);
  });
  const failed = (await Promise.allSettled(lanes)).find((lane) => lane.status === "rejected");
  if (failed) throw failed.reason;
}
