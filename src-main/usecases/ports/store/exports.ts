// Bundles that were handed over, and their numbers.
import type { SignedHead } from "./feeds.ts";
import type { Frontier } from "../../../domain/feed/entry.ts";

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

export type ExportReader = Readonly<{
  exports(): readonly ExportRow[];
  nextExportNumber(): Readonly<{ number: number; previous: string | null }>;
}>;

export type ExportWriter = ExportReader &
  Readonly<{
    /** Notes a bundle that lies complete on the drive, and keeps the signatures of the heads that went with it. */
    recordExport(row: ExportRow, heads: readonly SignedHead[]): void;
    /** Takes the next number for good, before a bundle is written. */
    reserveExport(purpose: string, atMs: number): Readonly<{ number: number; previous: string | null }>;
    /** Gives back the number of a bundle of which nothing was left. */
    releaseExport(number: number): void;
  }>;
