// Feeds with their entries: what is here, what is missing, what lies before what.
import type { NamesFrontier } from "../../../domain/feed/pages.ts";
import type { Reach } from "../../../domain/feed/frontier.ts";
import type { Audience, Frontier, Position } from "../../../domain/feed/entry.ts";

export type FeedView = Readonly<{
  id: number;
  hash: string;
  key: string;
  unit: string;
  audience: Audience;
  malformed: boolean; // its opening is none, it came before openings were parsed: never carried
  heads: readonly Readonly<{ seq: number; hash: string; signature: string | null }>[];
}>;

/** An entry as it is carried. */
export type StoredLine = Readonly<{
  seq: number;
  hash: string;
  text: string;
  salt: string | null;
  value: string | null;
  kind: string;
  /** Absent in the opening entry. */
  record: string | null;
}>;

export type MissingRange = Readonly<{ feed: string; fromSeq: number; toSeq: number }>;

/** The end of a feed's branch with the signature that lets others take it in. */
export type SignedHead = Position & Readonly<{ signature: string }>;

/** An end of a branch with the signature that is kept of it. */
export type KeptHead = Readonly<{ feed: string; seq: number; hash: string; signature: string; key: string }>;

export type FeedReader = Readonly<{
  feeds(): readonly FeedView[];
  /** Ascending from a place; the opening entry comes besides. */
  feedEntries(feedId: number, fromSeq?: number): Iterable<StoredLine>;
  /** Lowest place of a feed that one who holds these heads may lack; undefined if that is nothing. */
  firstBeyond(feedId: number, held: Frontier[string]): number | undefined;
  countFeed(feedId: number): number;
  keyOfFeed(feed: string): string | undefined;
  hashesBeneath(frontier: Frontier): readonly string[];
  missing(frontier: Frontier): readonly MissingRange[];
  /** What lies at or before the heads of a frontier, by ancestry; a head that is not here reaches nothing. */
  reach(frontier: Frontier): Reach;
  forks(): readonly string[];
  /** What the value of a report or receipt names; undefined where a page of it is not here. */
  frontierNamed(value: NamesFrontier): Frontier | undefined;
  /** Entries of a unit that came without their value. */
  withheldOf(unit: string): readonly MissingRange[];
  headSignatures(): Iterable<KeptHead>;
  counts(): Readonly<{ entries: number; records: number }>;
  digests(): Readonly<{ entriesDigest: string; stateDigest: string; entries: number; records: number }>;
  standings(): Readonly<Record<string, number>>;
}>;
