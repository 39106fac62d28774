// What sending needs of the store: bundles that were handed over, their numbers, and what the other end said of them.
import type { Frontier, Position } from "../domain/entry.ts";
import type { JsonObject } from "../domain/json.ts";

export type MissingRange = Readonly<{ feed: string; fromSeq: number; toSeq: number }>;

export type ExportRow = Readonly<{
  bundle: string;
  purpose: string;
  recipient: string;
  number: number;
  exportedMs: number;
  fileName: string;
  sizeBytes: number;
  /** What the reader holds with it: its base and its heads. */
  frontier: Frontier;
}>;

/** A receipt that was read here, with the times of writing and of reading. `frontier`: as it names it; of lost pages, nothing. */
export type ReadReceipt = Readonly<{ value: JsonObject; frontier: Frontier; writtenMs: number; readMs: number }>;

/** The end of a feed's branch with the signature that lets others take it in. */
export type SignedHead = Position & Readonly<{ signature: string }>;

export type StoreSending = Readonly<{
  /** Notes a bundle that lies complete on the drive, and keeps the signatures of the heads that went with it. */
  recordExport(row: ExportRow, heads: readonly SignedHead[]): void;
  /** Takes the next number for good, before a bundle is written. */
  reserveExport(purpose: string, atMs: number): Readonly<{ number: number; previous: string | null }>;
  /** Gives back the number of a bundle of which nothing was left. */
  releaseExport(number: number): void;
  /** Good receipts for this unit in order of reading, the last one first. */
  receiptsRead(most: number): readonly ReadReceipt[];
  /** What the value of a report or receipt names; undefined where a page of it is not here. */
  frontierNamed(value: JsonObject): Frontier | undefined;
  confirmByPhone(bundle: string, toldMs: number): void;
  /** Bundles by id that were confirmed by telephone, and when. */
  confirmedByPhone(): ReadonlyMap<string, number>;
  /** Files that shown records name and that are neither here nor erased. */
  lackingMedia(unit?: string): readonly string[];
  /** Entries of a unit that came without their value. */
  withheldOf(unit: string): readonly MissingRange[];
  /** Whether this county was restored from a backup and has not heard everything of the unit since. */
  isRegressed(unit: string): boolean;
  clearRegressed(unit: string): void;
  exports(): readonly ExportRow[];
  nextExportNumber(): Readonly<{ number: number; previous: string | null }>;
}>;
