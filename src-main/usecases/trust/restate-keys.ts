// A new root says again who may write: so that a workspace that pins it, and never knew the one before, trusts the same keys.
import { cutsOf, type Authority, type Grant } from "../../domain/trust/authority.ts";
import type { Position } from "../../domain/feed/entry.ts";
import type { JsonObject } from "../../domain/json.ts";
import { valueIn, type ValueOf } from "../../domain/kinds/values.ts";
import type { Needs } from "../workspace.ts";
import { recordId } from "../records/versions/put-record.ts";
import { endingsOf } from "./revoke-key.ts";
import type { NewVersion, RecordWriter, RecordReader } from "../ports/store/records.ts";
import type { FactReader } from "../ports/store/facts.ts";
import type { FeedReader } from "../ports/store/feeds.ts";
import type { TrustReader } from "../ports/store/trust.ts";

export type RestateKeysNeeds = Needs<FactReader & FeedReader & RecordWriter & TrustReader, "sha256" | "world">;

export type RestateKeysReads = Needs<FactReader & FeedReader & RecordReader, "sha256" | "world">;

/** Writes what a root that followed another one has not said yet; nothing where it was pinned itself. */
export function restateKeys(ws: RestateKeysNeeds): void {
  const { root, selfKey } = ws.store.facts();
  if (root === selfKey) return;
  const versions = restatement(ws, ws.store.authority(), () => undefined);
  if (versions.length > 0) ws.store.append(versions);
}

/**
 * Enrolments and endings of all keys in a list of this PC's own making, as far as it has not written them.
 *
 * @param endOf last good positions of keys that end with this, besides those that have ended already.
 */
export function restatement(
  ws: RestateKeysReads,
  authority: Authority,
  endOf: (key: string) => readonly Position[] | undefined,
): readonly NewVersion[] {
  return [...authority.grants].flatMap(([key, grant]) => {
    const value = enrolmentOf(key, grant);
    if (value === undefined) return [];
    const end = endOf(key);
    const said = new Set(ownCuts(ws, key).map(nameOf));
    const cuts = new Map([...grant.cuts, ...(end === undefined ? [] : [end])].map((cut) => [nameOf(cut), cut]));
    const endings = [...cuts].flatMap(([name, cut]) => (said.has(name) ? [] : endingsOf(ws, cut, { key, reason: "县密钥交接" })));
    return [...unlessSaid(ws, value), ...endings];
  });
}

/** A former root comes to be a county PC. A key that nobody enrolled is left out. */
function enrolmentOf(key: string, grant: Grant): ValueOf<"enrolment"> | undefined {
  if (grant.recipient === undefined || grant.device === "") return undefined;
  return {
    key,
    unit: grant.unit,
    role: grant.role === "unit" ? "unit" : "county",
    device: grant.device,
    recipient: grant.recipient,
    ...(grant.recovery !== undefined && { recovery: grant.recovery }),
  };
}

function unlessSaid(ws: RestateKeysReads, value: ValueOf<"enrolment">): readonly NewVersion[] {
  return saidBefore(ws, "enrolment", value.key) > 0 ? [] : [versionOf(ws, "enrolment", value)];
}

/** Where this PC itself has ended a key. */
function ownCuts(ws: Needs<FactReader & FeedReader>, key: string): readonly (readonly Position[])[] {
  const { selfKey } = ws.store.facts();
  const feeds = ws.store.feeds().filter((feed) => feed.key === selfKey && feed.audience === "all");
  const revocations = feeds.flatMap((feed) =>
    [...ws.store.feedEntries(feed.id)].flatMap(({ kind, value }) =>
      kind === "revocation" && value !== null ? (valueIn("revocation", JSON.parse(value) as JsonObject) ?? []) : [],
    ),
  );
  return cutsOf(revocations.filter((revocation) => revocation.key === key));
}

/** Two cuts at the same places are one. */
function nameOf(cut: readonly Position[]): string {
  return cut
    .map(({ feed, hash }) => `${feed} ${hash}`)
    .sort()
    .join("\n");
}

/** How many versions of a record about a key this PC wrote itself. */
function saidBefore(ws: RestateKeysReads, kind: string, key: string): number {
  const { unit, selfKey } = ws.store.facts();
  const history = ws.store.history({ unit, kind, record: recordId(ws, kind, { key }) });
  return history.filter(({ feed }) => ws.store.keyOfFeed(feed) === selfKey).length;
}

function versionOf(ws: RestateKeysReads, kind: string, value: JsonObject): NewVersion {
  return { kind, record: recordId(ws, kind, value), unit: ws.store.facts().unit, audience: "all", value };
}
