// Many pictures by the marks of their spots: which of them may show what a picture shows. Held in memory, asked in milliseconds. Pure.
import { agreedPlacement, type Pair, type Placement } from "./placement.ts";
import { markInViews, VIEWS, type Mark } from "./marks.ts";
import { openSpotTable, type SpotTable } from "./spot-table.ts";
import type { MarkedSpot } from "./likeness.ts";

/** A picture of the gallery by its number, how it lies in the one asked about, and how many spots say so. */
export type Candidate = Readonly<{ picture: number; placement: Placement; votes: number }>;

/** Pictures are numbered in the order in which they are added. */
export type Gallery = Readonly<{
  add(spots: readonly MarkedSpot[]): void;
  /** The likeliest pictures, best first. */
  candidates(spots: readonly MarkedSpot[]): readonly Candidate[];
}>;

/** Bits of 64 that two marks of one spot may differ in. */
const MOST_BITS = 14;
/** Alike spots and agreeing ones that make a candidate. */
const LEAST_ALIKE = 3;
const LEAST_VOTES = 3;
/** What is looked at, whatever the gallery holds: spots under one key, pairs of spots, pictures with alike spots, candidates. */
const MOST_UNDER_KEY = 2000;
const MOST_PAIRS = 200_000;
const MOST_LOOKED_AT = 300;
const MOST_CANDIDATES = 8;

const KEYS = 3;
const KEY_SIZE = 2 ** 16;
const KEY_NUMBERS = [0, 1, 2] as const;

// Bits by how slow their wave is: the slower, the surer. Two keys share the slowest thirty, one holds the fifteen slowest; the last
// bit of each is whether the spot is dark.
const SLOWEST = Array.from({ length: 63 }, (_, at) => at + 1).sort((a, b) => (a % 8) + (a >> 3) - ((b % 8) + (b >> 3)) || a - b);
const BITS_OF_KEY = [
  SLOWEST.slice(0, 30).filter((_, at) => at % 2 === 0),
  SLOWEST.slice(0, 30).filter((_, at) => at % 2 === 1),
  SLOWEST.slice(0, 15),
].map((bits) => Uint8Array.from([...bits, 0]));

function keyOf({ low, high }: Mark, which: number): number {
  let key = 0;
  for (const bit of BITS_OF_KEY[which] ?? []) key = (key << 1) | ((bit < 32 ? low >>> bit : high >>> (bit - 32)) & 1);
  return key;
}

/** Opens an empty gallery. */
export function openGallery(): Gallery {
  const heads = new Int32Array(KEYS * KEY_SIZE).fill(-1);
  const table = openSpotTable(KEYS);
  const count = { pictures: 0 };
  return {
    add: (spots) => {
      for (const spot of spots) {
        const row = table.add(count.pictures, spot);
        for (let key = 0; key < KEYS; key += 1) {
          const head = key * KEY_SIZE + keyOf(spot.mark, key);
          table.chain(key, row, heads[head] ?? -1);
          heads[head] = row;
        }
      }
      count.pictures += 1;
    },
    candidates: (asked) => {
      const votes = new Uint16Array(count.pictures * VIEWS.length);
      const pairs = alikePairs({ heads, table, votes }, asked);
      return mostVoted(votes, pairs)
        .flatMap(({ slot, found }) => candidateOf(slot, found, asked, table))
        .sort((a, b) => b.votes - a.votes)
        .slice(0, MOST_CANDIDATES);
    },
  };
}

function candidateOf(
  slot: number,
  found: readonly Alike[],
  asked: readonly MarkedSpot[],
  table: SpotTable,
): readonly Candidate[] {
  const pairs = found.flatMap((pair): readonly Pair[] => {
    const spot = asked[pair.asked];
    return spot === undefined ? [] : [{ asked: spot, kept: table.placed(pair.kept) }];
  });
  const agreed = agreedPlacement(slot % VIEWS.length, pairs);
  if (agreed === undefined || agreed.votes < LEAST_VOTES) return [];
  return [{ picture: Math.floor(slot / VIEWS.length), ...agreed }];
}

/** Two spots that look alike: the number of the one asked about, the row of the one that is kept. */
type Alike = Readonly<{ asked: number; kept: number }>;
type Asking = Readonly<{ heads: Int32Array; table: SpotTable; votes: Uint16Array }>;

type Vote = Alike & Readonly<{ slot: number }>;

// Votes for a picture in a view, and the pairs that voted.
function alikePairs(asking: Asking, asked: readonly MarkedSpot[]): readonly Vote[] {
  const pairs: Vote[] = [];
  for (const [at, { mark }] of asked.entries()) {
    for (const [view, turned] of markInViews(mark).entries())
      pairs.push(...alikeRows(asking, turned).map((kept) => vote(asking, view, at, kept)));
    if (pairs.length > MOST_PAIRS) break;
  }
  return pairs;
}

function vote({ table, votes }: Asking, view: number, asked: number, kept: number): Vote {
  const slot = table.pictureOf(kept) * VIEWS.length + view;
  votes[slot] = (votes[slot] ?? 0) + 1;
  return { slot, asked, kept };
}

function alikeRows(asking: Asking, mark: Mark): readonly number[] {
  return KEY_NUMBERS.flatMap((key) => underKey(asking, key, mark));
}

function underKey({ heads, table }: Asking, key: number, mark: Mark): readonly number[] {
  const alike: number[] = [];
  let row = heads[key * KEY_SIZE + keyOf(mark, key)] ?? -1;
  for (let seen = 0; row >= 0 && seen < MOST_UNDER_KEY; seen += 1) {
    if (table.differing(row, mark) <= MOST_BITS) alike.push(row);
    row = table.next(key, row);
  }
  return alike;
}

function mostVoted(votes: Uint16Array, pairs: readonly Vote[]) {
  const likely = pairs.filter(({ slot }) => (votes[slot] ?? 0) >= LEAST_ALIKE);
  return [...Map.groupBy(likely, ({ slot }) => slot)]
    .map(([slot, found]) => ({ slot, found: withoutRepeats(found) }))
    .filter(({ found }) => found.length >= LEAST_ALIKE)
    .sort((a, b) => b.found.length - a.found.length)
    .slice(0, MOST_LOOKED_AT);
}

// Two spots may meet under several keys.
function withoutRepeats(found: readonly Alike[]): readonly Alike[] {
  return [...new Map(found.map((pair) => [pair.asked * 2 ** 32 + pair.kept, pair])).values()];
}
