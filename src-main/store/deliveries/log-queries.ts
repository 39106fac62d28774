// The permanent logs of bundles read and written, media rows and drafts.
import { FACTS_METHOD } from "../../domain/kinds/file-facts.ts";
import type { Frontier } from "../../domain/feed/entry.ts";
import { canonicalJson } from "../../domain/json.ts";
import type { DraftRow } from "../../usecases/ports/store/drafts.ts";
import type { ExportRow } from "../../usecases/ports/store/exports.ts";
import type { Admission, ImportRow } from "../../usecases/ports/store/imports.ts";
import type { NewMediaRow } from "../../usecases/ports/store/originals.ts";
import type { Store } from "../../usecases/ports/store/store.ts";
import { toBlob, toHex } from "../db/codec.ts";
import type { Statements } from "../db/database.ts";
import { noteGone } from "../chain/forget.ts";
import { typeShown } from "../chain/media-types.ts";
import { cutClaim } from "../chain/carried.ts";

/** Adds a row for a bundle that is being read. @returns its number here. */
export function insertImport(statements: Statements, row: ImportRow): number {
  const insert = statements(`
    INSERT INTO import (bundle, signer, purpose, unit, number, previous, exported_ms, read_ms, received_ms, means, early_reason, file_name, device, claimed, holds, result)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '{}')`);
  const previous = row.previous === null ? null : toBlob(row.previous);
  return Number(
    insert.run(
      toBlob(row.bundle),
      toBlob(row.signer),
      row.purpose,
      row.unit,
      row.number,
      previous,
      row.exportedMs,
      row.readMs,
      row.receivedMs,
      row.means,
      row.earlyReason,
      row.fileName,
      row.device,
      canonicalJson(cutClaim(row.claimed)),
      row.holds === undefined ? null : canonicalJson(row.holds),
    ).lastInsertRowid,
  );
}

export function finishImport(statements: Statements, id: number, result: Admission): void {
  statements("UPDATE import SET result = ? WHERE id = ?").run(canonicalJson(result), id);
}

type ImportRecord = Readonly<{
  id: number;
  told: number;
  bundle: Uint8Array;
  signer: Uint8Array;
  purpose: string;
  unit: string;
  number: number;
  previous: Uint8Array | null;
  exported_ms: number;
  read_ms: number;
  received_ms: number;
  means: string;
  early_reason: string | null;
  file_name: string;
  device: string;
  claimed: string;
  result: string;
}>;

export function readImports(
  statements: Statements,
): readonly (ReturnType<Store["imports"]>[number] & Readonly<{ id: number; told: boolean }>)[] {
  const rows = statements("SELECT * FROM import ORDER BY id").all() as ImportRecord[];
  return rows.map((row) => ({
    id: row.id,
    told: row.told === 1,
    bundle: toHex(row.bundle),
    signer: toHex(row.signer),
    purpose: row.purpose,
    unit: row.unit,
    number: row.number,
    previous: row.previous === null ? null : toHex(row.previous),
    exportedMs: row.exported_ms,
    readMs: row.read_ms,
    receivedMs: row.received_ms,
    means: row.means,
    earlyReason: row.early_reason,
    fileName: row.file_name,
    device: row.device,
    claimed: JSON.parse(row.claimed) as Frontier,
    ...(JSON.parse(row.result) as Admission),
  }));
}

/** Logs a bundle that was written; its number is reserved no longer. */
export function insertExport(statements: Statements, row: ExportRow): void {
  statements(
    "INSERT INTO export (bundle, purpose, recipient, number, exported_ms, file_name, size_bytes, frontier) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
  ).run(
    toBlob(row.bundle),
    row.purpose,
    row.recipient,
    row.number,
    row.exportedMs,
    row.fileName,
    row.sizeBytes,
    canonicalJson(row.frontier),
  );
  statements("DELETE FROM export_intent WHERE number = ?").run(row.number);
}

type ExportRecord = Readonly<{
  bundle: Uint8Array;
  purpose: string;
  recipient: string;
  number: number;
  exported_ms: number;
  file_name: string;
  size_bytes: number;
  frontier: string;
}>;

export function readExports(statements: Statements): readonly ExportRow[] {
  const rows = statements("SELECT * FROM export ORDER BY id").all() as ExportRecord[];
  return rows.map((row) => ({
    bundle: toHex(row.bundle),
    purpose: row.purpose,
    recipient: row.recipient,
    number: row.number,
    exportedMs: row.exported_ms,
    fileName: row.file_name,
    sizeBytes: row.size_bytes,
    frontier: JSON.parse(row.frontier) as Frontier,
  }));
}

export function insertMedia(statements: Statements, rows: readonly NewMediaRow[]): void {
  for (const row of rows) {
    statements("INSERT OR IGNORE INTO media (sha256, size_bytes, crc32, ext, mime) VALUES (?, ?, ?, ?, ?)").run(
      toBlob(row.sha256),
      row.sizeBytes,
      row.crc32,
      row.ext,
      typeShown(statements, row.sha256) ?? row.mime,
    );
    insertFacts(statements, row);
    if (row.mime.startsWith("image/")) awaitLikeness(statements, row.sha256, false);
  }
  noteGone(
    statements,
    rows.map(({ sha256 }) => sha256),
  );
}

/** Every original has its row: one that was looked into with what was read, any other to be read. */
function insertFacts(statements: Statements, { sha256, facts }: NewMediaRow): void {
  statements(`
    INSERT INTO media_fact (sha256, method, facts) VALUES (?, ?, ?)
    ON CONFLICT (sha256) DO UPDATE SET method = excluded.method, facts = excluded.facts WHERE excluded.method > media_fact.method`).run(
    toBlob(sha256),
    facts === undefined ? 0 : FACTS_METHOD,
    JSON.stringify(facts ?? {}),
  );
}

/** A photo is to be looked at: an original that came, also where its small picture was looked at before; or a small picture alone. */
export function awaitLikeness(statements: Statements, sha256: string, sent: boolean): void {
  statements(`
    INSERT INTO likeness (sha256, method, sent) VALUES (?, 0, ?)
    ON CONFLICT (sha256) DO UPDATE SET method = 0, sent = excluded.sent WHERE likeness.sent = 1`).run(
    toBlob(sha256),
    sent ? 1 : 0,
  );
}

export function writeDraft(statements: Statements, draft: DraftRow): void {
  statements(`
    INSERT INTO draft (id, kind, record, value, saved_ms) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET value = excluded.value, saved_ms = excluded.saved_ms`).run(
    draft.id,
    draft.kind,
    draft.record,
    canonicalJson(draft.value),
    draft.savedMs,
  );
}

export function readDrafts(statements: Statements): readonly DraftRow[] {
  const rows = statements("SELECT id, kind, record, value, saved_ms FROM draft ORDER BY saved_ms DESC").all() as {
    id: string;
    kind: string;
    record: string | null;
    value: string;
    saved_ms: number;
  }[];
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    record: row.record,
    value: JSON.parse(row.value) as DraftRow["value"],
    savedMs: row.saved_ms,
  }));
}
