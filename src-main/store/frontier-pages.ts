// Frontiers as reports and receipts name them, within their values or by pages. @see domain/feed/pages.ts
import type { Frontier } from "../domain/entry.ts";
import { joined, pagesNamed } from "../domain/feed/pages.ts";
import type { JsonObject } from "../domain/json.ts";
import { isValidValue, kindOf } from "../domain/kinds.ts";
import { toBlob, valueOf } from "./codec.ts";
import type { Statements } from "./database.ts";

/** A page: the entry that holds it, and what it says. */
export type Page = Readonly<{ entry: number; frontier: Frontier }>;

/** Whether a page counts is said by who names it: its hash commits to all of it. Undefined where it is not here, or is none. */
export function pageAt(statements: Statements, hash: string): Page | undefined {
  const row = statements(`
    SELECT entry.id AS entry, entry.value, record.kind FROM entry JOIN record ON record.id = entry.record_id
    WHERE entry.hash = ? AND entry.value IS NOT NULL AND record.kind IN ('report-frontier', 'receipt-frontier')`).get(
    toBlob(hash),
  ) as { entry: number; value: string; kind: string } | undefined;
  const value = row === undefined ? null : valueOf(row.value);
  const kind = kindOf(row?.kind ?? "");
  if (row === undefined || value === null || kind === undefined || !isValidValue(kind, value)) return undefined;
  return { entry: row.entry, frontier: frontierIn(value) };
}

/** What a value names; undefined where a page of it is not here. */
export function frontierNamed(statements: Statements, value: JsonObject): Frontier | undefined {
  const named = pagesNamed(value);
  if (named === undefined) return frontierIn(value);
  const pages = named.map(({ hash }) => pageAt(statements, hash)?.frontier);
  return pages.every((page) => page !== undefined) ? joined(pages) : undefined;
}

/** A merge of two may have neither. */
export function frontierIn(value: JsonObject): Frontier {
  return (value["frontier"] ?? {}) as unknown as Frontier;
}
