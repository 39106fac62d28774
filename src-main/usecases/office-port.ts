// What the PCs of one county office need of the store: what each received, what each holds, and the moving of the root.
import type { Authority } from "../domain/authority.ts";
import type { Audience, Frontier } from "../domain/entry.ts";
import type { JsonObject } from "../domain/json.ts";
import type { AsideRange } from "../domain/set-aside.ts";
import type { CheckedLines } from "./lines-port.ts";

/** An own entry to be written. @see usecases/store-port.ts NewVersion */
type NewVersion = Readonly<{ kind: string; record: string; unit: string; audience: Audience; value: JsonObject | null }>;

/** A stretch of a feed as a bundle carried it: the entries from `fromSeq` on beneath `hash`, which stands at `toSeq`. */
export type Stretch = AsideRange;

/** A bundle of a unit that the office received, whichever of its PCs read it; of several readings the earliest. */
export type Delivery = Readonly<{
  bundle: string;
  signer: string;
  purpose: string;
  unit: string;
  device: string;
  number: number;
  previous: string | null;
  exportedMs: number;
  readMs: number;
  receivedMs: number;
  means: string;
  earlyReason: string | null;
  claimed: Frontier;
  added: number;
  known: number;
  quarantined: number;
}>;

/** A delivery that this PC read and has not told the others of. `import`: its row here. */
export type Untold = Delivery & Readonly<{ import: number; carried: readonly Stretch[]; brought: readonly Stretch[] }>;

/**
 * What a county PC says that it holds: the ends of every branch, entries that it has without their value, and files that its
 * records name and that it lacks. Long lists are cut: what is left out is asked for the next time.
 */
export type Holdings = Readonly<{
  frontier: Frontier;
  withheld: readonly Readonly<{ feed: string; seq: number }>[];
  lackingMedia: readonly string[];
}>;

/** A key of which entries wait in quarantine. `sinceMs`: when the first of them came here. */
export type Quarantined = Readonly<{ key: string; unit: string; entries: number; sinceMs: number | null }>;

export type StoreOffice = Readonly<{
  /** In order of reading. */
  deliveries(): readonly Delivery[];
  untold(): readonly Untold[];
  /** Writes arrivals for imports of this PC, all or none, and notes that they were told. */
  tell(told: readonly Readonly<{ import: number; version: NewVersion }>[]): void;
  /** What the county PC with that key said last that it holds, in order of reading, and when that was read. */
  heldBy(key: string): (Holdings & Readonly<{ readMs: number }>) | undefined;
  /** Authority as it would be with these lines; nothing is kept. @param root as if this key were pinned. */
  authorityWith(lines: CheckedLines, root: string | undefined, signal: AbortSignal): Promise<Authority>;
  /** When a person compared the pinned key here; null where nobody had to, or before this was written down. */
  rootPinnedMs(): number | null;
  /** Pins another root and writes what follows from it, in one transaction. */
  takeOver(key: string, versions: readonly NewVersion[]): void;
  quarantined(): readonly Quarantined[];
  /** Lowest place of a feed that a PC with these ends lacks, or has without a value that is here; undefined if that is nothing. */
  firstLacking(feedId: number, ends: Frontier[string], withheld: Holdings["withheld"]): number | undefined;
  /** Entries of all units that are here without their value. */
  withheldPlaces(most: number): Holdings["withheld"];
  /** Keys that wrote what only a root may write, without being it: they say that they took the root over. */
  claimants(): readonly string[];
}>;
