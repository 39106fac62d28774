// What has left this PC, entry by entry: by place and not by clock, so that a clock that was set back carries nothing.
import type { Frontier } from "../domain/entry.ts";
import type { Desk } from "./desk.ts";

/** Where an entry stands in a feed. */
type Place = Readonly<{ feed: string; seq: number }>;

/** How far each feed went in one hand-in, and when that was made. `atMs` null: a receipt says so. */
type Reach = Readonly<{ atMs: number | null; tops: ReadonlyMap<string, number> }>;

/**
 * When an entry left this PC in a finished hand-in; undefined while it has not.
 *
 * @returns null where only a receipt tells that the county has it: what this PC exported before may be lost with the PC.
 */
export function leftAt(desk: Desk): (place: Place) => number | null | undefined {
  const exported = desk.store.exports().filter(({ purpose }) => purpose === "hand-in");
  const receipts = desk.store.records({ kind: "receipt", limit: 10_000 }).records;
  const reaches: readonly Reach[] = [
    ...exported.map(({ frontier, exportedMs }) => ({ atMs: exportedMs, tops: topsOf(frontier) })),
    ...receipts.map(({ value }) => ({ atMs: null, tops: topsOf((value?.["frontier"] ?? {}) as unknown as Frontier) })),
  ];
  return ({ feed, seq }) => reaches.find(({ tops }) => seq <= (tops.get(feed) ?? -1))?.atMs;
}

function topsOf(frontier: Frontier): ReadonlyMap<string, number> {
  return new Map(Object.entries(frontier).map(([feed, heads]) => [feed, Math.max(...heads.map(({ seq }) => seq))]));
}
