// Admits an entry only beneath a signed head of its own feed, whoever carries it. One pass, memory by branch and not by entry.
// Entries of a feed stand together, ascending by (seq, hash); so an entry that no later one continues is a tip, and all entries
// lie beneath heads exactly if every tip is a head.
import { openTurns } from "../../disk/threads/turns.ts";
import { isMalformedOpening } from "../../domain/kinds/opening.ts";
import { Problem } from "../../domain/problem.ts";
import type { CarriedLine } from "../bag/entries-file.ts";
import { assertUsableKey } from "../../keys/signature/ed25519-key.ts";
import { isSignedBy, type SignedHead } from "../bag/heads-file.ts";

/** The key (hex) of a feed that the receiver already holds, or undefined. */
export type KeyOfFeed = (feed: string) => string | undefined | Promise<string | undefined>;

/** A feed of the bundle, while its entries pass. */
type FeedPass = {
  readonly feed: string;
  /** Heads by hash; one is taken out when its entry passes. */
  readonly expected: Map<string, SignedHead>;
  /** Hashes of all heads of this feed. */
  readonly heads: ReadonlySet<string>;
  /** Entries without a successor so far: hash → seq. */
  readonly tips: Map<string, number>;
  last: { readonly seq: number; readonly hash: string };
};

/**
 * Passes lines on that lie beneath a head of their own feed; the verdict is complete only when the last batch has passed.
 *
 * @param batches lines as {@link CarriedLine}s: canonical, well-shaped, their commitments right.
 * @param heads what data/heads.jsonl says.
 * @param keyOfFeed asked for feeds whose opening entry is not in the bundle (or came without its value).
 * @param dropped is told the feeds whose opening is none: nothing of them is passed on, the others are as good as without them.
 * @throws {Problem} `feed-forged`, `feed-unknown`, `bundle-hostile` (wrong order)
 * @see design.md §3 Signatures
 */
export async function* verifyFeeds(
  batches: AsyncIterable<readonly CarriedLine[]>,
  heads: readonly SignedHead[],
  keyOfFeed: KeyOfFeed,
  dropped: Set<string> = new Set(),
): AsyncGenerator<readonly CarriedLine[]> {
  const waiting = Map.groupBy(heads, (head) => head.feed);
  const othersTurn = openTurns();
  let pass: FeedPass | undefined;
  for await (const batch of batches) {
    for (const line of batch) {
      const feed = feedOf(line);
      if (isMalformedOpening(line.carried)) drop(feed, waiting, dropped);
      if (dropped.has(feed)) continue;
      if (pass?.feed !== feed) {
        finishFeed(pass);
        pass = await startFeed(feed, line, waiting, keyOfFeed);
        await othersTurn();
      }
      passEntry(pass, line);
    }
    yield dropped.size === 0 ? batch : batch.filter((line) => !dropped.has(feedOf(line)));
  }
  finishFeed(pass);
  const [unseen] = waiting.keys();
  if (unseen !== undefined) throw forged(unseen);
}

/** Its heads are nobody's. */
function drop(feed: string, waiting: Map<string, readonly SignedHead[]>, dropped: Set<string>): void {
  waiting.delete(feed);
  dropped.add(feed);
}

/** The feed that an entry belongs to: the opening entry's hash is the feed's id. */
export function feedOf(line: CarriedLine): string {
  return line.carried.entry.seq === 0 ? line.hash : line.carried.entry.feed;
}

// Takes the feed's heads away: a feed that stands in two places, or has no head, finds none.
async function startFeed(
  feed: string,
  first: CarriedLine,
  waiting: Map<string, readonly SignedHead[]>,
  keyOfFeed: KeyOfFeed,
): Promise<FeedPass> {
  const heads = waiting.get(feed);
  if (heads === undefined) throw forged(feed);
  waiting.delete(feed);
  const key = keyInOpening(first) ?? (await keyOfFeed(feed));
  if (key === undefined) throw new Problem("feed-unknown", { feed });
  assertUsableKey(key);
  if (!heads.every((head) => isSignedBy(head, key))) throw forged(feed);
  const expected = new Map(heads.map((head) => [head.hash, head]));
  return { feed, expected, heads: new Set(expected.keys()), tips: new Map(), last: { seq: -1, hash: "" } };
}

function keyInOpening({ carried: { entry, value } }: CarriedLine): string | undefined {
  const key = entry.seq === 0 && entry.kind === "feed" ? value?.["key"] : undefined;
  return typeof key === "string" ? key : undefined;
}

function passEntry(pass: FeedPass, { carried: { entry }, hash }: CarriedLine): void {
  const { seq, prev } = entry;
  if (seq < pass.last.seq || (seq === pass.last.seq && hash <= pass.last.hash))
    throw new Problem("bundle-hostile", { reason: "entries.jsonl: order" });
  pass.last = { seq, hash };
  const before = prev === null ? undefined : pass.tips.get(prev);
  if (before !== undefined && before !== seq - 1) throw forged(pass.feed);
  // The entry before may also be known from earlier (an increment) or have been continued already (a fork): then a branch starts.
  if (prev !== null) pass.tips.delete(prev);
  pass.tips.set(hash, seq);
  const head = pass.expected.get(hash);
  if (head !== undefined && head.seq !== seq) throw forged(pass.feed);
  pass.expected.delete(hash);
}

function finishFeed(pass: FeedPass | undefined): void {
  if (pass === undefined) return;
  // The opening entry needs no successor here: its hash is the feed's id, which every head's signature covers.
  for (const [hash] of pass.tips) if (!pass.heads.has(hash) && hash !== pass.feed) throw forged(pass.feed);
  if (pass.expected.size > 0) throw forged(pass.feed);
}

function forged(feed: string): Problem<"feed-forged"> {
  return new Problem("feed-forged", { feed });
}
