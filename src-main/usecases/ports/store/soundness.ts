// What can be wrong with what is kept here: looked for, told, mended.
import type { NamedRecord } from "../../../domain/record/named-record.ts";

/**
 * Where a damage lies:
 * - `database`: the file's own structure; only a backup helps;
 * - `facts`: the county key or this PC's own marks; only a backup helps;
 * - `entry`: the text or the value of an entry is no longer what its hash says;
 * - `lost-entry`: one that was set aside for that, until it is read in again;
 * - `feed`: how entries hang together, or the signature of their end;
 * - `table`: what is reckoned from the entries, search and indexes included;
 * - `original-lost`, `original-changed`: a file of a record; `original-row`: what is noted of it.
 */
export type DamageKind =
  "database" | "facts" | "entry" | "lost-entry" | "feed" | "table" | "original-lost" | "original-changed" | "original-row";

/** `place`: table and key, for the log. `file`: the original's name as it was attached. */
export type Damage = Readonly<{ kind: DamageKind; place: string; record: NamedRecord | null; file?: string }>;

/** What workspaces are compared by, and how much there is. */
export type Digests = Readonly<{
  entriesDigest: string;
  stateDigest: string;
  figuresDigest: string;
  entries: number;
  records: number;
}>;

/** What the look found. `digests`: null where damage lets none be made. */
export type Examined = Readonly<{ damages: readonly Damage[]; digests: Digests | null }>;

/** What mending did. `healed`: entries that came back from copies; `lost`: entries that are still set aside. */
export type Mended = Readonly<{ healed: number; lost: number }>;

/** `damages`: at most as many as a screen shows; `count`: all. */
export type LastCheck = Readonly<{ atMs: number; count: number; damages: readonly Damage[] }>;

export type SoundnessReader = Readonly<{
  /**
   * Looks at a private copy of the database, in a thread of its own: every hash, commitment and link, and all that is reckoned
   * from the entries against a rebuild; the digests are made there too. `copy`: where that may lie; it is gone afterwards.
   *
   * @throws {Problem} `cancelled`, `disk-*`
   */
  examine(copy: string, signal: AbortSignal): Promise<Examined>;
  /** What the last check came to; null if there was none. */
  lastCheck(): LastCheck | null;
}>;

export type SoundnessWriter = SoundnessReader &
  Readonly<{
    dropHeadSignature(hash: string): void;
    /** Sets damaged entries aside, brings back those that a copy holds whole, and reckons everything else anew. @param copies databases. */
    mend(copies: readonly string[]): Mended;
    /** @param check null: it is to be made again. */
    noteCheck(check: LastCheck | null): void;
    rebuild(): void;
  }>;
