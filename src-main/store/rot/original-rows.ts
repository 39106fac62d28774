// What is noted of the originals against what the entries say of them.
import { isJsonObject, type Json } from "../../domain/json.ts";
import type { Damage } from "../../usecases/ports/store/soundness.ts";
import { toHex } from "../db/codec.ts";
import type { Statements } from "../db/database.ts";

type Row = Readonly<{
  id: number;
  sha256: Uint8Array;
  mime: string;
  size: number;
  value: string;
  unit: string;
  kind: string;
  record: string;
  title: string | null;
  day: string | null;
}>;

const NAMED = `SELECT media.sha256, media.mime, media.size_bytes AS size, record.value, record.unit, record.kind, record.record, record.title,
    record.occurred AS day
  FROM media JOIN attachment ON attachment.sha256 = media.sha256 JOIN record ON record.id = attachment.record_id WHERE record.value IS NOT NULL`;

/** Rows of originals that no record describes so. */
export function* originalRowFaults(statements: Statements): Generator<Damage> {
  for (const row of statements(NAMED).iterate() as Iterable<Row>) {
    const { unit, kind, record, title, day } = row;
    const item = describedIn(row);
    if (item === undefined || fits(row, item)) continue;
    yield { kind: "original-row", place: `media ${toHex(row.sha256)}`, record: { unit, kind, record, title, day } };
  }
}

function fits({ mime, size }: Row, item: Readonly<Record<string, Json>>): boolean {
  return size === item["sizeBytes"] && (item["mime"] === undefined || mime === item["mime"]);
}

/** How the record describes the original; undefined where its own text is damaged, which is told by itself. */
function describedIn({ value, sha256 }: Row): Readonly<Record<string, Json>> | undefined {
  try {
    const { attachments } = JSON.parse(value) as { attachments?: readonly Json[] };
    return (attachments ?? []).find((item) => isJsonObject(item) && item["sha256"] === toHex(sha256)) as
      Readonly<Record<string, Json>> | undefined;
  } catch {
    return undefined;
  }
}

/** Notes again what the records say. */
export function mendOriginalRows(statements: Statements): void {
  const rows = statements(NAMED).all() as Row[];
  for (const row of rows) {
    const item = describedIn(row);
    if (item === undefined || fits(row, item)) continue;
    const { sizeBytes, mime } = item;
    statements("UPDATE media SET size_bytes = ?, mime = ? WHERE sha256 = ?").run(
      typeof sizeBytes === "number" ? sizeBytes : row.size,
      typeof mime === "string" ? mime : row.mime,
      row.sha256,
    );
  }
}
