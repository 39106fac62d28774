// Receipts: the county says what it holds of a unit, and hands that back on the same drive, with returns and new campaign data.
import { hasApprovedKey } from "./recipients.ts";
import type { Frontier } from "../domain/entry.ts";
import { canonicalJson, sameJson, type Json, type JsonObject } from "../domain/json.ts";
import { Problem } from "../domain/problem.ts";
import { frontierOf, feedsFor } from "./carried-feeds.ts";
import { standingOfBundle } from "./bundle-standing.ts";
import { countyPcs, requireOffice } from "./county-pcs.ts";
import type { Desk } from "./desk.ts";
import { exportBundle, type Exported } from "./export-bundle.ts";
import { checkedUnit } from "./figures.ts";
import { gaps } from "./gaps.ts";
import { nameFrontier } from "./name-frontier.ts";
import { recordId } from "./put-record.ts";
import { lackingVolumes } from "./missing.ts";
import { setAsides } from "./set-aside.ts";
import type { Progress } from "./ports.ts";
import type { Delivery } from "./office-port.ts";
import type { MissingRange } from "./sending-port.ts";
import type { RecordView } from "./store-port.ts";
import { deliveriesOf, volumeSetsOf } from "./whose-bundle.ts";

export type Issued = Exported & Readonly<{ unit: string; receipts: number }>;

/** PCs and volumes that a receipt names. */
const MOST_NAMED = { unseen: 50, volumes: 1000 };

/**
 * Letters of the lists in one entry, which with a frontier within it stays below what a value may be. Of stretches the lowest of every
 * feed come first, because a unit sends a feed from there to its end; what has no room is asked for by the next receipt.
 */
const MOST = { missing: 32_000, withheld: 32_000, unseen: 24_000, media: 24_000 };

/**
 * Writes the receipts that are due to a unit, and exports them with all else that is addressed to it.
 *
 * @throws {Problem} `workspace-role`, `unit-unknown`, `receipt-none-due`, as {@link exportBundle}
 * @see design.md §3 Increment
 */
export async function issueReceipts(desk: Desk, unit: string, folder: string, progress: Progress): Promise<Issued> {
  const facts = desk.store.facts();
  requireOffice(desk);
  checkedUnit(desk, unit);
  const { about, state, frontier } = dueReceipts(desk, unit);
  const audience = `unit:${unit}` as const;
  const named =
    about.length === 0
      ? {}
      : nameFrontier(desk, frontier, (page) => ({ kind: "receipt-frontier", audience, value: { unit, frontier: page } }));
  const written = about.map((bundle) => {
    const value = { ...bundle, ...state, ...named };
    return { kind: "receipt", record: recordId(desk, "receipt", value), unit: facts.unit, audience, value };
  });
  desk.store.append(written);
  const exported = await exportBundle(
    desk,
    { folder, purpose: "receipt", recipient: { kind: "unit", unit }, plain: !hasApprovedKey(desk, unit), papers: [] },
    progress,
  );
  return { ...exported, unit, receipts: written.length };
}

/** Units with a bundle that has no receipt yet, whose receipts no longer say how things stand, or never reached a drive. */
export function unitsDueReceipts(desk: Desk): readonly string[] {
  const units = new Set(handIns(desk).map((row) => row.unit));
  const carried = carriedSoFar(desk);
  return [...units].filter((unit) => dueReceipts(desk, unit).about.length > 0 || isUncarried(desk, unit, carried)).sort();
}

/** How far the feeds of this PC have left it in finished bundles. */
function carriedSoFar(desk: Desk): ReadonlyMap<string, number> {
  const { selfKey } = desk.store.facts();
  const reach = new Map<string, number>(
    desk.store.feeds().flatMap((feed) => (feed.key === selfKey ? [[feed.hash, -1] as const] : [])),
  );
  for (const { frontier } of desk.store.exports())
    for (const [feed, heads] of Object.entries(frontier))
      if (reach.has(feed)) reach.set(feed, Math.max(reach.get(feed) ?? -1, ...heads.map(({ seq }) => seq)));
  return reach;
}

/** A receipt was written here, but its bundle was not: the drive was full, locked or pulled out. */
function isUncarried(desk: Desk, unit: string, carried: ReadonlyMap<string, number>): boolean {
  const office = desk.store.facts().unit;
  return handIns(desk, unit).some((row) => {
    const issuer = desk.store.facts().selfKey;
    const record = recordId(desk, "receipt", { unit, bundle: row.bundle, issuer });
    const versions = desk.store.history({ unit: office, kind: "receipt", record });
    return versions.some(({ feed, seq }) => seq > (carried.get(feed) ?? Number.MAX_SAFE_INTEGER));
  });
}

/** A bundle of a unit; of one whose volume 1 is not here, only what its other volumes say is known. */
type Row = Pick<
  Delivery,
  "bundle" | "signer" | "unit" | "number" | "receivedMs" | "means" | "claimed" | "added" | "known" | "quarantined"
> &
  Readonly<{ missingVolumes: readonly number[] }>;

/** Every bundle that the office received, once, in order of reading; after them those of which only further volumes are here. */
function handIns(desk: Desk, unit?: string): readonly Row[] {
  const rows = deliveriesOf(desk, unit).filter((row) => row.purpose === "hand-in");
  const sets = volumeSetsOf(desk, unit).filter((set) => set.purpose === "hand-in");
  const lacking = new Map(sets.map((set) => [`${set.bundle} ${set.signer}`, lackingVolumes(desk, set)]));
  const read = new Set(rows.map((row) => row.bundle));
  const waiting = sets.filter((set) => !read.has(set.bundle));
  return [
    ...rows.map((row) => ({ ...row, missingVolumes: lacking.get(`${row.bundle} ${row.signer}`) ?? [] })),
    ...waiting.flatMap((set) => {
      const [first] = set.come;
      if (first === undefined) return [];
      const { bundle, signer, unit: code, number, claimed } = set;
      const { receivedMs, means } = first;
      const missingVolumes = lacking.get(`${bundle} ${signer}`) ?? [];
      return [
        { bundle, signer, unit: code, number, receivedMs, means, claimed, added: 0, known: 0, quarantined: 0, missingVolumes },
      ];
    }),
  ];
}

/** What a receipt is written anew for. */
const SAID_OF_BUNDLE = ["standing", "setAside", "missingVolumes"] as const;

/** What is to be said: of which bundles, and of what is held now. */
type Due = Readonly<{ about: readonly JsonObject[]; state: JsonObject; frontier: Frontier }>;

/** @throws {Problem} `receipt-none-due` */
function dueReceipts(desk: Desk, unit: string): Due {
  const rows = handIns(desk, unit);
  const last = rows.at(-1);
  if (last === undefined) throw new Problem("receipt-none-due", { unit });
  const office = desk.store.facts().unit;
  const [state, frontier] = [stateOf(desk, unit), frontierFor(desk, unit)];
  const written = new Map<string, RecordView>();
  const due = rows.flatMap((row) => {
    const value = bundlePart(desk, row);
    const known = lastReceiptFor(desk, office, row.bundle);
    if (known === undefined) return [value];
    written.set(row.bundle, known);
    return SAID_OF_BUNDLE.every((name) => sameJson(known.value?.[name], value[name])) ? [] : [value];
  });
  if (due.length > 0) return { about: due, state, frontier };
  // Of several within one instant that of the last bundle: a clock that others pushed ahead stands still.
  const newest = [...written.values()].reduce((best, one) => ((one.editedAtMs ?? 0) >= (best.editedAtMs ?? 0) ? one : best));
  const isSaid = saysTheSame(desk, newest.value ?? {}, state, frontier);
  return { about: isSaid ? [] : [bundlePart(desk, last)], state, frontier };
}

/** The newest receipt for a bundle that a PC of the office wrote. */
function lastReceiptFor(desk: Desk, office: string, bundle: string): RecordView | undefined {
  const written = issuers(desk).flatMap((issuer) => {
    const found = desk.store.record({ unit: office, kind: "receipt", record: recordId(desk, "receipt", { bundle, issuer }) });
    return found?.status === "shown" && found.value !== null ? [found] : [];
  });
  return written.reduce<RecordView | undefined>(
    (best, one) => (best === undefined || (one.editedAtMs ?? 0) > (best.editedAtMs ?? 0) ? one : best),
    undefined,
  );
}

function issuers(desk: Desk): readonly string[] {
  return [...new Set([desk.store.facts().selfKey, ...countyPcs(desk).map((pc) => pc.key)])];
}

function saysTheSame(desk: Desk, value: JsonObject, state: JsonObject, frontier: Frontier): boolean {
  const said = desk.store.frontierNamed(value);
  if (said === undefined || !sameJson(said, frontier)) return false;
  const names = ["missing", "withheld", "unseen", "missingMedia", "mediaCut", "regressed"];
  return names.every((name) => sameJson(value[name], state[name]));
}

/** What became of one bundle. */
function bundlePart(desk: Desk, row: Row): JsonObject {
  const standing = standingOfBundle(desk, row);
  const aside = setAsides(desk).find((one) => one.bundle === row.bundle && !one.takenBack);
  return {
    unit: row.unit,
    bundle: row.bundle,
    number: row.number,
    receivedAtMs: row.receivedMs,
    means: row.means,
    standing,
    entries: { added: row.added, known: row.known, quarantined: 0 },
    missingVolumes: row.missingVolumes.slice(0, MOST_NAMED.volumes),
    issuer: desk.store.facts().selfKey,
    ...(aside !== undefined && { setAside: aside.reason }),
  };
}

/** What is not held of the unit now. */
function stateOf(desk: Desk, unit: string): JsonObject {
  const found = gaps(desk, unit);
  const media = desk.store.lackingMedia(unit);
  const missingMedia = cut(media, MOST.media);
  return {
    missing: cut(lowestFirst(found.flatMap((gap) => gap.lacking)), MOST.missing),
    withheld: cut(lowestFirst(desk.store.withheldOf(unit)), MOST.withheld),
    unseen: cut(
      found
        .filter(({ unseen }) => unseen.length > 0)
        .slice(0, MOST_NAMED.unseen)
        .map(({ device, unseen, lacking }) => ({ device, numbers: unseen, lacking: lacking.length > 0 })),
      MOST.unseen,
    ),
    missingMedia,
    mediaCut: media.length > missingMedia.length,
    ...(desk.store.isRegressed(unit) && { regressed: true }),
  };
}

/** The unit's feeds, and the county's own to everyone, which the unit need not bring back. */
function frontierFor(desk: Desk, unit: string): Frontier {
  return frontierOf(feedsFor(desk, { kind: "county" }, (one) => one.unit === unit || one.audience === "all"));
}

/** The lowest stretch of every feed first. */
function lowestFirst(ranges: readonly MissingRange[]): readonly MissingRange[] {
  const lowest = new Map<string, MissingRange>();
  for (const range of ranges)
    if (range.fromSeq < (lowest.get(range.feed)?.fromSeq ?? Number.MAX_SAFE_INTEGER)) lowest.set(range.feed, range);
  const first = new Set(lowest.values());
  return [...first, ...ranges.filter((range) => !first.has(range))];
}

/** The first of a list, as many as fit into so many bytes. */
function cut<T extends Json>(list: readonly T[], mostBytes: number): readonly T[] {
  let left = mostBytes;
  const end = list.findIndex((item) => (left -= Buffer.byteLength(canonicalJson(item)) + 1) < 0);
  return end < 0 ? list : list.slice(0, end);
}
