// Backups: a copy of the database beside it before every run of imports, and a whole workspace in one file elsewhere.
import { dirname, join } from "node:path";
import { dateAt } from "../../domain/campaign/local-time.ts";
import type { Workspace, Needs } from "../workspace.ts";
import { Problem } from "../../domain/problem.ts";
import type { BackupSource, WrittenBackup } from "../ports/backups.ts";
import type { Progress } from "../ports/progress.ts";
import type { DatabaseCopy, LastBackups, CopyWriter } from "../ports/store/copies.ts";
import { onDrive } from "../sending/drive/stay-on-drive.ts";
import { unitName } from "../campaign.ts";
import type { FactReader } from "../ports/store/facts.ts";
import type { OriginalReader } from "../ports/store/originals.ts";

export type BackupNeeds = Needs<
  CopyWriter & FactReader & OriginalReader,
  "campaign" | "drives" | "keeping" | "media" | "programVersion" | "stagingDir" | "world"
>;

type BackupReads = Needs<FactReader, "campaign" | "programVersion" | "world">;

export type BackupResult = WrittenBackup & DatabaseCopy & Readonly<{ media: number; mediaBytes: number }>;

/**
 * Writes the whole workspace into one new file: a checked copy of the database, every original, the wrapped keys.
 * Originals that are missing or damaged are left out and named in the result.
 *
 * @throws {Problem} `backup-exists`, `backup-damaged`, `workspace-damaged`, `disk-*`, `folder-missing`, `cancelled`; then no file is left
 */
export async function backupWorkspace(ws: BackupNeeds, path: string, progress: Progress): Promise<BackupResult> {
  const database = join(ws.stagingDir, `copy-${ws.world.randomHex(8)}.db`);
  try {
    const atMs = ws.world.nowMs();
    const copied = await ws.store.copyTo(database, { report: () => undefined, signal: progress.signal });
    const media = await mediaHere(ws);
    const source: BackupSource = { statement: stateBackup(ws, atMs, copied), database, keys: ws.keeping.keyFile, media };
    const written = await onDrive(
      ws,
      dirname(path),
      () => writeNoted(ws, source, path, progress),
      () => ws.keeping.drop(path),
    );
    await requireCampaign(ws, written);
    const where = await whereIs(ws, path);
    noteIfPossible(() => ws.store.noteBackup(where, atMs));
    const taken = media.filter((file) => !written.leftOut.includes(file.sha256));
    return { ...written, ...copied, media: taken.length, mediaBytes: taken.reduce((sum, file) => sum + file.sizeBytes, 0) };
  } finally {
    await ws.keeping.drop(database);
  }
}

/** What a backup is called that is made now: unit code and local time, so that a folder lists backups in their order. */
export function backupName(ws: BackupReads): string {
  const local = dateAt(ws.world.nowMs() + ws.campaign().calendar.offsetMinutes * 60_000).toISOString();
  const [day = "", time = ""] = local.slice(0, 19).split("T");
  return `${ws.store.facts().unit}-${day.replaceAll("-", "")}-${time.replaceAll(":", "")}.anbao-backup`;
}

/** On the drive of the workspace a backup is lost with it. */
async function whereIs(ws: Pick<Workspace, "drives" | "stagingDir">, path: string): Promise<keyof LastBackups> {
  const [own, its] = await Promise.all([ws.stagingDir, dirname(path)].map((folder) => ws.drives.markOf(folder)));
  return own === its ? "here" : "away";
}

/** The unfinished file is noted while it is written: what a run that was cut off left goes with the next backup. */
async function writeNoted(
  ws: Needs<CopyWriter, "keeping">,
  source: BackupSource,
  path: string,
  progress: Progress,
): Promise<WrittenBackup> {
  const { store, keeping } = ws;
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
async function requireCampaign(ws: Needs<FactReader, "keeping">, { path, leftOut }: WrittenBackup): Promise<void> {
  const { campaignDocument } = ws.store.facts();
  if (!leftOut.includes(campaignDocument)) return;
  await ws.keeping.drop(path);
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

function stateBackup(ws: BackupReads, madeAtMs: number, copied: DatabaseCopy): BackupSource["statement"] {
  const { role, unit, campaign, device } = ws.store.facts();
  return {
    madeAtMs,
    programVersion: ws.programVersion,
    role,
    unit,
    unitName: unitName(ws, unit),
    campaign,
    device,
    ...copied,
  };
}

/** Originals that are kept under their own name and known by their row. */
async function mediaHere(ws: Needs<OriginalReader, "media">): Promise<BackupSource["media"]> {
  const media: { sha256: string; sizeBytes: number; crc32: number; path: string }[] = [];
  for await (const { sha256 } of ws.media.list()) {
    const row = ws.store.isErased(sha256) ? undefined : ws.store.media(sha256);
    if (row !== undefined) media.push({ sha256, sizeBytes: row.sizeBytes, crc32: row.crc32, path: ws.media.pathOf(sha256) });
  }
  return media;
}
