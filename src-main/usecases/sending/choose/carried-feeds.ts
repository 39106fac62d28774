// Which feeds a bundle carries to whom, and their entries as they travel.
import { mayCarry, type Recipient } from "../../../domain/trust/audience.ts";
import { isSound, type Frontier, type Position } from "../../../domain/feed/entry.ts";
import type { JsonObject } from "../../../domain/json.ts";
import { namedRecord } from "../../../domain/record/named-record.ts";
import { Problem } from "../../../domain/problem.ts";
import type { Workspace, Needs } from "../../workspace.ts";
import type { BundleStatement, CarriedTexts } from "../../ports/bundles.ts";
import type { Holdings, DeliveryReader } from "../../ports/store/deliveries.ts";
import type { FeedView, MissingRange, StoredLine, FeedReader } from "../../ports/store/feeds.ts";
import { namedFiles } from "../../records/originals/named-files.ts";
import type { Withholding } from "./withholding.ts";
import type { TrustReader } from "../../ports/store/trust.ts";
import type { FactReader } from "../../ports/store/facts.ts";
import type { RecordReader } from "../../ports/store/records.ts";

export type CarriedFeedsNeeds = Needs<DeliveryReader & FactReader & FeedReader & RecordReader, "sha256">;

/** The feeds to carry, by hash. */
export function feedsFor(
  ws: Needs<FeedReader & TrustReader>,
  recipient: Recipient,
  choose: (feed: FeedView) => boolean = () => true,
): readonly FeedView[] {
  const authority = ws.store.authority();
  return ws.store.feeds().filter((feed) => mayCarry(authority, feed, recipient) && choose(feed));
}

/** A feed as a bundle carries it: its entries from a place on, and the heads above it. */
export type CarriedFeed = FeedView & Readonly<{ fromSeq: number }>;

/** What the receiver holds already, as its receipt says. @see design.md §3 Increment */
export type Held = Readonly<{ frontier: Frontier; missing: readonly MissingRange[] }>;

/**
 * The feeds with something that the receiver lacks. A stretch runs from the lowest lacking place to the end, so that each of its
 * entries lies beneath a signed head.
 */
export function beyond(
  ws: Needs<FactReader & FeedReader>,
  feeds: readonly FeedView[],
  held: Held | undefined,
): readonly CarriedFeed[] {
  const { selfKey } = ws.store.facts();
  return feeds.flatMap((feed) => {
    const fromSeq = held === undefined ? 0 : lowestLacking(ws, feed, held);
    if (fromSeq === undefined) return [];
    const from = fromSeq <= 1 ? 0 : fromSeq; // the opening entry is carried anyway
    // The end of a stretch whose sequel is missing here may be unsigned: it lies beneath no head, and stays.
    const signed = feed.heads.filter(({ signature }) => signature !== null || feed.key === selfKey);
    return [{ ...feed, fromSeq: from, heads: signed.filter((head) => head.seq >= from) }];
  });
}

function lowestLacking(ws: Needs<FeedReader>, feed: FeedView, { frontier, missing }: Held): number | undefined {
  const asked = missing.filter((range) => range.feed === feed.hash).map((range) => range.fromSeq);
  const last = Math.max(-1, ...feed.heads.map(({ seq }) => seq));
  const lacking = [ws.store.firstBeyond(feed.id, frontier[feed.hash] ?? []), ...asked].filter((seq) => seq !== undefined);
  const lowest = lacking.length === 0 ? undefined : Math.min(...lacking);
  return lowest === undefined || lowest > last ? undefined : lowest;
}

/** The same among county PCs, each of which said what it holds: from the lowest place that one of them lacks. */
export function beyondAll(
  ws: CarriedFeedsNeeds,
  feeds: readonly FeedView[],
  holdings: readonly Holdings[],
): readonly CarriedFeed[] {
  return beyond(ws, feeds, undefined).flatMap((feed) => {
    const places = holdings.flatMap((one) => ws.store.firstLacking(feed.id, one.frontier[feed.hash] ?? [], one.withheld) ?? []);
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
export function signedHeads(
  ws: Pick<Workspace, "bundles" | "unlocked">,
  feeds: readonly FeedView[],
): readonly (Position & Readonly<{ sig: string }>)[] {
  const { signer } = ws.unlocked();
  return feeds.flatMap((feed) =>
    feed.heads.flatMap(({ seq, hash, signature }) => {
      const position = { feed: feed.hash, seq, hash };
      const sig = feed.key === signer.key ? ws.bundles.signHead(position, signer) : signature;
      return sig === null ? [] : [{ ...position, sig }];
    }),
  );
}

/** Entries of the feeds as they travel; values that are withheld stay here. */
export function* carriedEntries(
  ws: CarriedFeedsNeeds,
  feeds: readonly CarriedFeed[],
  isWithheld: Withholding,
): Generator<CarriedTexts> {
  for (const line of linesOf(ws, feeds)) {
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
  ws: CarriedFeedsNeeds,
  feeds: readonly FeedView[],
  carried: readonly CarriedFeed[],
  isWithheld: Withholding,
): ReadonlySet<string> {
  const named = new Set<string>();
  const from = new Map(carried.map((feed) => [feed.id, feed.fromSeq]));
  for (const feed of feeds) {
    const until = from.get(feed.id) ?? Number.MAX_SAFE_INTEGER;
    for (const line of soundEntries(ws, feed.id)) {
      if (line.seq >= until) break;
      if (!isWithheld(line)) addNamed(named, line);
    }
  }
  return named;
}

/** Looks through the entries once. */
export function surveyFeeds(ws: CarriedFeedsNeeds, feeds: readonly CarriedFeed[], isWithheld: Withholding): Survey {
  const withheld = new Set<string>();
  const named = new Set<string>();
  const records = new Set<string>();
  let entries = 0;
  for (const line of linesOf(ws, feeds)) {
    entries += 1;
    if (line.record !== null) records.add(recordIn(line));
    if (isWithheld(line)) withheld.add(recordIn(line));
    else addNamed(named, line);
  }
  return { entries, withheld, named, records };
}

/** Records whose values stay here again, as they did in the bundles before: what is newer of them waits for that. */
export function withheldAgain(
  ws: Needs<FeedReader>,
  ranges: readonly MissingRange[],
  isWithheld: Withholding,
): readonly string[] {
  const ids = new Map(ws.store.feeds().map(({ hash, id }) => [hash, id]));
  return ranges.flatMap(({ feed, fromSeq, toSeq }) => {
    const id = ids.get(feed);
    return id === undefined ? [] : linesBetween(ws, id, fromSeq, toSeq).filter(isWithheld).map(recordIn);
  });
}

function linesBetween(ws: Needs<FeedReader>, feedId: number, fromSeq: number, toSeq: number): StoredLine[] {
  const lines: StoredLine[] = [];
  for (const line of ws.store.feedEntries(feedId, fromSeq)) {
    if (line.seq > toSeq) break;
    lines.push(line);
  }
  return lines;
}

function recordIn({ kind, record }: StoredLine): string {
  return `${kind}/${record}`;
}

function* linesOf(ws: CarriedFeedsNeeds, feeds: readonly CarriedFeed[]): Generator<StoredLine> {
  for (const feed of feeds) yield* soundEntries(ws, feed.id, feed.fromSeq);
}

/** The entries of a feed, each looked at before anybody relies on it. @throws {Problem} `entry-damaged` */
function* soundEntries(ws: CarriedFeedsNeeds, feedId: number, fromSeq?: number): Generator<StoredLine> {
  for (const line of ws.store.feedEntries(feedId, fromSeq)) {
    if (!isSound(ws.sha256, line)) throw new Problem("entry-damaged", { record: sayRecord(ws, line) });
    yield line;
  }
}

/** As far as the tables still tell it. */
function sayRecord(ws: Needs<RecordReader>, { kind, record }: StoredLine): string {
  const key = ws.store.findRecords(record ?? "").find((found) => found.kind === kind);
  return namedRecord(key === undefined ? undefined : ws.store.nameOf(key));
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
