// How far feeds go: what one who holds a frontier has, by ancestry.
import type { Frontier, Position } from "./entry.ts";
import { cappedSum } from "../limits.ts";

/** Heads of one feed. */
export type Heads = Frontier[string];

/** Whether an entry lies at or before the heads that were asked about. */
export type Reach = (place: Position) => boolean;

/** The reach of some heads of one feed; the store walks, and answers an unforked feed by number. */
export type ReachOf = (feed: string, heads: Heads) => (place: Pick<Position, "seq" | "hash">) => boolean;

/** What a frontier reaches, feed by feed, each looked at once it is asked about. */
export function reachOf(frontier: Frontier, ofFeed: ReachOf): Reach {
  const feeds = new Map<string, ReturnType<ReachOf>>();
  return ({ feed, ...place }) => {
    const heads = frontier[feed];
    if (heads === undefined) return false;
    const reach = feeds.get(feed) ?? ofFeed(feed, heads);
    feeds.set(feed, reach);
    return reach(place);
  };
}

/** The heads of a frontier as places. */
export function positionsOf(frontier: Frontier): readonly Position[] {
  return Object.entries(frontier).flatMap(([feed, heads]) => heads.map(({ seq, hash }) => ({ feed, seq, hash })));
}

/** Whether all heads of one frontier lie within another's reach. */
export function isWithin(frontier: Frontier, reach: Reach): boolean {
  return positionsOf(frontier).every(reach);
}

/** Stretches of a feed, both ends inclusive. */
type Stretch = Readonly<{ fromSeq: number; toSeq: number }>;

/** How many places stretches have; a claim may name any number, and an end before its beginning. */
export function positionsIn(stretches: readonly Stretch[]): number {
  return cappedSum(stretches.map(({ fromSeq, toSeq }) => Math.max(0, toSeq - fromSeq + 1)));
}

/** Places that are held at or before a tip: how many, and which, ascending. */
export type HeldPositions = Readonly<{ count: number; places(): readonly number[] }>;

/** What is missing at or before a tip; by gap and not by place, because a claim may name any number. */
export function missingBelow(tip: Readonly<{ seq: number }>, held: HeldPositions): readonly Stretch[] {
  if (held.count === tip.seq + 1) return [];
  const borders = [...held.places(), tip.seq + 1];
  return borders.flatMap((seq, index) => {
    const fromSeq = index === 0 ? 0 : (borders[index - 1] ?? 0) + 1;
    return fromSeq < seq ? [{ fromSeq, toSeq: seq - 1 }] : [];
  });
}
