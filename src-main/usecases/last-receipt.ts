// What the county said last: the base that the next bundle builds on, and whether the county has forgotten something.
import type { Frontier } from "../domain/entry.ts";
import { placesOf } from "../domain/feed/frontier.ts";
import type { JsonObject } from "../domain/json.ts";
import type { Held } from "./carried-feeds.ts";
import type { Desk } from "./desk.ts";
import type { MissingRange } from "./sending-port.ts";

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
export function lastReceipt(desk: Desk): LastReceipt | undefined {
  const [last, ...earlier] = desk.store.receiptsRead(LOOKED_AT);
  if (last === undefined) return undefined;
  const { value } = last;
  // Two county PCs may hold different things: only the same one can have forgotten something.
  const before = earlier.find((one) => one.value["issuer"] === value["issuer"]);
  return {
    number: Number(value["number"]),
    readMs: last.readMs,
    frontier: last.frontier,
    missing: rangesIn(value, "missing"),
    withheld: rangesIn(value, "withheld"),
    unseen: value["unseen"] as unknown as LastReceipt["unseen"],
    missingMedia: new Set(value["missingMedia"] as readonly string[]),
    mediaCut: value["mediaCut"] === true,
    regressed: value["regressed"] === true || (before !== undefined && isLower(desk, last.frontier, before.frontier)),
  };
}

function rangesIn(value: JsonObject, name: "missing" | "withheld"): readonly MissingRange[] {
  return value[name] as unknown as readonly MissingRange[];
}

/** Whether a frontier lacks something that lay beneath another one; heads that are not here tell nothing. */
function isLower(desk: Desk, frontier: Frontier, than: Frontier): boolean {
  const [holds, here] = [desk.store.reach(frontier), desk.store.reach(than)];
  return placesOf(than).some((place) => here(place) && !holds(place));
}
