// Makes a workspace from a backup file: in a new folder, whole or not at all. Everything is checked before the folder gets its
// name; the restored workspace opens new feeds before it writes, so that it and the lost one never continue the same feed.
import { existsSync, readdirSync } from "node:fs";
import { cp, mkdir, rmdir } from "node:fs/promises";
import { basename, dirname, join, relative, resolve } from "node:path";
import { DATABASE, KEYS } from "../../bundle/backup/backup-names.ts";
import { realDisk, type Disk } from "../../bundle/disk.ts";
import { readBackup, type BackupMember } from "../../bundle/backup/read-backup.ts";
import { writingProblem } from "../../disk/disk-problems.ts";
import { placeFolder } from "../../disk/lasting.ts";
import { Problem } from "../../domain/problem.ts";
import { assertOnThisPc } from "../../drives/places/network-place.ts";
import { markOf } from "../../drives/find/drive-mark.ts";
import { isSha256, pathOf } from "../../media/keep/layout.ts";
import { examineCopy } from "../../store/copies/copy-database.ts";
import { openStore } from "../../store/open-store.ts";
import type { BackupStatement } from "../../usecases/ports/backups.ts";
import type { Progress } from "../../usecases/ports/progress.ts";
import type { Facts } from "../../usecases/ports/store/facts.ts";
import type { World } from "../../usecases/ports/world.ts";
import { explainedByDrive } from "../../usecases/sending/drive/stay-on-drive.ts";

/** What was restored. `folder`: the new workspace; `media`: originals in it. */
export type Restored = Pick<BackupStatement, "unit" | "entriesDigest" | "entries" | "records" | "media"> &
  Readonly<{ folder: string }>;

/**
 * Restores a backup into a folder that is not there yet, or is empty.
 *
 * @param file a backup file, or a copy `backups/….db` of a workspace.
 *
 * @throws {Problem} `folder-not-empty`, `backup-not-one`, `backup-newer`, `backup-damaged`, `workspace-newer`, `file-not-found`,
 *   `file-unreadable`, `drive-gone`, `disk-full`, `disk-read-only`, `disk-failing`, `cancelled`; then nothing is left
 */
export async function restoreWorkspace(
  file: string,
  folder: string,
  world: World,
  progress: Progress,
  disk: Disk = realDisk,
): Promise<Restored> {
  assertOnThisPc(folder);
  const target = resolve(folder);
  assertFree(target);
  const part = `${target}.part-${world.randomHex(4)}`;
  try {
    await mkdir(part, { recursive: true, mode: 0o700 });
    const source = workspaceOf(file);
    const restored = await explainedByDrive({ drives: { markOf } }, dirname(file), () =>
      source === undefined ? fillFromBackup(file, part, world, progress, disk) : fillFromCopy(file, source, part, world),
    );
    await publish(part, target, disk);
    return { ...restored, folder: target };
  } catch (cause) {
    await disk.remove(part).catch(() => undefined); // the drive may be gone
    throw writingProblem(cause, basename(target));
  }
}

type Filled = Omit<Restored, "folder">;

async function fillFromBackup(file: string, part: string, world: World, progress: Progress, disk: Disk): Promise<Filled> {
  const backup = await readBackup(file, progress, disk);
  try {
    await backup.receive((member, bytes) => placeMember(part, member, bytes));
    await settle(join(part, DATABASE), backup.statement, world);
    return backup.statement;
  } finally {
    await backup.close();
  }
}

/** The workspace that a copy of the database was kept in before an import; undefined for a backup file. */
function workspaceOf(file: string): string | undefined {
  const [folder, source] = [dirname(resolve(file)), dirname(dirname(resolve(file)))];
  const isCopy = file.endsWith(".db") && basename(folder) === "backups" && existsSync(join(source, KEYS));
  return isCopy ? source : undefined;
}

/** A copy holds the database alone: keys and originals, which never change, come from the workspace that it was kept in. */
async function fillFromCopy(file: string, source: string, part: string, world: World): Promise<Filled> {
  await cp(file, join(part, DATABASE));
  await cp(join(source, KEYS), join(part, KEYS));
  const isOriginal = (path: string) => /^(|[0-9a-f]{2}|[0-9a-f]{2}.[0-9a-f]{64})$/.test(relative(join(source, "media"), path));
  await cp(join(source, "media"), join(part, "media"), { recursive: true, filter: isOriginal });
  const copied = examineCopy(join(part, DATABASE));
  await settle(join(part, DATABASE), { entriesDigest: copied.entriesDigest, leftOut: [] }, world);
  const { unit } = await factsOf(join(part, DATABASE), world);
  const media = readdirSync(join(part, "media"), { recursive: true }).filter((name) => isSha256(basename(String(name)))).length;
  return { ...copied, unit, media };
}

async function factsOf(database: string, world: World): Promise<Facts> {
  const store = openStore(database, world);
  try {
    return store.facts();
  } finally {
    await store.close();
  }
}

/** @throws {Problem} `folder-not-empty` */
function assertFree(target: string): void {
  if (existsSync(target) && readdirSync(target).length > 0) throw new Problem("folder-not-empty", { path: target });
}

async function placeMember(folder: string, { name, sha256 }: BackupMember, bytes: AsyncIterable<Uint8Array>): Promise<void> {
  if (sha256 === undefined && name !== DATABASE && name !== KEYS) throw new Problem("backup-damaged", {});
  const path = sha256 === undefined ? join(folder, name) : pathOf(join(folder, "media"), sha256);
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const file = await realDisk.create(path);
  try {
    for await (const block of bytes) await file.write(block);
  } finally {
    await file.close();
  }
}

/** @throws {Problem} `backup-damaged`, `workspace-newer` */
async function settle(
  database: string,
  statement: Pick<BackupStatement, "entriesDigest" | "leftOut">,
  world: World,
): Promise<void> {
  if (examineCopy(database).entriesDigest !== statement.entriesDigest) throw new Problem("backup-damaged", {});
  const store = openStore(database, world);
  try {
    store.dropMedia(statement.leftOut);
    store.noteGone(statement.leftOut);
    store.giveUpFeeds("restored");
  } finally {
    await store.close();
  }
}

/** Its files came from elsewhere and by several hands: all of them are forced to the disk before the folder gets its name. */
async function publish(part: string, target: string, disk: Disk): Promise<void> {
  if (existsSync(target)) await rmdir(target);
  await placeFolder(disk, part, target);
}
