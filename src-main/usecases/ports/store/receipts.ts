// What the other end said of what was sent.
import type { ValueOf } from "../../../domain/kinds/values.ts";
import type { Frontier } from "../../../domain/feed/entry.ts";

/** A receipt that was read here, with the times of writing and of reading. `frontier`: as it names it; of lost pages, nothing. */
export type ReadReceipt = Readonly<{ value: ValueOf<"receipt">; frontier: Frontier; writtenMs: number; readMs: number }>;

export type ReceiptReader = Readonly<{
  /** Good receipts for this unit in order of reading, the last one first. */
  receiptsRead(most: number): readonly ReadReceipt[];
  /** Bundles by id that were confirmed by telephone, and when. */
  confirmedByPhone(): ReadonlyMap<string, number>;
  /** Whether this county was restored from a backup and has not heard everything of the unit since. */
  isRegressed(unit: string): boolean;
}>;

export type ReceiptWriter = ReceiptReader &
  Readonly<{
    confirmByPhone(bundle: string, toldMs: number): void;
    clearRegressed(unit: string): void;
  }>;
