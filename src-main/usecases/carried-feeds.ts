// Which feeds a bundle carries to whom, and their entries as they travel.
import { mayCarry, type Recipient } from "../domain/audience.ts";
import { isSound, type Frontier, type Position } from "../domain/entry.ts";
import type { JsonObject } from "../domain/json.ts";
import { namedRecord } from "../domain/named-record.ts";
import { Problem } from "../domain/problem.ts";
import type { Desk } from "./desk.ts";
import type { Holdings } from "./office-port.ts";
import { namedFiles } from "./named-files.ts";
import type { BundleStatement, CarriedTexts } from "./ports.ts";
import type { MissingRange } from "./sending-port.ts";
import type { FeedView, StoredLine } from "./store-port.ts";
import type { Withholding } from "./withholding.ts";

/** The feeds to carry, by hash. */
export function feedsFor(
  desk: Desk,
  recipient: Recipient,
  choose: (feed: FeedView) => boolean = () => true,
): readonly FeedView[] {
  const authority = desk.store.authority();
  return desk.store.feeds().filter((feed) => mayCarry(authority, feed, recipient) && choose(feed));
}

/** A feed as a bundle carries it: its entries from a place on, and the heads above it. */
export type CarriedFeed = FeedView & Readonly<{ fromSeq: number }>;

/** What the receiver holds already, as its receipt says. @see design.md §3 Increment */
export type Held = Readonly<{ frontier: Frontier; missing: readonly MissingRange[] }>;

/**
 * The feeds with something that the receiver lacks. A stretch runs from the lowest lacking place to the end, so that each of its
 * entries lies beneath a signed head.
 */
export function beyond(desk: Desk, feeds: readonly FeedView[], held: Held | undefined): readonly CarriedFeed[] {
  const { selfKey } = desk.store.facts();
  return feeds.flatMap((feed) => {
    const fromSeq = held === undefined ? 0 : lowestLacking(desk, feed, held);
    if (fromSeq === undefined) return [];
    const from = fromSeq <= 1 ? 0 : fromSeq; // the opening entry is carried anyway
    // The end of a stretch whose sequel is missing here may be unsigned: it lies beneath no head, and stays.
    const signed = feed.heads.filter(({ signature }) => signature !== null || feed.key === selfKey);
    return [{ ...feed, fromSeq: from, heads: signed.filter((head) => head.seq >= from) }];
  });
}

function lowestLacking(desk: Desk, feed: FeedView, { frontier, missing }: Held): number | undefined {
  const asked = missing.filter((range) => range.feed === feed.hash).map((range) => range.fromSeq);
  const last = Math.max(-1, ...feed.heads.map(({ seq }) => seq));
  const lacking = [desk.store.firstBeyond(feed.id, frontier[feed.hash] ?? []), ...asked].filter((seq) => seq !== undefined);
  const lowest = lacking.length === 0 ? undefined : Math.min(...lacking);
  return lowest === undefined || lowest > last ? undefined : lowest;
}

/** The same among county PCs, each of which said what it holds: from the lowest place that one of them lacks. */
export function beyondAll(desk: Desk, feeds: readonly FeedView[], holdings: readonly Holdings[]): readonly CarriedFeed[] {
  return beyond(desk, feeds, undefined).flatMap((feed) => {
    const places = holdings.flatMap((one) => desk.store.firstLacking(feed.id, one.frontier[feed.hash] ?? [], one.withheld) ?? []);
    if (places.length === 0) return [];
    const fromSeq = Math.min(...places);
    return [{ ...feed, fromSeq: fromSeq <= 1 ? 0 : fromSeq, heads: feed.heads.filter((head) => head.seq >= fromSeq) }];
  });
}

/** What the receiver holds with a bundle: the base it builds on and the heads it brings. */
export function claimedFrontier({ baseFrontier, contains }: Pick<BundleStatement, "baseFrontier" | "contains">): Frontier {
  const brought = Object.entries(contains).map(([feed, ranges]) => [
    feed,
    ranges.map(({ toSeq, hash }) => ({ seq: toSeq, hash })),
  ]);
  return { ...baseFrontier, ...(Object.fromEntries(brought) as Frontier) };
}

/** Heads with their signatures: own ones are signed now, others keep the one that admitted them. */
export function signedHeads(desk: Desk, feeds: readonly FeedView[]): readonly (Position & Readonly<{ sig: string }>)[] {
  const { signer } = desk.unlocked();
  return feeds.flatMap((feed) =>
    feed.heads.flatMap(({ seq, hash, signature }) => {
      const position = { feed: feed.hash, seq, hash };
      const sig = feed.key === signer.key ? desk.bundles.signHead(position, signer) : signature;
      return sig === null ? [] : [{ ...position, sig }];
    }),
  );
}

/** Entries of the feeds as they travel; values that are withheld stay here. */
export function* carriedEntries(desk: Desk, feeds: readonly CarriedFeed[], isWithheld: Withholding): Generator<CarriedTexts> {
  for (const line of linesOf(desk, feeds)) {
    const { text, salt, value } = line;
    yield value === null || isWithheld(line) ? { text, salt: null, value: null } : { text, salt, value };
  }
}

/** What one look through the entries tells: how many, which records stay here by kind and id, which files the rest names. */
export type Survey = Readonly<{
  entries: number;
  withheld: ReadonlySet<string>;
  named: ReadonlySet<string>;
  /** Records with an entry among them, by kind and id. */
  records: ReadonlySet<string>;
}>;

/**
 * Files that the entries name which are not carried, because the receiver holds them.
 *
 * @param isWithheld entries whose files are left out.
 */
export function namedBefore(
  desk: Desk,
  feeds: readonly FeedView[],
  carried: readonly CarriedFeed[],
  isWithheld: Withholding,
): ReadonlySet<string> {
  const named = new Set<string>();
  const from = new Map(carried.map((feed) => [feed.id, feed.fromSeq]));
  for (const feed of feeds) {
    const until = from.get(feed.id) ?? Number.MAX_SAFE_INTEGER;
    for (const line of soundEntries(desk, feed.id)) {
      if (line.seq >= until) break;
      if (!isWithheld(line)) addNamed(named, line);
    }
  }
  return named;
}

/** Looks through the entries once. */
export function surveyFeeds(desk: Desk, feeds: readonly CarriedFeed[], isWithheld: Withholding): Survey {
  const withheld = new Set<string>();
  const named = new Set<string>();
  const records = new Set<string>();
  let entries = 0;
  for (const line of linesOf(desk, feeds)) {
    entries += 1;
    if (line.record !== null) records.add(recordIn(line));
    if (isWithheld(line)) withheld.add(recordIn(line));
    else addNamed(named, line);
  }
  return { entries, withheld, named, records };
}

/** Records whose values stay here again, as they did in the bundles before: what is newer of them waits for that. */
export function withheldAgain(desk: Desk, ranges: readonly MissingRange[], isWithheld: Withholding): readonly string[] {
  const ids = new Map(desk.store.feeds().map(({ hash, id }) => [hash, id]));
  return ranges.flatMap(({ feed, fromSeq, toSeq }) => {
    const id = ids.get(feed);
    return id === undefined ? [] : linesBetween(desk, id, fromSeq, toSeq).filter(isWithheld).map(recordIn);
  });
}

function linesBetween(desk: Desk, feedId: number, fromSeq: number, toSeq: number): StoredLine[] {
  const lines: StoredLine[] = [];
  for (const line of desk.store.feedEntries(feedId, fromSeq)) {
    if (line.seq > toSeq) break;
    lines.push(line);
  }
  return lines;
}

function recordIn({ kind, record }: StoredLine): string {
  return `${kind}/${record}`;
}

function* linesOf(desk: Desk, feeds: readonly CarriedFeed[]): Generator<StoredLine> {
  for (const feed of feeds) yield* soundEntries(desk, feed.id, feed.fromSeq);
}

/** The entries of a feed, each looked at before anybody relies on it. @throws {Problem} `entry-damaged` */
function* soundEntries(desk: Desk, feedId: number, fromSeq?: number): Generator<StoredLine> {
  for (const line of desk.store.feedEntries(feedId, fromSeq)) {
    if (!isSound(desk.sha256, line)) throw new Problem("entry-damaged", { record: sayRecord(desk, line) });
    yield line;
  }
}

/** As far as the tables still tell it. */
function sayRecord(desk: Desk, { kind, record }: StoredLine): string {
  const key = desk.store.findRecords(record ?? "").find((found) => found.kind === kind);
  return namedRecord(key === undefined ? undefined : desk.store.nameOf(key));
}

function addNamed(named: Set<string>, { kind, value }: StoredLine): void {
  if (value === null || !mayNameFiles(value)) return;
  for (const file of namedFiles(kind, JSON.parse(value) as JsonObject)) named.add(file);
}

/** Spares reading values that cannot name a file: the member would stand in the text. */
function mayNameFiles(value: string): boolean {
  return value.includes('"sha256":') || value.includes('"document":');
}

/** The frontier of some feeds. */
export function frontierOf(feeds: readonly FeedView[]): Frontier {
  return Object.fromEntries(feeds.map((feed) => [feed.hash, feed.heads.map(({ seq, hash }) => ({ seq, hash }))]));
}
