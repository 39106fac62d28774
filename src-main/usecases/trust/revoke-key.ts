// Ends a key: from now on, or from the time at which the PC was lost. What it wrote before stays good.
import type { Grant } from "../../domain/trust/authority.ts";
import type { Entry, Position } from "../../domain/feed/entry.ts";
import { endsOf } from "../../domain/feed/chain.ts";
import type { JsonObject } from "../../domain/json.ts";
import { inParts } from "../../domain/feed/listed-parts.ts";
import { Problem } from "../../domain/problem.ts";
import { requireRoot } from "./county-pcs.ts";
import type { Needs } from "../workspace.ts";
import { matchesCode } from "./match-code.ts";
import { recordId } from "../records/versions/put-record.ts";
import type { NewVersion, RecordWriter } from "../ports/store/records.ts";
import type { TrustReader } from "../ports/store/trust.ts";
import type { FeedReader } from "../ports/store/feeds.ts";
import type { FactReader } from "../ports/store/facts.ts";

type RevokeKeyNeeds = Needs<FactReader & FeedReader & RecordWriter & TrustReader, "fingerprint" | "sha256" | "world">;

type RevokeKeyReads = Needs<FactReader & FeedReader, "sha256" | "world">;

/** `sinceMs`: entries that say they were written then or later do not hold; absent: all that is here by now holds. */
export type Revocation = Readonly<{ reason: string; sinceMs?: number }>;

/**
 * Ends an approved key.
 *
 * @returns whose it was, and how many of its entries do not hold any more.
 * @throws {Problem} `workspace-role`, `county-not-root`, `key-code-*`, `not-in-force`
 * @see design.md §2 Authority
 */
export function revokeKey(
  ws: RevokeKeyNeeds,
  typed: string,
  revocation: Revocation,
): Readonly<{ unit: string; device: string; cut: number }> {
  requireRoot(ws);
  const found = [...ws.store.authority().grants].find(([key, grant]) => grant.role !== "root" && matchesCode(ws, key, typed));
  if (found === undefined) throw new Problem("key-code-unmatched", {});
  const [key, grant] = found;
  const { versions, cut } = revocationOf(ws, key, revocation);
  ws.store.append(versions, () => endsMore(ws, key, grant));
  return { unit: grant.unit, device: grant.device, cut };
}

/** Whether authority shows one more end of a key than before. */
export function endsMore(ws: Needs<TrustReader>, key: string, before: Grant | undefined): boolean {
  return (ws.store.authority().grants.get(key)?.cuts.length ?? 0) > (before?.cuts.length ?? 0);
}

/** The entries that end a key, and how many of the key's entries do not hold any more with them. */
export function revocationOf(
  ws: RevokeKeyReads,
  key: string,
  { sinceMs, reason }: Revocation,
): Readonly<{ versions: readonly NewVersion[]; cut: number }> {
  const { positions, cut } = lastGood(ws, key, sinceMs);
  const since = sinceMs === undefined ? {} : { sinceMs };
  return { versions: endingsOf(ws, positions, { key, reason, ...since }), cut };
}

/** One end of a key, in as many entries as its list of positions needs. */
export function endingsOf(
  ws: RevokeKeyReads,
  lastGood: readonly Position[],
  said: Readonly<{ key: string; reason: string; sinceMs?: number }>,
): readonly NewVersion[] {
  return inParts(lastGood, ws.world.randomHex(16)).map(({ listed, of }) => {
    const value: JsonObject = { ...said, ...of, lastGood: [...listed] };
    const record = recordId(ws, "revocation", value);
    return { kind: "revocation", record, unit: ws.store.facts().unit, audience: "all", value };
  });
}

/** The ends of the key's feeds, or of each branch the last entry before `sinceMs`. */
function lastGood(
  ws: Needs<FeedReader>,
  key: string,
  sinceMs: number | undefined,
): Readonly<{ positions: readonly Position[]; cut: number }> {
  const feeds = ws.store.feeds().filter((feed) => feed.key === key);
  if (sinceMs === undefined)
    return { positions: feeds.flatMap((feed) => feed.heads.map(({ seq, hash }) => ({ feed: feed.hash, seq, hash }))), cut: 0 };
  const positions: Position[] = [];
  let cut = 0;
  for (const feed of feeds) {
    const entries = [...ws.store.feedEntries(feed.id)].map(({ hash, text }) => ({ hash, entry: JSON.parse(text) as Entry }));
    const good = goodBefore(entries, sinceMs);
    cut += entries.length - good.size;
    const links = entries.filter(({ hash }) => good.has(hash)).map(({ hash, entry: { seq, prev } }) => ({ hash, seq, prev }));
    positions.push(...endsOf(links).map(({ seq, hash }) => ({ feed: feed.hash, seq, hash })));
  }
  return { positions, cut };
}

/** Entries before that time all of whose predecessors are before it too: a clock that was set back does not bring one back. */
function goodBefore(entries: readonly Readonly<{ hash: string; entry: Entry }>[], sinceMs: number): ReadonlySet<string> {
  const good = new Set<string>();
  for (const { hash, entry } of [...entries].sort((a, b) => a.entry.seq - b.entry.seq))
    if (entry.at.wallMs < sinceMs && (entry.prev === null || good.has(entry.prev))) good.add(hash);
  return good;
}
