// Frontiers that are too long for one entry (design.md §7 Limits): they lie in entries of their own, pages, written before the report
// or receipt that names them by place and hash. It names all of them or says nothing: while one is not here, nothing is complete.
import type { Frontier, Position } from "./entry.ts";
import { canonicalJson, type JsonObject } from "../json.ts";
import { positionsOf, type Heads } from "./frontier.ts";

/** Letters of a frontier that lies in the value which names it. */
export const MOST_WITHIN = 128 * 1024;

/** Heads of one page: each of a feed of its own, they have about as many letters. */
export const PAGE_HEADS = 750;

/** What a value may name: three quarters of a million heads. */
export const MOST_PAGES = 1000;

/** The pages that a frontier has to be written in; none where it lies within the value. */
export function pagesOf(frontier: Frontier): readonly Frontier[] {
  if (canonicalJson(frontier).length <= MOST_WITHIN) return [];
  const places = positionsOf(frontier);
  return Array.from({ length: Math.ceil(places.length / PAGE_HEADS) }, (_, index) =>
    frontierOfPositions(places.slice(index * PAGE_HEADS, (index + 1) * PAGE_HEADS)),
  );
}

/** What names a frontier, within or by pages. A merge of two may do neither. */
export type NamesFrontier = Readonly<{ frontier?: Frontier; pages?: readonly Position[] }>;

/** The pages that a value names; undefined where its frontier lies within it. */
export function pagesNamed({ pages }: NamesFrontier): readonly Position[] | undefined {
  return pages;
}

/** Whether a value means to name pages. */
export function namesPages(value: JsonObject): boolean {
  return "pages" in value;
}

/** One frontier of several. */
export function joined(frontiers: readonly Frontier[]): Frontier {
  return frontierOfPositions(frontiers.flatMap(positionsOf));
}

function frontierOfPositions(places: readonly Position[]): Frontier {
  const byFeed = new Map<string, Heads[number][]>();
  for (const { feed, seq, hash } of places) {
    const heads = byFeed.get(feed) ?? [];
    heads.push({ seq, hash });
    byFeed.set(feed, heads);
  }
  return Object.fromEntries(byFeed);
}
