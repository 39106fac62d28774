// What has left this PC, entry by entry: by place and not by clock, so that a clock that was set back carries nothing.
import type { Position } from "../domain/entry.ts";
import type { Reach } from "../domain/feed/frontier.ts";
import type { RecordKey } from "../domain/projected.ts";
import type { Desk } from "./desk.ts";

/** How far one hand-in went, and when that was made. `atMs` null: a receipt says so. */
type Gone = Readonly<{ atMs: number | null; holds: Reach }>;

/**
 * When an entry left this PC in a finished hand-in; undefined while it has not.
 *
 * @returns null where only a receipt tells that the county has it: what this PC exported before may be lost with the PC.
 */
export function leftAt(desk: Desk): (place: Position) => number | null | undefined {
  const exported = desk.store.exports().filter(({ purpose }) => purpose === "hand-in");
  const receipts = desk.store.records({ kind: "receipt", limit: 10_000 }).records;
  const gone: readonly Gone[] = [
    ...exported.map(({ frontier, exportedMs }) => ({ atMs: exportedMs, holds: desk.store.reach(frontier) })),
    ...receipts.map(({ value }) => ({
      atMs: null,
      holds: desk.store.reach((value && desk.store.frontierNamed(value)) ?? {}),
    })),
  ];
  return (place) => gone.find(({ holds }) => holds(place))?.atMs;
}

/** Tells of records whether they have left as they stand. What another PC of the unit wrote came here in a bundle, and so has left. */
export function recordsOut(desk: Desk): (record: RecordKey & Readonly<{ heads: readonly string[] }>) => boolean {
  const { selfKey } = desk.store.facts();
  const feeds = desk.store.feeds().filter(({ key }) => key === selfKey);
  const [left, isOwn] = [leftAt(desk), new Set(feeds.map(({ hash }) => hash))];
  return (record) =>
    desk.store
      .history(record)
      .filter(({ hash, feed }) => record.heads.includes(hash) && isOwn.has(feed))
      .every((version) => left(version) !== undefined);
}
