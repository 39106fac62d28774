// Smaller files (压缩版): those that this PC made, and those that shown entries name. A file that travelled is believed to be one only
// where its size is as it was said.
import type { JsonObject } from "../../domain/json.ts";
import { attachmentsShown, valueIn } from "../../domain/kinds/values.ts";
import { LIMITS } from "../../domain/limits.ts";
import type { ProjectedRecord } from "../../domain/record/projected.ts";
import { smallFor, type Rendition } from "../../domain/renditions/renditions.ts";
import { toBlob } from "../db/codec.ts";
import type { Statements } from "../db/database.ts";

type Row = Readonly<{ value: string }>;

export function noteSmaller(statements: Statements, made: Rendition): void {
  statements("INSERT OR REPLACE INTO smaller (made_from, sha256, value) VALUES (?, ?, ?)").run(
    toBlob(made.madeFrom),
    toBlob(made.sha256),
    JSON.stringify(made),
  );
}

/** @see usecases/ports/store/originals.ts */
export function readRenditionsOf(statements: Statements, original: string): readonly Rendition[] {
  const own = statements("SELECT value FROM smaller WHERE made_from = ?").all(toBlob(original)) as Row[];
  const named = statements(`
    SELECT value FROM record WHERE kind = 'rendition' AND status = 'shown' AND value ->> '$.madeFrom' = @original
      AND EXISTS (SELECT 1 FROM attachment WHERE attachment.sha256 = @blob AND attachment.unit = record.unit)
    ORDER BY id LIMIT ${LIMITS.renditions}`).all({ original, blob: toBlob(original) }) as Row[];
  return distinct([...own, ...named]).filter(({ sha256, sizeBytes }) => isKept(statements, sha256, sizeBytes));
}

/** All that are spoken of, believed or not. */
export function allRenditions(statements: Statements): readonly Rendition[] {
  const rows = statements(`
    SELECT value FROM smaller UNION ALL SELECT value FROM record WHERE kind = 'rendition' AND status = 'shown'`).all() as Row[];
  return distinct(rows, Infinity);
}

/** @see usecases/ports/store/originals.ts */
export function readRenditionsNaming(statements: Statements, file: string): readonly Rendition[] {
  const own = statements("SELECT value FROM smaller WHERE sha256 = ? ORDER BY made_from").all(toBlob(file)) as Row[];
  const named = statements(`
    SELECT value FROM record WHERE kind = 'rendition' AND status = 'shown' AND value ->> '$.sha256' = ?
    ORDER BY id LIMIT ${LIMITS.renditions}`).all(file) as Row[];
  return distinct([...own, ...named]);
}

export type Evidence = Pick<ProjectedRecord, "pendingEvidence" | "smallEvidence">;

/** Whether smaller files are here for the originals that are not. */
export function evidenceOf(statements: Statements, row: Readonly<{ lacking: number; value: string }>): Evidence {
  if (row.lacking === 0) return { pendingEvidence: false, smallEvidence: false };
  const lacking = attachmentsShown(JSON.parse(row.value) as JsonObject).filter(({ sha256 }) => !isHere(statements, sha256));
  const small = lacking.filter((file) => smallFor(file, readRenditionsOf(statements, file.sha256)) !== undefined);
  return { pendingEvidence: small.length < lacking.length, smallEvidence: small.length > 0 };
}

function isHere(statements: Statements, sha256: string): boolean {
  return statements("SELECT 1 FROM media WHERE sha256 = ?").get(toBlob(sha256)) !== undefined;
}

/** Files that were made smaller of an original, whether or not they are here. */
export function madeOf(statements: Statements, original: string): readonly string[] {
  const own = statements("SELECT value FROM smaller WHERE made_from = ?").all(toBlob(original)) as Row[];
  const named = statements(
    "SELECT value FROM record WHERE kind = 'rendition' AND status = 'shown' AND value ->> '$.madeFrom' = ?",
  ).all(original) as Row[];
  return distinct([...own, ...named], Infinity).map(({ sha256 }) => sha256);
}

function isKept(statements: Statements, sha256: string, sizeBytes: number): boolean {
  return statements("SELECT 1 FROM media WHERE sha256 = ? AND size_bytes = ?").get(toBlob(sha256), sizeBytes) !== undefined;
}

/** Each pair of file and original once; a row that rots, or a merge that broke the schema, says nothing. */
function distinct(rows: readonly Row[], most: number = LIMITS.renditions): readonly Rendition[] {
  const read = rows.flatMap(({ value }) => valueIn("rendition", parsed(value)) ?? []);
  return [...new Map(read.map((made) => [`${made.madeFrom} ${made.sha256}`, made])).values()].slice(0, most);
}

function parsed(text: string): JsonObject | undefined {
  try {
    return JSON.parse(text) as JsonObject;
  } catch {
    return undefined;
  }
}
