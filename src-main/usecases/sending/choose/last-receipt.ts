// What the county said last: the base that the next bundle builds on, and whether the county has forgotten something.
import type { Frontier } from "../../../domain/feed/entry.ts";
import { positionsOf } from "../../../domain/feed/frontier.ts";
import type { Held } from "./carried-feeds.ts";
import type { Needs } from "../../workspace.ts";
import type { MissingRange, FeedReader } from "../../ports/store/feeds.ts";
import type { ReceiptReader } from "../../ports/store/receipts.ts";

/** The receipt that was read last, in order of reading, even if it holds less than one before. */
export type LastReceipt = Held &
  Readonly<{
    /** Number of the bundle that it is about. */
    number: number;
    readMs: number;
    /** Entries that came without their value (a plain bundle withholds personal data). */
    withheld: readonly MissingRange[];
    /** Bundle numbers that the county did not see; `lacking`: entries are missing with them. */
    unseen: readonly Readonly<{ device: string; numbers: readonly number[]; lacking: boolean }>[];
    missingMedia: ReadonlySet<string>;
    /** There was no room to name all missing files. */
    mediaCut: boolean;
    /** The county was restored from a backup: it says so, or holds less than it said before. */
    regressed: boolean;
  }>;

/** Receipts looked through for the one before of the same county PC. */
const LOOKED_AT = 20;

/** @see design.md §3 Increment */
export function lastReceipt(ws: Needs<FeedReader & ReceiptReader>): LastReceipt | undefined {
  const [last, ...earlier] = ws.store.receiptsRead(LOOKED_AT);
  if (last === undefined) return undefined;
  const { value } = last;
  // Two county PCs may hold different things: only the same one can have forgotten something.
  const before = earlier.find((one) => one.value.issuer === value.issuer);
  return {
    number: value.number,
    readMs: last.readMs,
    frontier: last.frontier,
    missing: value.missing,
    withheld: value.withheld,
    unseen: value.unseen,
    missingMedia: new Set(value.missingMedia),
    mediaCut: value.mediaCut,
    regressed: value.regressed === true || (before !== undefined && isLower(ws, last.frontier, before.frontier)),
  };
}

/** Whether a frontier lacks something that lay beneath another one; heads that are not here tell nothing. */
function isLower(ws: Needs<FeedReader>, frontier: Frontier, than: Frontier): boolean {
  const [holds, here] = [ws.store.reach(frontier), ws.store.reach(than)];
  return positionsOf(than).some((place) => here(place) && !holds(place));
}
