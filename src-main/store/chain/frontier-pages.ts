// Frontiers as reports and receipts name them, within their values or by pages. @see domain/feed/pages.ts
import type { Frontier } from "../../domain/feed/entry.ts";
import { joined, pagesNamed, type NamesFrontier } from "../../domain/feed/pages.ts";
import { valueIn } from "../../domain/kinds/values.ts";
import { toBlob, valueOf } from "../db/codec.ts";
import type { Statements } from "../db/database.ts";

/** A page: the entry that holds it, and what it says. */
export type Page = Readonly<{ entry: number; frontier: Frontier }>;

/** Whether a page counts is said by who names it: its hash commits to all of it. Undefined where it is not here, or is none. */
export function pageAt(statements: Statements, hash: string): Page | undefined {
  const row = statements(`
    SELECT entry.id AS entry, entry.value, record.kind FROM entry JOIN record ON record.id = entry.record_id
    WHERE entry.hash = ? AND entry.value IS NOT NULL AND record.kind IN ('report-frontier', 'receipt-frontier')`).get(
    toBlob(hash),
  ) as { entry: number; value: string; kind: "report-frontier" | "receipt-frontier" } | undefined;
  const value = row === undefined ? undefined : valueIn(row.kind, valueOf(row.value));
  return row === undefined || value === undefined ? undefined : { entry: row.entry, frontier: value.frontier };
}

/** What a value names; undefined where a page of it is not here. */
export function frontierNamed(statements: Statements, value: NamesFrontier): Frontier | undefined {
  const named = pagesNamed(value);
  if (named === undefined) return frontierIn(value);
  const pages = named.map(({ hash }) => pageAt(statements, hash)?.frontier);
  return pages.every((page) => page !== undefined) ? joined(pages) : undefined;
}

export function frontierIn({ frontier = {} }: NamesFrontier): Frontier {
  return frontier;
}
