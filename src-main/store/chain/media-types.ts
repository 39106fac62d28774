// The type of an original is what the shown records that name it say, whichever of them came first, and whoever brought the file.
import { toBlob } from "../db/codec.ts";
import type { Statements } from "../db/database.ts";

/** A shown record names the file: if it is here, it is of that type. */
export function noteType(statements: Statements, sha256: string, mime: unknown): void {
  if (typeof mime !== "string") return;
  statements("UPDATE media SET mime = @mime WHERE sha256 = @blob AND mime <> @mime").run({ mime, blob: toBlob(sha256) });
}

/** The type that shown records give a file; undefined where none names it. */
export function typeShown(statements: Statements, sha256: string): string | undefined {
  const row = statements(`
    SELECT json_extract(item.value, '$.mime') AS mime
    FROM attachment JOIN record ON record.id = attachment.record_id, json_each(record.value, '$.attachments') AS item
    WHERE attachment.sha256 = ? AND json_extract(item.value, '$.sha256') = ?
    ORDER BY record.edited_ms DESC, record.id DESC LIMIT 1`).get(toBlob(sha256), sha256) as { mime: unknown } | undefined;
  return typeof row?.mime === "string" ? row.mime : undefined;
}
