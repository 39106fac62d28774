// Gathers what authority depends on from the tables, and judges single entries by it.
import {
  authorityOf,
  standingOf,
  type Anchors,
  type Authority,
  type AuthorityEntry,
  type Lineage,
} from "../../domain/trust/authority.ts";
import type { Audience, Entry, FeedBody, Position } from "../../domain/feed/entry.ts";
import { ancestry, chainOf } from "../../domain/feed/chain.ts";
import type { Standing } from "../../domain/record/history.ts";
import type { JsonObject } from "../../domain/json.ts";
import { isErasable, isValidAt, kindOf } from "../../domain/kinds/kinds.ts";
import { asShown } from "../../domain/kinds/values.ts";
import { isAside, type Aside } from "../../domain/trust/set-aside.ts";
import { linksOf } from "./chains.ts";
import { entryOf, toBlob, toHex, valueOf } from "../db/codec.ts";
import type { Statements } from "../db/database.ts";
import { readFact } from "../db/facts.ts";
import { readAside } from "./set-aside.ts";

/** A feed as the store knows it. */
export type Feed = FeedBody &
  Readonly<{
    id: number;
    hash: string;
    /** Its opening is none: it was kept before openings were parsed. */
    malformed: boolean;
  }>;

export { isErasable };

export type Judge = Readonly<{
  authority: Authority;
  /** What is set aside, as the projection says. */
  aside: Aside;
  judge(feed: Feed, hash: string, entry: Entry, value: JsonObject | null, erased: boolean): Standing;
}>;

/** Runs the authority pass over what the tables hold now. */
export function loadJudge(statements: Statements): Judge {
  const lineage = rememberLineage(statements);
  const anchors = anchorsOf(statements);
  const authority = authorityOf(anchors, authorityEntries(statements, anchors.root), lineage);
  const aside = readAside(statements);
  return {
    authority,
    aside,
    judge: (feed, hash, entry, value, erased) => {
      const standing = judgeEntry(authority, lineage, feed, hash, entry, value, erased);
      const counts = standing !== "quarantine" && standing !== "revoked" && standing !== "unauthorised" && standing !== "erased";
      return counts && isSetAside(authority, aside, lineage, feed, hash, entry) ? "aside" : standing;
    },
  };
}

/** Only what a unit wrote itself can be set aside: neither a feed's opening nor anything that authority rests on. */
function isSetAside(authority: Authority, aside: Aside, lineage: Lineage, feed: Feed, hash: string, entry: Entry): boolean {
  if (aside.size === 0 || entry.kind === "feed" || authority.grants.get(feed.key)?.role !== "unit") return false;
  return isAside(aside, feed.hash, entry.seq, hash, lineage);
}

function judgeEntry(
  authority: Authority,
  lineage: Lineage,
  feed: Feed,
  hash: string,
  entry: Entry,
  value: JsonObject | null,
  erased: boolean,
): Standing {
  if (feed.malformed) return "unauthorised";
  const kind = kindOf(entry.kind);
  const standing = standingOf(authority, feed, hash, entry.kind === "feed" ? feedWriter(authority, feed) : kind?.writer, lineage);
  if (standing !== "good" || entry.kind === "feed") return standing;
  if (erased && isErasable(entry.kind)) return "erased";
  if (kind === undefined || entry.v > kind.v) return "newer";
  if (entry.op === "delete") return "good";
  if (value === null) return "withheld";
  return isValidAt(kind, entry.v, value) ? "good" : "invalid";
}

/** Anyone may open the feeds that he may write to. */
function feedWriter(authority: Authority, feed: Feed): "unit" | "county" {
  return authority.grants.get(feed.key)?.role === "unit" ? "unit" : "county";
}

export function anchorsOf(statements: Statements): Anchors {
  const key = readFact(statements, "selfKey");
  const role = readFact(statements, "role") === "county" ? "county" : "unit";
  return {
    root: readFact(statements, "root") ?? null,
    self: key === undefined ? null : { key, unit: readFact(statements, "unit") ?? "", role },
  };
}

/** Whether the county gave the key a place, apart from its being this workspace's own. */
export function isEnrolled(statements: Statements, key: string): boolean {
  const anchors = { ...anchorsOf(statements), self: null };
  return authorityOf(anchors, authorityEntries(statements, anchors.root), rememberLineage(statements)).grants.has(key);
}

/** What the keys of the root's line wrote of the kinds that give or end authority: nobody else's counts, however much of it there is. */
function authorityEntries(statements: Statements, root: string | null): AuthorityEntry[] {
  const entries: AuthorityEntry[] = [];
  const line = new Set(root === null ? [] : [root]);
  for (const key of line)
    for (const entry of authorityEntriesOf(statements, key)) {
      entries.push(entry);
      if (entry.kind === "succession") line.add(entry.value.to);
    }
  return entries;
}

/** Others may write such records without end, and a county much else: nobody makes both long. */
const BY_RECORD = "record CROSS JOIN entry ON entry.record_id = record.id CROSS JOIN feed ON feed.id = entry.feed_id";
const BY_FEED = "feed CROSS JOIN entry ON entry.feed_id = feed.id CROSS JOIN record ON record.id = entry.record_id";

/** Looks from the side where there is less. */
function authorityEntriesOf(statements: Statements, key: string): AuthorityEntry[] {
  const { records, entries } = statements(`
    SELECT (SELECT count(*) FROM record WHERE kind IN ('enrolment', 'revocation', 'succession')) AS records,
      (SELECT total(tip.seq + 1) FROM feed JOIN tip ON tip.feed_id = feed.id WHERE feed.key = ?) AS entries`).get(
    toBlob(key),
  ) as {
    records: number;
    entries: number;
  };
  const rows = statements(`
    SELECT entry.hash, entry.seq, entry.text, entry.value, feed.hash AS feed, feed.key AS feedKey
    FROM ${records <= entries ? BY_RECORD : BY_FEED}
    WHERE record.kind IN ('enrolment', 'revocation', 'succession') AND feed.key = ? AND entry.value IS NOT NULL`).all(
    toBlob(key),
  ) as AuthorityRow[];
  return rows.flatMap((row) => {
    const entry = entryOf(row);
    const value = valueOf(row.value) as JsonObject;
    const kind = kindOf(entry.kind);
    if (kind === undefined || entry.v > kind.v || !isValidAt(kind, entry.v, value)) return [];
    const place = { hash: toHex(row.hash), feed: toHex(row.feed), feedKey: toHex(row.feedKey), seq: row.seq, at: entry.at };
    return sayingOf(place, entry.kind as AuthorityEntry["kind"], value);
  });
}

/** A good entry with what it says of authority. */
function sayingOf(
  place: Omit<AuthorityEntry, "kind" | "value">,
  kind: AuthorityEntry["kind"],
  value: JsonObject,
): AuthorityEntry {
  if (kind === "enrolment") return { ...place, kind, value: asShown(kind, value) };
  if (kind === "revocation") return { ...place, kind, value: asShown(kind, value) };
  return { ...place, kind, value: asShown(kind, value) };
}

type AuthorityRow = Readonly<{
  hash: Uint8Array;
  seq: number;
  text: string;
  value: string;
  feed: Uint8Array;
  feedKey: Uint8Array;
}>;

/** Walks a feed backwards from a position, once per position. */
function rememberLineage(statements: Statements): Lineage {
  const known = new Map<string, ReadonlySet<string>>();
  return (position) => {
    const key = `${position.feed}:${position.hash}`;
    const set = known.get(key) ?? walkBack(statements, position);
    known.set(key, set);
    return set;
  };
}

function walkBack(statements: Statements, position: Position): ReadonlySet<string> {
  const feed = statements("SELECT id FROM feed WHERE hash = ?").get(toBlob(position.feed)) as { id: number } | undefined;
  const chain = chainOf(feed === undefined ? [] : linksOf(statements, feed.id, position.seq));
  return chain.has(position.hash) ? ancestry([position.hash], chain) : new Set();
}

type FeedRow = Readonly<{
  id: number;
  hash: Uint8Array;
  key: Uint8Array;
  unit: string;
  audience: string;
  nonce: string;
  malformed: number;
}>;

export function feedOf(row: FeedRow, campaign: string): Feed {
  return {
    id: row.id,
    hash: toHex(row.hash),
    key: toHex(row.key),
    campaign,
    unit: row.unit,
    audience: row.audience as Audience,
    nonce: row.nonce,
    malformed: row.malformed === 1,
  };
}

/** All feeds by id. */
export function loadFeeds(statements: Statements): Map<number, Feed> {
  const campaign = readFact(statements, "campaign") ?? "";
  const rows = statements("SELECT id, hash, key, unit, audience, nonce, malformed FROM feed").all() as FeedRow[];
  return new Map(rows.map((row) => [row.id, feedOf(row, campaign)]));
}
