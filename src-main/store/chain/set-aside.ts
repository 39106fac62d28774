// Imports that the county has set aside, and what an import first brought.
import { asideOf, rangesOf, type Aside, type FeedRange } from "../../domain/trust/set-aside.ts";
import { entryOf, shownIn, toBlob, toHex } from "../db/codec.ts";
import type { Statements } from "../db/database.ts";

/** What is set aside now, as the projection of the `set-aside` records says. */
export function readAside(statements: Statements): Aside {
  const rows = statements(
    "SELECT value FROM record WHERE kind = 'set-aside' AND status = 'shown' AND value IS NOT NULL",
  ).all() as {
    value: string;
  }[];
  return asideOf(rows.map((row) => shownIn("set-aside", row.value)));
}

/** Whether two states of what is set aside differ in a feed. */
export function differsIn(feed: string, before: Aside, after: Aside): boolean {
  return JSON.stringify(before.get(feed)) !== JSON.stringify(after.get(feed));
}

/** The stretches of the unit's own feeds that came first with this bundle, here or else at another PC of the office. */
export function readBrought(statements: Statements, bundle: string): readonly FeedRange[] {
  const here = readBroughtHere(statements, bundle);
  return here.length > 0 ? here : readBroughtElsewhere(statements, bundle);
}

function readBroughtElsewhere(statements: Statements, bundle: string): readonly FeedRange[] {
  const rows = statements("SELECT value FROM record WHERE kind = 'arrival' AND status = 'shown' AND value IS NOT NULL").all() as {
    value: string;
  }[];
  const told = rows.map((row) => shownIn("arrival", row.value)).filter((arrival) => arrival.bundle === bundle);
  const ranges = told.flatMap(({ brought }) => brought);
  return [...new Map(ranges.map((range) => [range.hash, range])).values()];
}

/** The same, as far as this PC read the bundle. */
export function readBroughtHere(statements: Statements, bundle: string): readonly FeedRange[] {
  const rows = statements(`
    SELECT entry.hash, entry.seq, entry.text, feed.hash AS feed FROM entry JOIN feed ON feed.id = entry.feed_id
    WHERE entry.import_id IN (SELECT id FROM import WHERE bundle = ?) AND feed.audience = 'county'`).all(toBlob(bundle)) as {
    hash: Uint8Array;
    seq: number;
    text: string;
    feed: Uint8Array;
  }[];
  return rangesOf(rows.map((row) => ({ feed: toHex(row.feed), seq: row.seq, hash: toHex(row.hash), prev: entryOf(row).prev })));
}
