// Which entries lie in a hand-in: at or before a frontier that a good report names, all of which is held here. design.md §7, H
import type { MissingRange } from "../../usecases/ports/store/feeds.ts";
import type { Frontier, Position } from "../../domain/feed/entry.ts";
import { pagesNamed, type NamesFrontier } from "../../domain/feed/pages.ts";
import { HANDING_IN_KINDS } from "../../domain/kinds/kinds.ts";
import { missingBelow, type HeldPositions } from "../../domain/feed/frontier.ts";
import { ancestry, chainOf } from "../../domain/feed/chain.ts";
import { beneath, isForked, isIn, linksOf, type Beneath, type Placed } from "../chain/chains.ts";
import { toBlob, toHex } from "../db/codec.ts";
import type { Statements } from "../db/database.ts";
import { frontierIn, pageAt } from "../chain/frontier-pages.ts";

type Heads = Frontier[string];

/** Ends of what a unit handed in, by feed id. */
type HandedIn = Map<number, Heads>;

/**
 * Moves the ends of what units have handed in. A report that came adds to them; where one may hold no more, all are gathered anew.
 *
 * @param grown units with more entries.
 * @param anew units with a report that was folded again.
 * @returns the units whose ends have moved.
 */
export function markHandedIn(
  statements: Statements,
  grown: Iterable<string>,
  anew: ReadonlySet<string> = new Set(),
): ReadonlySet<string> {
  const moved = new Set<string>();
  for (const unit of new Set([...grown, ...anew])) {
    const before = readHandedIn(statements, unit);
    const after = withReports(statements, unit, anew.has(unit) ? new Map() : before);
    if (isSame(before, after)) continue;
    writeHandedIn(statements, before, after);
    moved.add(unit);
  }
  return moved;
}

function readHandedIn(statements: Statements, unit: string): HandedIn {
  const rows = statements(`
    SELECT handed_in.feed_id, handed_in.seq, handed_in.hash FROM handed_in JOIN feed ON feed.id = handed_in.feed_id
    WHERE feed.unit = ? ORDER BY handed_in.feed_id, handed_in.hash`).all(unit) as {
    feed_id: number;
    seq: number;
    hash: Uint8Array;
  }[];
  const byFeed = Map.groupBy(rows, ({ feed_id: feed }) => feed);
  return new Map([...byFeed].map(([feed, ends]) => [feed, ends.map(({ seq, hash }) => ({ seq, hash: toHex(hash) }))]));
}

function withReports(statements: Statements, unit: string, before: HandedIn): HandedIn {
  const ends: HandedIn = new Map(before);
  const reach = new Map<number, Beneath>();
  const holds = (feed: number, place: Heads[number]): boolean => {
    const found = reach.get(feed) ?? beneath(statements, feed, ends.get(feed) ?? []);
    reach.set(feed, found);
    return isIn(found, place);
  };
  const [piecesOf, added] = [rememberPieces(statements, unit), new Set<Piece>()];
  for (const report of reportsOf(statements, unit)) {
    const pieces = piecesOf(report);
    const isHeld = (): boolean => pieces.every((piece) => piece.isHeld());
    // Whether pages are here is asked once; of a frontier within its value, only where it brings something.
    if (pieces.length > 1 && !isHeld()) continue;
    const heads = pieces.flatMap((piece) =>
      added.has(piece) ? [] : piece.heads.filter(({ feed, place }) => !holds(feed, place)),
    );
    if (heads.length === 0 || !isHeld()) continue;
    for (const piece of pieces) added.add(piece);
    for (const [feed, some] of Map.groupBy(heads, (head) => head.feed)) {
      ends.set(feed, maximal(statements, feed, [...(ends.get(feed) ?? []), ...some.map(({ place }) => place)]));
      reach.delete(feed);
    }
  }
  return ends;
}

/** Every good version of the unit's reports, as entries. */
function reportsOf(statements: Statements, unit: string): readonly number[] {
  const rows = statements(`
    SELECT entry.id FROM record JOIN entry ON entry.record_id = record.id
    WHERE record.kind = 'report' AND record.unit = ? AND entry.standing = 'good' AND entry.value IS NOT NULL ORDER BY entry.hash`).all(
    unit,
  ) as { id: number }[];
  return rows.map(({ id }) => id);
}

type HeadOfUnit = Readonly<{ feed: number; place: Heads[number] }>;

/** A frontier within its report's value, or a page of one: the unit's heads in it, and whether all that it names is here. */
type Piece = Readonly<{ heads: readonly HeadOfUnit[]; isHeld(): boolean }>;

/** What a report names. A page is read once, however many reports name it. */
function rememberPieces(statements: Statements, unit: string): (report: number) => readonly Piece[] {
  const known = new Map<string, Piece>();
  const pageOf = ({ hash }: Position): Piece => {
    const page = known.get(hash) ?? pieceOf(statements, unit, pageAt(statements, hash)?.entry);
    known.set(hash, page);
    return page;
  };
  return (report) => pagesOf(statements, report)?.map(pageOf) ?? [pieceOf(statements, unit, report)];
}

function pieceOf(statements: Statements, unit: string, entry: number | undefined): Piece {
  if (entry === undefined) return { heads: [], isHeld: () => false };
  let held: boolean | undefined;
  return {
    heads: headsOfUnit(statements, unit, entry),
    isHeld: () => (held ??= missingOf(statements, frontierOf(statements, entry)).length === 0),
  };
}

function pagesOf(statements: Statements, report: number): readonly Position[] | undefined {
  const row = statements("SELECT value -> '$.pages' AS pages FROM entry WHERE id = ?").get(report) as { pages: string | null };
  return row.pages === null ? undefined : (JSON.parse(row.pages) as readonly Position[]);
}

/** One at a time: a frontier may be the longest thing that an entry holds. */
function frontierOf(statements: Statements, entry: number): Frontier {
  const row = statements("SELECT value -> '$.frontier' AS frontier FROM entry WHERE id = ?").get(entry) as { frontier: string };
  return JSON.parse(row.frontier) as Frontier;
}

/** Units with a report whose frontier, or a page of it, names one of some feeds. */
export function unitsNaming(statements: Statements, feeds: readonly string[]): readonly string[] {
  if (feeds.length === 0) return [];
  const rows = statements(`
    SELECT DISTINCT record.unit FROM record JOIN entry ON entry.record_id = record.id
    WHERE record.kind IN (SELECT value FROM json_each(?)) AND entry.standing = 'good' AND entry.value IS NOT NULL AND EXISTS (
      SELECT 1 FROM json_each(entry.value, '$.frontier') AS named WHERE named.key IN (SELECT value FROM json_each(?)))`).all(
    JSON.stringify(HANDING_IN_KINDS),
    JSON.stringify(feeds),
  ) as { unit: string }[];
  return rows.map(({ unit }) => unit);
}

/** A unit hands in its own feeds: what a frontier names of others counts nowhere. */
function headsOfUnit(statements: Statements, unit: string, entry: number): readonly HeadOfUnit[] {
  const rows = statements(`
    SELECT feed.id AS feed, head.value ->> '$.seq' AS seq, head.value ->> '$.hash' AS hash
    FROM entry CROSS JOIN json_each(entry.value, '$.frontier') AS named CROSS JOIN feed ON feed.hash = unhex(named.key)
    CROSS JOIN json_each(named.value) AS head
    WHERE entry.id = ? AND feed.unit = ?`).all(entry, unit) as { feed: number; seq: number; hash: string }[];
  return rows.map(({ feed, seq, hash }) => ({ feed, place: { seq, hash } }));
}

/** Of some heads of a feed those that lie before no other. All are here. */
function maximal(statements: Statements, feed: number, heads: Heads): Heads {
  const top = heads.reduce((last, head) => (head.seq > last.seq ? head : last));
  if (!isForked(statements, feed, top.seq)) return [top];
  const chain = chainOf(linksOf(statements, feed, top.seq));
  const followed = ancestry(
    heads.flatMap(({ hash }) => chain(hash)),
    chain,
  );
  const ends = new Map(heads.filter(({ hash }) => !followed.has(hash)).map((head) => [head.hash, head]));
  return [...ends.values()].sort((a, b) => (a.hash < b.hash ? -1 : 1));
}

function isSame(a: HandedIn, b: HandedIn): boolean {
  return a.size === b.size && [...a].every(([feed, heads]) => JSON.stringify(b.get(feed)) === JSON.stringify(heads));
}

function writeHandedIn(statements: Statements, before: HandedIn, after: HandedIn): void {
  for (const feed of before.keys()) statements("DELETE FROM handed_in WHERE feed_id = ?").run(feed);
  const insert = statements("INSERT INTO handed_in (feed_id, seq, hash) VALUES (?, ?, ?)");
  for (const [feed, heads] of after) for (const { seq, hash } of heads) insert.run(feed, seq, toBlob(hash));
}

/** What of a feed is handed in. */
export function handedInOf(statements: Statements, feedId: number): Beneath {
  const rows = statements("SELECT seq, hash FROM handed_in WHERE feed_id = ?").all(feedId) as { seq: number; hash: Uint8Array }[];
  return beneath(
    statements,
    feedId,
    rows.map(({ seq, hash }) => ({ seq, hash: toHex(hash) })),
  );
}

/** What of a frontier is missing here; empty if all of it is held. */
export function missingOf(statements: Statements, frontier: Frontier): readonly MissingRange[] {
  return Object.entries(frontier).flatMap(([feed, tips]) =>
    missingOfFeed(statements, feed, tips).map((range) => ({ feed, ...range })),
  );
}

/** The same of what reports name: of a page that is not here, its own place is missing. A page is looked at once. */
export function rememberMissing(statements: Statements): (value: NamesFrontier) => readonly MissingRange[] {
  const known = new Map<string, readonly MissingRange[]>();
  const ofPage = ({ feed, seq, hash }: Position): readonly MissingRange[] => {
    const page = pageAt(statements, hash);
    const found = known.get(hash) ?? (page && missingOf(statements, page.frontier)) ?? [{ feed, fromSeq: seq, toSeq: seq }];
    known.set(hash, found);
    return found;
  };
  return (value) => pagesNamed(value)?.flatMap(ofPage) ?? missingOf(statements, frontierIn(value));
}

function missingOfFeed(statements: Statements, feed: string, tips: Heads): ReturnType<typeof missingBelow> {
  const row = statements("SELECT id FROM feed WHERE hash = ?").get(toBlob(feed)) as { id: number } | undefined;
  if (row === undefined) return tips.flatMap((tip) => missingBelow(tip, { count: 0, places: () => [] }));
  const last = tips.reduce((most, { seq }) => Math.max(most, seq), 0);
  const walk = isForked(statements, row.id, last) ? walkOf(linksOf(statements, row.id, last)) : undefined;
  const isHere = statements("SELECT 1 FROM entry WHERE feed_id = ? AND seq = ? AND hash = ?");
  return tips.flatMap((tip) => {
    if (isHere.get(row.id, tip.seq, toBlob(tip.hash)) === undefined)
      return missingBelow(tip, heldUpTo(statements, row.id, tip.seq - 1));
    return missingBelow(tip, walk?.(tip.hash) ?? heldUpTo(statements, row.id, tip.seq));
  });
}

/** The places that are held on the branch of an entry that is here. */
function walkOf(links: readonly Placed[]): (hash: string) => HeldPositions {
  const chain = chainOf(links);
  const places = new Map(links.map(({ hash, seq }) => [hash, seq]));
  return (hash) => {
    const walked = ancestry([hash], chain);
    return { count: walked.size, places: () => [...walked].flatMap((one) => places.get(one) ?? []).sort((a, b) => a - b) };
  };
}

/** The places that are held of a feed: where it has no branches, or the tip is not here to tell its own. */
function heldUpTo(statements: Statements, feedId: number, toSeq: number): HeldPositions {
  const { count } = statements("SELECT count(DISTINCT seq) AS count FROM entry WHERE feed_id = ? AND seq <= ?").get(
    feedId,
    toSeq,
  ) as { count: number };
  const places = statements("SELECT DISTINCT seq FROM entry WHERE feed_id = ? AND seq <= ? ORDER BY seq");
  return { count, places: () => (places.all(feedId, toSeq) as { seq: number }[]).map(({ seq }) => seq) };
}
