// What the PCs of one county office tell each other: what each received, and what each holds.
import type { NewVersion } from "./records.ts";
import type { FeedRange } from "../../../domain/trust/set-aside.ts";
import type { Frontier } from "../../../domain/feed/entry.ts";

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
export type Untold = Delivery & Readonly<{ import: number; carried: readonly FeedRange[]; brought: readonly FeedRange[] }>;

/**
 * What a county PC says that it holds: the ends of every branch, entries that it has without their value, and files that its
 * records name and that it lacks. Long lists are cut: what is left out is asked for the next time.
 */
export type Holdings = Readonly<{
  frontier: Frontier;
  withheld: readonly Readonly<{ feed: string; seq: number }>[];
  lackingMedia: readonly string[];
}>;

export type DeliveryReader = Readonly<{
  /** In order of reading. */
  deliveries(): readonly Delivery[];
  untold(): readonly Untold[];
  /** What the county PC with that key said last that it holds, in order of reading, and when that was read. */
  heldBy(key: string): (Holdings & Readonly<{ readMs: number }>) | undefined;
  /** Lowest place of a feed that a PC with these ends lacks, or has without a value that is here; undefined if that is nothing. */
  firstLacking(feedId: number, ends: Frontier[string], withheld: Holdings["withheld"]): number | undefined;
  /** Entries of all units that are here without their value. */
  withheldPositions(most: number): Holdings["withheld"];
}>;

export type DeliveryWriter = DeliveryReader &
  Readonly<{
    /** Writes arrivals for imports of this PC, all or none, and notes that they were told. */
    tell(told: readonly Readonly<{ import: number; version: NewVersion }>[]): void;
  }>;
