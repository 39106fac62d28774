// Sets of volumes as they are kept: which volumes came, which files the list of a set names, what of it is here.
import type { Frontier } from "../../domain/feed/entry.ts";
import { canonicalJson } from "../../domain/json.ts";
import type {
  ArrivedVolume,
  Joinable,
  ListedOriginal,
  OpenedSet,
  SetFile,
  VolumeOrigin,
  VolumeSet,
} from "../../usecases/ports/store/volumes.ts";
import { toBlob, toHex } from "../db/codec.ts";
import type { Statements } from "../db/database.ts";
import { endRunOf } from "./import-runs.ts";

type SetRow = Readonly<{
  id: number;
  bundle: Uint8Array;
  signer: Uint8Array;
  plan: Uint8Array;
  purpose: string;
  unit: string;
  device: string;
  number: number;
  exported_ms: number;
  sealed: number;
  volumes: number;
  claimed: string;
}>;

/** Sets of which a volume came. */
export function readVolumeSets(statements: Statements, only: Readonly<{ unit?: string; bundle?: string }>): readonly VolumeSet[] {
  const rows = statements(`
    SELECT * FROM volume_set WHERE EXISTS (SELECT 1 FROM volume_come WHERE set_id = volume_set.id)
      AND (? IS NULL OR unit = ?) AND (? IS NULL OR bundle = ?) ORDER BY id`).all(
    only.unit ?? null,
    only.unit ?? null,
    only.bundle === undefined ? null : toBlob(only.bundle),
    only.bundle === undefined ? null : toBlob(only.bundle),
  ) as SetRow[];
  return rows.map((row) => ({
    set: row.id,
    bundle: toHex(row.bundle),
    signer: toHex(row.signer),
    plan: toHex(row.plan),
    purpose: row.purpose,
    unit: row.unit,
    device: row.device,
    number: row.number,
    exportedMs: row.exported_ms,
    sealed: row.sealed === 1,
    volumes: row.volumes,
    claimed: JSON.parse(row.claimed) as Frontier,
    arrived: readArrived(statements, row.id),
  }));
}

function readArrived(statements: Statements, set: number): readonly ArrivedVolume[] {
  return statements(`
    SELECT volume, file_name AS fileName, read_ms AS readMs, received_ms AS receivedMs, means FROM volume_come
    WHERE set_id = ? ORDER BY volume`).all(set) as ArrivedVolume[];
}

type FileRow = Readonly<{
  volume: number;
  sha256: Uint8Array;
  part: number;
  parts: number;
  file_sha256: Uint8Array;
  size_bytes: number;
  ext: string;
  wanted: number | null;
  mime: string | null;
  held: number;
}>;

export function readSetFiles(statements: Statements, set: number): readonly SetFile[] {
  const rows = statements(`
    SELECT *, EXISTS (SELECT 1 FROM media WHERE media.sha256 = volume_file.file_sha256)
      OR EXISTS (SELECT 1 FROM media WHERE media.sha256 = volume_file.sha256) AS held
    FROM volume_file WHERE set_id = ? ORDER BY sha256, part`).all(set) as FileRow[];
  return rows.map((row) => ({
    volume: row.volume,
    sha256: toHex(row.sha256),
    ext: row.ext,
    part: row.part,
    parts: row.parts,
    sizeBytes: row.size_bytes,
    fileSha256: toHex(row.file_sha256),
    wanted: row.wanted === null ? null : row.wanted === 1,
    mime: row.mime,
    held: row.held === 1,
  }));
}

/** Notes a set and what is about to come with it. One of which nothing ever came whole gives way to another list. */
export function expectVolume(
  statements: Statements,
  origin: VolumeOrigin,
  originals: readonly ListedOriginal[],
  bringing: readonly string[],
): void {
  const known = setOf(statements, origin);
  if (known !== undefined && toHex(known.plan) !== origin.plan) dropSet(statements, known.id);
  const set = known !== undefined && toHex(known.plan) === origin.plan ? known.id : insertSet(statements, origin, originals);
  const bring = statements("UPDATE volume_file SET brought = 1 WHERE set_id = ? AND file_sha256 = ?");
  for (const sha256 of bringing) bring.run(set, toBlob(sha256));
}

function setOf(statements: Statements, origin: VolumeOrigin): SetRow | undefined {
  return statements("SELECT * FROM volume_set WHERE bundle = ? AND signer = ?").get(
    toBlob(origin.bundle),
    toBlob(origin.signer),
  ) as SetRow | undefined;
}

function insertSet(statements: Statements, origin: VolumeOrigin, originals: readonly ListedOriginal[]): number {
  const { lastInsertRowid } = statements(`
    INSERT INTO volume_set (bundle, signer, plan, purpose, unit, device, number, exported_ms, sealed, volumes, claimed)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`).run(
    toBlob(origin.bundle),
    toBlob(origin.signer),
    toBlob(origin.plan),
    origin.purpose,
    origin.unit,
    origin.device,
    origin.number,
    origin.exportedMs,
    Number(origin.sealed),
    origin.volumes,
    canonicalJson(origin.claimed),
  );
  const set = Number(lastInsertRowid);
  const insert = statements(`
    INSERT INTO volume_file (set_id, volume, sha256, part, parts, file_sha256, size_bytes, ext) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`);
  for (const { volume, sha256, part, parts, fileSha256, sizeBytes, ext } of originals)
    insert.run(set, volume, toBlob(sha256), part, parts, toBlob(fileSha256), sizeBytes, ext);
  return set;
}

/** Volume 1 is here: its entries say what is wanted. Runs in the transaction that takes them in. */
export function openSet(statements: Statements, { origin, originals, wanted, mimes }: OpenedSet, arrived: ArrivedVolume): void {
  expectVolume(statements, origin, originals, []);
  const set = setOf(statements, origin)?.id ?? 0;
  statements("UPDATE volume_file SET wanted = 0 WHERE set_id = ? AND wanted IS NULL").run(set);
  const want = statements("UPDATE volume_file SET wanted = 1, mime = coalesce(?, mime) WHERE set_id = ? AND sha256 = ?");
  for (const { sha256 } of originals) if (wanted.has(sha256)) want.run(mimes.get(sha256) ?? null, set, toBlob(sha256));
  insertArrived(statements, set, arrived);
}

export function noteVolume(
  statements: Statements,
  origin: VolumeOrigin,
  arrived: ArrivedVolume,
  runItem: number | undefined,
): void {
  const set = setOf(statements, origin)?.id ?? 0;
  insertArrived(statements, set, arrived);
  if (runItem === undefined) return;
  statements(
    "UPDATE import_run_item SET state = 'done', set_id = ?, volume = ?, ended_ms = ? WHERE id = ? AND state = 'waiting'",
  ).run(set, arrived.volume, arrived.readMs, runItem);
  endRunOf(statements, runItem, arrived.readMs);
}

function insertArrived(
  statements: Statements,
  set: number,
  { volume, fileName, readMs, receivedMs, means }: ArrivedVolume,
): void {
  statements(
    "INSERT OR IGNORE INTO volume_come (set_id, volume, file_name, read_ms, received_ms, means) VALUES (?, ?, ?, ?, ?, ?)",
  ).run(set, volume, fileName, readMs, receivedMs, means);
}

/** Forgets a set. @returns files that came with it, and originals that its parts made, that nothing names. */
export function forgetSet(statements: Statements, set: number): readonly string[] {
  const rows = statements(`
    SELECT file_sha256 AS sha256 FROM volume_file WHERE set_id = @set AND brought = 1
    UNION SELECT sha256 FROM volume_file WHERE set_id = @set AND brought = 1 AND parts > 1`).all({ set }) as {
    sha256: Uint8Array;
  }[];
  dropSet(statements, set);
  return rows.map((row) => toHex(row.sha256)).filter((sha256) => !isNamed(statements, sha256));
}

function dropSet(statements: Statements, set: number): void {
  statements("UPDATE import_run_item SET set_id = NULL WHERE set_id = ?").run(set);
  statements("DELETE FROM volume_come WHERE set_id = ?").run(set);
  statements("DELETE FROM volume_file WHERE set_id = ?").run(set);
  statements("DELETE FROM volume_set WHERE id = ?").run(set);
}

/** Whether a record shows it, or another set may still want it. */
function isNamed(statements: Statements, sha256: string): boolean {
  const blob = toBlob(sha256);
  return (
    statements("SELECT 1 FROM attachment WHERE sha256 = ?").get(blob) !== undefined ||
    statements("SELECT 1 FROM volume_file WHERE (file_sha256 = @blob OR sha256 = @blob) AND wanted IS NOT 0").get({ blob }) !==
      undefined
  );
}

/** Originals in parts that are all here, as the list of this signer makes them up: what another key lists of the same bundle joins nothing. */
export function readJoinable(statements: Statements, bundle: string, signer: string): readonly Joinable[] {
  const rows = statements(`
    SELECT set_id, sha256, max(ext) AS ext, max(mime) AS mime, sum(size_bytes) AS sizeBytes
    FROM volume_file JOIN volume_set ON volume_set.id = set_id
    WHERE bundle = ? AND signer = ? AND parts > 1 AND wanted IS NOT 0
      AND NOT EXISTS (SELECT 1 FROM media WHERE media.sha256 = volume_file.sha256)
      AND NOT EXISTS (SELECT 1 FROM erased WHERE erased.hash = volume_file.sha256)
    GROUP BY set_id, sha256
    HAVING count(*) = max(parts) AND sum(EXISTS (SELECT 1 FROM media WHERE media.sha256 = file_sha256)) = count(*)`).all(
    toBlob(bundle),
    toBlob(signer),
  ) as { set_id: number; sha256: Uint8Array; ext: string; mime: string | null; sizeBytes: number }[];
  return rows.map((row) => ({
    sha256: toHex(row.sha256),
    ext: row.ext,
    mime: row.mime,
    sizeBytes: row.sizeBytes,
    parts: (
      statements("SELECT file_sha256 FROM volume_file WHERE set_id = ? AND sha256 = ? ORDER BY part").all(
        row.set_id,
        row.sha256,
      ) as { file_sha256: Uint8Array }[]
    ).map((part) => toHex(part.file_sha256)),
  }));
}

/** Files of a bundle that may go: parts of what is whole or erased, and what volume 1 does not want and nothing else names. */
export function readLooseFiles(statements: Statements, bundle: string): readonly string[] {
  const rows = statements(`
    SELECT DISTINCT file_sha256 AS sha256 FROM volume_file JOIN volume_set ON volume_set.id = set_id
    WHERE bundle = ? AND EXISTS (SELECT 1 FROM media WHERE media.sha256 = file_sha256) AND (
      (brought = 1 AND wanted = 0) OR
      (parts > 1 AND EXISTS (SELECT 1 FROM media WHERE media.sha256 = volume_file.sha256)) OR
      EXISTS (SELECT 1 FROM erased WHERE erased.hash = volume_file.sha256))`).all(toBlob(bundle)) as { sha256: Uint8Array }[];
  return rows.map((row) => toHex(row.sha256)).filter((sha256) => !isStillOf(statements, sha256));
}

/** Whether the same bytes are an original that a record shows, or a part that another original still waits for. */
function isStillOf(statements: Statements, sha256: string): boolean {
  const blob = toBlob(sha256);
  return (
    statements("SELECT 1 FROM attachment WHERE sha256 = ?").get(blob) !== undefined ||
    statements(`
      SELECT 1 FROM volume_file WHERE file_sha256 = ? AND wanted IS NOT 0
        AND (parts = 1 OR NOT EXISTS (SELECT 1 FROM media WHERE media.sha256 = volume_file.sha256))
        AND NOT EXISTS (SELECT 1 FROM erased WHERE erased.hash = volume_file.sha256)`).get(blob) !== undefined
  );
}

/** Volumes that have not come and that bring an original or a part of it. */
export function readVolumesWith(
  statements: Statements,
  sha256: string,
): readonly Readonly<{ bundle: string; number: number; volume: number }>[] {
  const rows = statements(`
    SELECT DISTINCT volume_set.bundle, volume_set.number, volume_file.volume
    FROM volume_file JOIN volume_set ON volume_set.id = set_id
    WHERE sha256 = ? AND EXISTS (SELECT 1 FROM volume_come WHERE volume_come.set_id = volume_set.id)
      AND NOT EXISTS (SELECT 1 FROM volume_come WHERE volume_come.set_id = volume_set.id AND volume_come.volume = volume_file.volume)
    ORDER BY volume_set.id, volume_file.volume`).all(toBlob(sha256)) as { bundle: Uint8Array; number: number; volume: number }[];
  return rows.map((row) => ({ bundle: toHex(row.bundle), number: row.number, volume: row.volume }));
}
