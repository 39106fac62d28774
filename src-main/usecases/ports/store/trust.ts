// Who may write what; what asks for approval and what waits for it.
import type { NewVersion } from "./records.ts";
import type { CheckedLines } from "../lines.ts";
import type { Authority } from "../../../domain/trust/authority.ts";

/** An enrolment that waits for a person to compare the code. */
export type PendingRequest = Readonly<{
  key: string;
  /** Of the request's entry. */
  hash: string;
  unit: string;
  /** `county`: it asks to be a further PC of the county office. */
  role: "unit" | "county";
  /** When the request came here; null where it was written. */
  arrivedMs: number | null;
  device: string;
  recipient: string;
  recovery: string;
  quarantined: number;
}>;

/** A key of which entries wait in quarantine. `sinceMs`: when the first of them came here. */
export type Quarantined = Readonly<{ key: string; unit: string; entries: number; sinceMs: number | null }>;

// What waits here of keys that nobody has approved: listed, bounded, and thrown away by a person.

/** A key that was never granted anything. `unit`: as its feeds or volumes say themselves. */
export type Stranger = Readonly<{
  key: string;
  unit: string;
  entries: number;
  /** Bytes of its entries. */
  bytes: number;
  /** Files that its entries or waiting volumes brought; another stranger's may be among them. */
  files: number;
  fileBytes: number;
  /** Volumes that came without their volume 1, or with it. */
  volumes: number;
  /** When the first of it came here. */
  sinceMs: number | null;
}>;

export type TrustReader = Readonly<{
  authority(): Authority;
  /** Authority as it would be with these lines; nothing is kept. @param root as if this key were pinned. */
  authorityWith(lines: CheckedLines, root: string | undefined, signal: AbortSignal): Promise<Authority>;
  pendingRequests(): readonly PendingRequest[];
  /** Keys that wrote what only a root may write, without being it: they say that they took the root over. */
  claimants(): readonly string[];
  /** When a person compared the pinned key here; null where nobody had to, or before this was written down. */
  rootPinnedMs(): number | null;
  quarantined(): readonly Quarantined[];
  /** In order of arrival. */
  strangers(): readonly Stranger[];
  /** Files that are kept for keys that are unknown now, each once. */
  strangerFiles(): Readonly<{ bytes: number; files: number }>;
}>;

export type TrustWriter = TrustReader &
  Readonly<{
    /** Pins another root and writes what follows from it, in one transaction. */
    takeOver(key: string, versions: readonly NewVersion[]): void;
    /**
     * Removes all of these keys in one transaction: entries, feeds, deliveries, volumes. Nothing of it is written down.
     *
     * @returns files that nothing names any more; their rows are gone.
     * @throws {Problem} `stranger-known-now` where one of the keys is granted by now, `stranger-named` where a unit's report names one of its feeds
     */
    dropStrangers(keys: readonly string[]): readonly string[];
  }>;
