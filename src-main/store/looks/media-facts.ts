// What was read of originals: one row beside each, written again when the method is a newer one.
import { isJsonObject, type Json } from "../../domain/json.ts";
import { FACTS_METHOD, fileFactsIn, type FileFacts } from "../../domain/kinds/file-facts.ts";
import type { FactsOfMediaWriter } from "../../usecases/ports/store/looks/media-facts.ts";
import type { MediaRow } from "../../usecases/ports/store/originals.ts";
import { toBlob, toHex } from "../db/codec.ts";
import type { Statements } from "../db/database.ts";
import type { Connection } from "../ports/connection.ts";

export function factsOfMediaOf({ statements, write }: Connection): FactsOfMediaWriter {
  return {
    fileFacts: (sha256) => readFacts(statements, sha256),
    unreadMedia: (after, most) => readUnread(statements, after, most),
    noteFileFacts: (rows) => write(() => rows.forEach(({ sha256, facts }) => noteFacts(statements, sha256, facts))),
  };
}

function readFacts(statements: Statements, sha256: string): FileFacts | undefined {
  const row = statements("SELECT facts FROM media_fact WHERE sha256 = ? AND method = ?").get(toBlob(sha256), FACTS_METHOD) as
    { facts: string } | undefined;
  return row === undefined ? undefined : factsIn(row.facts);
}

/** A row that rots says nothing: it is read from the original again when it is asked for. */
function factsIn(text: string): FileFacts | undefined {
  try {
    const read = JSON.parse(text) as Json;
    return isJsonObject(read) ? fileFactsIn(read) : undefined;
  } catch {
    return undefined;
  }
}

function readUnread(statements: Statements, after: string, most: number): readonly MediaRow[] {
  const rows = statements(`
    SELECT media.sha256, size_bytes AS sizeBytes, crc32, ext, mime FROM media_fact JOIN media USING (sha256)
    WHERE method < ? AND media_fact.sha256 > ? ORDER BY media_fact.sha256 LIMIT ?`).all(FACTS_METHOD, toBlob(after), most);
  return (rows as (Omit<MediaRow, "sha256"> & { sha256: Uint8Array })[]).map((row) => ({ ...row, sha256: toHex(row.sha256) }));
}

function noteFacts(statements: Statements, sha256: string, facts: FileFacts): void {
  statements("INSERT OR REPLACE INTO media_fact (sha256, method, facts) SELECT sha256, ?, ? FROM media WHERE sha256 = ?").run(
    FACTS_METHOD,
    JSON.stringify(facts),
    toBlob(sha256),
  );
}
