// Which feeds a bundle carries to whom, and their entries as they travel.
import type { Frontier, Position } from "../domain/entry.ts";
import type { JsonObject } from "../domain/json.ts";
import { kindOf } from "../domain/kinds.ts";
import type { Desk } from "./desk.ts";
import { namedFiles } from "./named-files.ts";
import type { CarriedTexts } from "./ports.ts";
import type { FeedView, StoredLine } from "./store-port.ts";

/** To whom a bundle goes: everyone, one unit, or the county. */
export type Recipient = Readonly<{ kind: "all" } | { kind: "unit"; unit: string } | { kind: "county" }>;

/** Whether a feed may be carried to the recipient: a bundle carries a feed only to its audience (design.md §2). */
export function mayCarry(feed: Pick<FeedView, "audience" | "unit">, recipient: Recipient): boolean {
  if (feed.audience === "all") return true;
  if (recipient.kind === "county") return feed.audience === "county";
  if (recipient.kind === "all") return false;
  return feed.audience === `unit:${recipient.unit}`;
}

/** The feeds to carry, by hash. */
export function feedsFor(
  desk: Desk,
  recipient: Recipient,
  choose: (feed: FeedView) => boolean = () => true,
): readonly FeedView[] {
  return desk.store.feeds().filter((feed) => mayCarry(feed, recipient) && choose(feed));
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

/** Entries of the feeds as they travel; values of the `withheld` kinds stay here. */
export function* carriedEntries(desk: Desk, feeds: readonly FeedView[], withheld: ReadonlySet<string>): Generator<CarriedTexts> {
  for (const { text, salt, value, kind } of linesOf(desk, feeds)) {
    yield value === null || withheld.has(kind) ? { text, salt: null, value: null } : { text, salt, value };
  }
}

/** What one look through the feeds' entries tells: how many, which personal kinds stay here, which files the rest names. */
export type Survey = Readonly<{ entries: number; withheld: ReadonlySet<string>; named: ReadonlySet<string> }>;

/** Looks through the entries once. @param plain values of kinds with names or telephone numbers are left out. */
export function surveyFeeds(desk: Desk, feeds: readonly FeedView[], plain: boolean): Survey {
  const withheld = new Set<string>();
  const named = new Set<string>();
  let entries = 0;
  for (const { kind, value } of linesOf(desk, feeds)) {
    entries += 1;
    if (plain && kindOf(kind)?.personal === true) withheld.add(kind);
    else if (value !== null && mayNameFiles(value)) addAll(named, namedFiles(kind, JSON.parse(value) as JsonObject));
  }
  return { entries, withheld, named };
}

function* linesOf(desk: Desk, feeds: readonly FeedView[]): Generator<StoredLine> {
  for (const feed of feeds) yield* desk.store.feedEntries(feed.id);
}

function addAll(set: Set<string>, items: readonly string[]): void {
  for (const item of items) set.add(item);
}

/** Spares reading values that cannot name a file: the member would stand in the text. */
function mayNameFiles(value: string): boolean {
  return value.includes('"sha256":') || value.includes('"document":');
}

/** The frontier of some feeds. */
export function frontierOf(feeds: readonly FeedView[]): Frontier {
  return Object.fromEntries(feeds.map((feed) => [feed.hash, feed.heads.map(({ seq, hash }) => ({ seq, hash }))]));
}
