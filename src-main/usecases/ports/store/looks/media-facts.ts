// What originals that are here say of themselves, as this PC read it.
import type { FileFacts } from "../../../../domain/kinds/file-facts.ts";
import type { MediaRow } from "../originals.ts";

export type FactsOfMediaReader = Readonly<{
  /** What was read of an original; undefined where it is not here, or was not read by today's method. */
  fileFacts(sha256: string): FileFacts | undefined;
  /** Originals that were not read by today's method, by hash from the one after `after` on. */
  unreadMedia(after: string, most: number): readonly MediaRow[];
}>;

export type FactsOfMediaWriter = FactsOfMediaReader &
  Readonly<{
    /** Notes what today's method read; of an original that went meanwhile nothing is kept. */
    noteFileFacts(rows: readonly Readonly<{ sha256: string; facts: FileFacts }>[]): void;
  }>;
