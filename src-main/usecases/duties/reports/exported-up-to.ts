// What has left this PC, entry by entry: by place and not by clock, so that a clock that was set back carries nothing.
import type { Position } from "../../../domain/feed/entry.ts";
import type { Reach } from "../../../domain/feed/frontier.ts";
import type { RecordKey } from "../../../domain/record/projected.ts";
import type { Needs } from "../../workspace.ts";
import type { ExportReader } from "../../ports/store/exports.ts";
import type { FactReader } from "../../ports/store/facts.ts";
import type { FeedReader } from "../../ports/store/feeds.ts";
import type { RecordReader } from "../../ports/store/records.ts";

type ExportedUpToNeeds = Needs<ExportReader & FactReader & FeedReader & RecordReader>;

/** How far one hand-in went, and when that was made. `atMs` null: a receipt says so. */
type Gone = Readonly<{ atMs: number | null; holds: Reach }>;

/**
 * When an entry left this PC in a finished hand-in; undefined while it has not.
 *
 * @returns null where only a receipt tells that the county has it: what this PC exported before may be lost with the PC.
 */
export function leftAt(ws: ExportedUpToNeeds): (place: Position) => number | null | undefined {
  const exported = ws.store.exports().filter(({ purpose }) => purpose === "hand-in");
  const receipts = ws.store.allRecords({ kind: "receipt" });
  const gone: readonly Gone[] = [
    ...exported.map(({ frontier, exportedMs }) => ({ atMs: exportedMs, holds: ws.store.reach(frontier) })),
    ...receipts.map(({ value }) => ({
      atMs: null,
      holds: ws.store.reach((value && ws.store.frontierNamed(value)) ?? {}),
    })),
  ];
  return (place) => gone.find(({ holds }) => holds(place))?.atMs;
}

/** Tells of records whether they have left as they stand. What another PC of the unit wrote came here in a bundle, and so has left. */
export function recordsOut(ws: ExportedUpToNeeds): (record: RecordKey & Readonly<{ heads: readonly string[] }>) => boolean {
  const { selfKey } = ws.store.facts();
  const feeds = ws.store.feeds().filter(({ key }) => key === selfKey);
  const [left, isOwn] = [leftAt(ws), new Set(feeds.map(({ hash }) => hash))];
  return (record) =>
    ws.store
      .history(record)
      .filter(({ hash, feed }) => record.heads.includes(hash) && isOwn.has(feed))
      .every((version) => left(version) !== undefined);
}
