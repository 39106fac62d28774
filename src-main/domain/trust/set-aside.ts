// Which entries an import that was set aside covers: a function of the entries alone, so that order plays no part. Pure.
import type { Lineage } from "./authority.ts";
import { ancestry, chainOf, endsOf } from "../feed/chain.ts";
import { listsOf, type PartOf } from "../feed/listed-parts.ts";

/** Stretches that one county PC tells the others of a bundle; an honest one has a few. */
export const MOST_STRETCHES = 300;

/** A range of a feed: the entries from `fromSeq` on beneath `hash`, which stands at `toSeq`. */
export type FeedRange = Readonly<{ feed: string; fromSeq: number; toSeq: number; hash: string }>;

/** What is set aside, by feed. */
export type Aside = ReadonlyMap<string, readonly FeedRange[]>;

/** What a set-aside says, or a part of it. */
export type SetAside = PartOf & Readonly<{ ranges: readonly FeedRange[]; takenBack: boolean }>;

/** Gathers the ranges of all set-asides that hold; `values` are the shown values of the `set-aside` records. */
export function asideOf(values: readonly SetAside[]): Aside {
  const ranges = listsOf(values, (value) => value)
    .filter(holds)
    .flatMap((list) => list.flatMap(({ ranges }) => ranges));
  return Map.groupBy(ranges, (range) => range.feed);
}

/** Whether a set-aside holds, all parts of which are given: any part that is taken back takes back the set. */
export function holds(list: readonly Pick<SetAside, "takenBack">[]): boolean {
  return list.every(({ takenBack }) => !takenBack);
}

/** Whether an entry of a feed is set aside. */
export function isAside(aside: Aside, feed: string, seq: number, hash: string, lineage: Lineage): boolean {
  const ranges = aside.get(feed);
  if (ranges === undefined) return false;
  return ranges.some(
    (range) => seq >= range.fromSeq && seq <= range.toSeq && lineage({ feed, seq: range.toSeq, hash: range.hash }).has(hash),
  );
}

/** One entry that an import brought. `prev`: hash of the entry before it in its feed. */
export type BroughtEntry = Readonly<{ feed: string; seq: number; hash: string; prev: string | null }>;

/** The stretches that some entries come to: one for every end that no other of them continues. */
export function rangesOf(entries: readonly BroughtEntry[]): readonly FeedRange[] {
  const chain = chainOf(entries);
  const places = new Map(entries.map(({ hash, seq }) => [hash, seq]));
  return endsOf(entries).map(({ feed, seq, hash }) => {
    const starts = [...ancestry([hash], chain)].map((one) => places.get(one) ?? seq);
    return { feed, fromSeq: starts.reduce((least, one) => Math.min(least, one), seq), toSeq: seq, hash };
  });
}
