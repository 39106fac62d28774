// A new root says again who may write: so that a workspace that pins it, and never knew the one before, trusts the same keys.
import { cutsOf, type Authority, type Grant } from "../domain/authority.ts";
import type { Position } from "../domain/entry.ts";
import type { JsonObject } from "../domain/json.ts";
import type { Desk } from "./desk.ts";
import { recordId } from "./put-record.ts";
import { endingsOf } from "./revoke-key.ts";
import type { NewVersion } from "./store-port.ts";

/** Writes what a root that followed another one has not said yet; nothing where it was pinned itself. */
export function restateKeys(desk: Desk): void {
  const { root, selfKey } = desk.store.facts();
  if (root === selfKey) return;
  const versions = restatement(desk, desk.store.authority(), () => undefined);
  if (versions.length > 0) desk.store.append(versions);
}

/**
 * Enrolments and endings of all keys in a list of this PC's own making, as far as it has not written them.
 *
 * @param endOf last good positions of keys that end with this, besides those that have ended already.
 */
export function restatement(
  desk: Desk,
  authority: Authority,
  endOf: (key: string) => readonly Position[] | undefined,
): readonly NewVersion[] {
  return [...authority.grants].flatMap(([key, grant]) => {
    const value = enrolmentOf(key, grant);
    if (value === undefined) return [];
    const end = endOf(key);
    const said = new Set(ownCuts(desk, key).map(nameOf));
    const cuts = new Map([...grant.cuts, ...(end === undefined ? [] : [end])].map((cut) => [nameOf(cut), cut]));
    const endings = [...cuts].flatMap(([name, cut]) =>
      said.has(name) ? [] : endingsOf(desk, cut, { key, reason: "县密钥交接" }),
    );
    return [...unlessSaid(desk, "enrolment", value), ...endings];
  });
}

/** A former root comes to be a county PC. A key that nobody enrolled is left out. */
function enrolmentOf(key: string, grant: Grant): JsonObject | undefined {
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

function unlessSaid(desk: Desk, kind: string, value: JsonObject): readonly NewVersion[] {
  return saidBefore(desk, kind, String(value["key"])) > 0 ? [] : [versionOf(desk, kind, value)];
}

/** Where this PC itself has ended a key. */
function ownCuts(desk: Desk, key: string): readonly (readonly Position[])[] {
  const { selfKey } = desk.store.facts();
  const feeds = desk.store.feeds().filter((feed) => feed.key === selfKey && feed.audience === "all");
  const revocations = feeds.flatMap((feed) =>
    [...desk.store.feedEntries(feed.id)].flatMap(({ kind, value }) =>
      kind === "revocation" && value !== null ? [JSON.parse(value) as JsonObject] : [],
    ),
  );
  return cutsOf(revocations.filter((value) => value["key"] === key));
}

/** Two cuts at the same places are one. */
function nameOf(cut: readonly Position[]): string {
  return cut
    .map(({ feed, hash }) => `${feed} ${hash}`)
    .sort()
    .join("\n");
}

/** How many versions of a record about a key this PC wrote itself. */
function saidBefore(desk: Desk, kind: string, key: string): number {
  const { unit, selfKey } = desk.store.facts();
  const history = desk.store.history({ unit, kind, record: recordId(desk, kind, { key }) });
  return history.filter(({ feed }) => desk.store.keyOfFeed(feed) === selfKey).length;
}

function versionOf(desk: Desk, kind: string, value: JsonObject): NewVersion {
  return { kind, record: recordId(desk, kind, value), unit: desk.store.facts().unit, audience: "all", value };
}
