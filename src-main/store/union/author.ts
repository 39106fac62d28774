// Writes own entries: opens feeds, keeps the clock, names the heads that were seen.
import { tick, type Clock } from "../../domain/feed/clock.ts";
import { commitment, entryHash, MAX_PARENTS, type Audience, type Entry, type FeedBody } from "../../domain/feed/entry.ts";
import { assertPortable, canonicalJson, MAX_VALUE_BYTES, type JsonObject } from "../../domain/json.ts";
import { assertValid, kindOf, schemaVersion } from "../../domain/kinds/kinds.ts";
import { Problem } from "../../domain/problem.ts";
import { admitLines, type EntryAdmission } from "./admit.ts";
import { sha256, splitHashes, type Line } from "../db/codec.ts";
import type { NewVersion } from "../../usecases/ports/store/records.ts";
import type { Statements } from "../db/database.ts";
import { readFact, writeFact } from "../db/facts.ts";
import { tipsOf } from "../chain/tips.ts";

/** A new version. `again`: it was written here before, under another key, by that version of its schema: it is as good or bad as it was. */
export type Draft = NewVersion & Readonly<{ again?: number }>;

/** Where time and randomness come from. @see usecases/ports/world.ts */
export type Source = Readonly<{ nowMs(): number; randomHex(bytes: number): string }>;

/**
 * Appends one entry to the own feed for its audience, opening the feed first if there is none. Runs in a transaction.
 * What would come out invalid is refused before anything is written.
 *
 * @throws {Problem} `value-*`, `too-many-heads`, `record-invalid`, `record-unknown-kind`
 * @see design.md §2 Feeds, Entry
 */
export function appendEntry(
  statements: Statements,
  source: Source,
  draft: Draft,
): Readonly<{ hash: string; admission: EntryAdmission }> {
  if (draft.value !== null) assertPortable(draft.value);
  if (draft.again === undefined) assertValid(draft.kind, draft.value);
  const feed = ownFeed(statements, source, draft);
  const parents = draft.parents ?? headsOf(statements, draft);
  if (parents.length > MAX_PARENTS) throw new Problem("too-many-heads", { most: MAX_PARENTS });
  const line = nextLine(statements, source, feed, draft, parents);
  return { hash: line.hash, admission: admitLines(statements, [line], null) };
}

type OwnFeed = Readonly<{ id: number; hash: string }>;

function ownFeed(statements: Statements, source: Source, { unit, audience, feed }: Draft): OwnFeed {
  const name = `feed:${feed ?? `${unit}:${audience}`}` as const;
  const hash = readFact(statements, name) ?? openFeed(statements, source, unit, audience);
  writeFact(statements, name, hash);
  const row = statements("SELECT id FROM feed WHERE hash = ?").get(Buffer.from(hash, "hex")) as { id: number };
  return { id: row.id, hash };
}

function openFeed(statements: Statements, source: Source, unit: string, audience: Audience): string {
  const body: FeedBody = {
    key: readFact(statements, "selfKey") ?? "",
    campaign: readFact(statements, "campaign") ?? "",
    unit,
    audience,
    nonce: source.randomHex(16),
  };
  const clock = nextClock(statements, source);
  const line = seal(source, body, {
    feed: "",
    seq: 0,
    prev: null,
    at: { ...clock, feed: "" },
    by: "",
    kind: "feed",
    v: 1,
    record: body.nonce,
    parents: [],
    op: "put",
  });
  admitLines(statements, [line], null);
  return line.hash;
}

function nextLine(statements: Statements, source: Source, feed: OwnFeed, draft: Draft, parents: readonly string[]): Line {
  const tip = tipsOf(statements, feed.id).at(-1);
  if (tip === undefined) throw new Problem("workspace-damaged", { path: feed.hash.slice(0, 12) });
  const clock = nextClock(statements, source);
  return seal(source, draft.value, {
    feed: feed.hash,
    seq: tip.seq + 1,
    prev: tip.hash,
    at: { ...clock, feed: feed.hash },
    by: draft.by ?? readFact(statements, "person") ?? "",
    kind: draft.kind,
    v: draft.again ?? versionFor(draft),
    record: draft.record,
    parents,
    op: draft.value === null ? "delete" : "put",
  });
}

function versionFor({ kind: name, value }: Draft): number {
  const kind = kindOf(name);
  return kind === undefined ? 1 : schemaVersion(kind, value);
}

function seal(source: Source, value: JsonObject | null, unsealed: Omit<Entry, "body">): Line {
  const salt = value === null ? null : source.randomHex(16);
  const valueText = value === null ? null : canonicalJson(value);
  if (valueText !== null && Buffer.byteLength(valueText) > MAX_VALUE_BYTES)
    throw new Problem("value-too-large", { mostKiB: MAX_VALUE_BYTES / 1024 });
  const entry: Entry = { ...unsealed, body: value === null || salt === null ? null : commitment(sha256, salt, value) };
  return {
    hash: entryHash(sha256, entry),
    text: canonicalJson(entry),
    valueText,
    carried: { entry, salt, value },
  };
}

function nextClock(statements: Statements, source: Source): Clock {
  const clock = tick(readClock(statements), source.nowMs());
  writeFact(statements, "clock", canonicalJson(clock));
  return clock;
}

/** The own clock as it stands. */
export function readClock(statements: Statements): Clock {
  const text = readFact(statements, "clock");
  return text === undefined ? { wallMs: 0, counter: 0 } : (JSON.parse(text) as Clock);
}

/** The projected heads of a record; empty if it is new. */
export function headsOf(
  statements: Statements,
  key: Readonly<{ unit: string; kind: string; record: string }>,
): readonly string[] {
  const row = statements("SELECT heads FROM record WHERE kind = ? AND unit = ? AND record = ?").get(
    key.kind,
    key.unit,
    key.record,
  ) as { heads: Uint8Array | null } | undefined;
  return splitHashes(row?.heads ?? null);
}
