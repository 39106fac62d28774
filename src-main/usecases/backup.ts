// Backups: a copy of the database beside it before every run of imports, and a whole workspace in one file elsewhere.
import { dirname, join } from "node:path";
import { unitName } from "./export-bundle.ts";
import type { Desk } from "./desk.ts";
import { Problem } from "../domain/problem.ts";
import type { DatabaseCopy, LastBackups } from "./keeping-port.ts";
import type { BackupSource, KeptCopy, WrittenBackup } from "./backup-port.ts";
import type { Progress } from "./ports.ts";
import { onDrive } from "./stay-on-drive.ts";

export type BackupResult = WrittenBackup & DatabaseCopy & Readonly<{ media: number; mediaBytes: number }>;

/**
 * Keeps a checked copy of the database in the workspace's folder `backups`. Originals never change and are not copied: it is a way
 * back from an import, and no backup.
 *
 * @throws {Problem} `backup-damaged`, `disk-full`, `disk-read-only`, `disk-failing`, `cancelled`
 */
export async function keepCopy(desk: Desk, progress: Progress): Promise<KeptCopy> {
  const atMs = desk.world.nowMs();
  return desk.keeping.shelf.keep(atMs, (path) => desk.store.copyTo(path, progress));
}

/**
 * Writes the whole workspace into one new file: a checked copy of the database, every original, the wrapped keys.
 * Originals that are missing or damaged are left out and named in the result.
 *
 * @throws {Problem} `backup-exists`, `backup-damaged`, `workspace-damaged`, `disk-*`, `folder-missing`, `cancelled`; then no file is left
 */
export async function backupWorkspace(desk: Desk, path: string, progress: Progress): Promise<BackupResult> {
  const database = join(desk.stagingDir, `copy-${desk.world.randomHex(8)}.db`);
  try {
    const atMs = desk.world.nowMs();
    const copied = await desk.store.copyTo(database, { report: () => undefined, signal: progress.signal });
    const media = await mediaHere(desk);
    const source: BackupSource = { statement: stateBackup(desk, atMs, copied), database, keys: desk.keeping.keyFile, media };
    const written = await onDrive(
      desk,
      dirname(path),
      () => writeNoted(desk, source, path, progress),
      () => desk.keeping.drop(path),
    );
    await requireCampaign(desk, written);
    const where = await whereIs(desk, path);
    noteIfPossible(() => desk.store.noteBackup(where, atMs));
    const taken = media.filter((file) => !written.leftOut.includes(file.sha256));
    return { ...written, ...copied, media: taken.length, mediaBytes: taken.reduce((sum, file) => sum + file.sizeBytes, 0) };
  } finally {
    await desk.keeping.drop(database);
  }
}

/** On the drive of the workspace a backup is lost with it. */
async function whereIs(desk: Desk, path: string): Promise<keyof LastBackups> {
  const [own, its] = await Promise.all([desk.stagingDir, dirname(path)].map((folder) => desk.drives.markOf(folder)));
  return own === its ? "here" : "away";
}

/** The unfinished file is noted while it is written: what a run that was cut off left goes with the next backup. */
async function writeNoted(desk: Desk, source: BackupSource, path: string, progress: Progress): Promise<WrittenBackup> {
  const { store, keeping } = desk;
  const left = store.unfinished();
  // A drive that was unplugged since, or a PC that was switched off, may have left a file that only a repair of the drive removes.
  if (left !== null && (await keeping.placeMark(dirname(left.path))) === left.mark) await keeping.drop(left.path);
  const part = keeping.partOf(path);
  const mark = await keeping.placeMark(dirname(path));
  store.noteUnfinished(mark === undefined ? null : { path: part, mark });
  try {
    return await keeping.writeBackup(source, path, part, progress);
  } finally {
    noteIfPossible(() => store.noteUnfinished(null));
  }
}

/** Without the campaign's document nothing restored could be opened. */
async function requireCampaign(desk: Desk, { path, leftOut }: WrittenBackup): Promise<void> {
  const { campaignDocument } = desk.store.facts();
  if (!leftOut.includes(campaignDocument)) return;
  await desk.keeping.drop(path);
  throw new Problem("workspace-damaged", { path: join("media", campaignDocument.slice(0, 12)) });
}

/** A backup that is whole and lasts is not thrown away because this PC's own disk takes nothing any more. */
function noteIfPossible(note: () => void): void {
  try {
    note();
  } catch (cause) {
    if (!(cause instanceof Problem)) throw cause;
  }
}

function stateBackup(desk: Desk, madeAtMs: number, copied: DatabaseCopy): BackupSource["statement"] {
  const { role, unit, campaign, device } = desk.store.facts();
  return {
    madeAtMs,
    programVersion: desk.programVersion,
    role,
    unit,
    unitName: unitName(desk, unit),
    campaign,
    device,
    ...copied,
  };
}

/** Originals that are kept under their own name and known by their row. */
async function mediaHere(desk: Desk): Promise<BackupSource["media"]> {
  const media: { sha256: string; sizeBytes: number; crc32: number; path: string }[] = [];
  for await (const { sha256 } of desk.media.list()) {
    const row = desk.store.isErased(sha256) ? undefined : desk.store.media(sha256);
    if (row !== undefined) media.push({ sha256, sizeBytes: row.sizeBytes, crc32: row.crc32, path: desk.media.pathOf(sha256) });
  }
  return media;
}
