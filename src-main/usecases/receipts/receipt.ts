// Receipts: the county says what it holds of a unit, and hands that back on the same drive, with returns and new campaign data.
import { hasApprovedKey } from "../sending/choose/recipients.ts";
import type { Frontier } from "../../domain/feed/entry.ts";
import { canonicalJson, sameJson, type Json, type JsonObject } from "../../domain/json.ts";
import { Problem } from "../../domain/problem.ts";
import { frontierOf, feedsFor } from "../sending/choose/carried-feeds.ts";
import { acceptanceOf } from "./acceptance.ts";
import { countyPcs, requireOffice } from "../trust/county-pcs.ts";
import type { Needs } from "../workspace.ts";
import { exportBundle, type Exported, type ExportBundleNeeds } from "../sending/write/export-bundle.ts";
import { gaps, type GapsNeeds } from "./gaps.ts";
import { nameFrontier } from "../duties/reports/name-frontier.ts";
import { recordId } from "../records/versions/put-record.ts";
import { lackingVolumes, type MissingNeeds } from "./missing.ts";
import { setAsides } from "../receiving/log/set-aside.ts";
import type { Progress } from "../ports/progress.ts";
import type { Delivery, DeliveryReader } from "../ports/store/deliveries.ts";
import type { MissingRange, FeedReader } from "../ports/store/feeds.ts";
import type { RecordView, RecordWriter, RecordReader } from "../ports/store/records.ts";
import { deliveriesOf, volumeSetsOf } from "../duties/matrix/whose-bundle.ts";
import { checkedUnit } from "../campaign.ts";
import type { FactReader } from "../ports/store/facts.ts";
import type { TrustReader } from "../ports/store/trust.ts";
import type { ExportReader } from "../ports/store/exports.ts";
import type { OriginalReader } from "../ports/store/originals.ts";
import type { ReceiptReader } from "../ports/store/receipts.ts";
import type { VolumeReader } from "../ports/store/volumes.ts";
import { originalsDue } from "../records/originals/small-ones.ts";

export type ReceiptNeeds = ExportBundleNeeds &
  GapsNeeds &
  MissingNeeds &
  Needs<
    DeliveryReader &
      ExportReader &
      FactReader &
      FeedReader &
      OriginalReader &
      ReceiptReader &
      RecordWriter &
      TrustReader &
      VolumeReader,
    "campaign" | "sha256" | "world"
  >;

type ReceiptReads = GapsNeeds &
  MissingNeeds &
  Needs<
    DeliveryReader &
      ExportReader &
      FactReader &
      FeedReader &
      OriginalReader &
      ReceiptReader &
      RecordReader &
      TrustReader &
      VolumeReader,
    "sha256" | "world"
  >;

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
export async function issueReceipts(ws: ReceiptNeeds, unit: string, folder: string, progress: Progress): Promise<Issued> {
  const facts = ws.store.facts();
  requireOffice(ws);
  checkedUnit(ws, unit);
  const { about, state, frontier } = dueReceipts(ws, unit);
  const audience = `unit:${unit}` as const;
  const named =
    about.length === 0
      ? {}
      : nameFrontier(ws, frontier, (page) => ({ kind: "receipt-frontier", audience, value: { unit, frontier: page } }));
  const written = about.map((bundle) => {
    const value = { ...bundle, ...state, ...named };
    return { kind: "receipt", record: recordId(ws, "receipt", value), unit: facts.unit, audience, value };
  });
  ws.store.append(written);
  const exported = await exportBundle(
    ws,
    { folder, purpose: "receipt", recipient: { kind: "unit", unit }, plain: !hasApprovedKey(ws, unit), papers: [] },
    progress,
  );
  return { ...exported, unit, receipts: written.length };
}

/** Units with a bundle that has no receipt yet, whose receipts no longer say how things stand, or never reached a drive. */
export function unitsDueReceipts(ws: ReceiptReads): readonly string[] {
  const units = new Set(handIns(ws).map((row) => row.unit));
  const carried = carriedSoFar(ws);
  return [...units].filter((unit) => dueReceipts(ws, unit).about.length > 0 || isUncarried(ws, unit, carried)).sort();
}

/** How far the feeds of this PC have left it in finished bundles. */
function carriedSoFar(ws: ReceiptReads): ReadonlyMap<string, number> {
  const { selfKey } = ws.store.facts();
  const reach = new Map<string, number>(
    ws.store.feeds().flatMap((feed) => (feed.key === selfKey ? [[feed.hash, -1] as const] : [])),
  );
  for (const { frontier } of ws.store.exports())
    for (const [feed, heads] of Object.entries(frontier))
      if (reach.has(feed)) reach.set(feed, Math.max(reach.get(feed) ?? -1, ...heads.map(({ seq }) => seq)));
  return reach;
}

/** A receipt was written here, but its bundle was not: the drive was full, locked or pulled out. */
function isUncarried(ws: ReceiptReads, unit: string, carried: ReadonlyMap<string, number>): boolean {
  const office = ws.store.facts().unit;
  return handIns(ws, unit).some((row) => {
    const issuer = ws.store.facts().selfKey;
    const record = recordId(ws, "receipt", { unit, bundle: row.bundle, issuer });
    const versions = ws.store.history({ unit: office, kind: "receipt", record });
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
function handIns(ws: ReceiptReads, unit?: string): readonly Row[] {
  const rows = deliveriesOf(ws, unit).filter((row) => row.purpose === "hand-in");
  const sets = volumeSetsOf(ws, unit).filter((set) => set.purpose === "hand-in");
  const lacking = new Map(sets.map((set) => [`${set.bundle} ${set.signer}`, lackingVolumes(ws, set)]));
  const read = new Set(rows.map((row) => row.bundle));
  const waiting = sets.filter((set) => !read.has(set.bundle));
  return [
    ...rows.map((row) => ({ ...row, missingVolumes: lacking.get(`${row.bundle} ${row.signer}`) ?? [] })),
    ...waiting.flatMap((set) => {
      const [first] = set.arrived;
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
function dueReceipts(ws: ReceiptReads, unit: string): Due {
  const rows = handIns(ws, unit);
  const last = rows.at(-1);
  if (last === undefined) throw new Problem("receipt-none-due", { unit });
  const office = ws.store.facts().unit;
  const [state, frontier] = [stateOf(ws, unit), frontierFor(ws, unit)];
  const written = new Map<string, RecordView>();
  const due = rows.flatMap((row) => {
    const value = bundlePart(ws, row);
    const known = lastReceiptFor(ws, office, row.bundle);
    if (known === undefined) return [value];
    written.set(row.bundle, known);
    return SAID_OF_BUNDLE.every((name) => sameJson(known.value?.[name], value[name])) ? [] : [value];
  });
  if (due.length > 0) return { about: due, state, frontier };
  // Of several within one instant that of the last bundle: a clock that others pushed ahead stands still.
  const newest = [...written.values()].reduce((best, one) => ((one.editedAtMs ?? 0) >= (best.editedAtMs ?? 0) ? one : best));
  const isSaid = saysTheSame(ws, newest.value ?? {}, state, frontier);
  return { about: isSaid ? [] : [bundlePart(ws, last)], state, frontier };
}

/** The newest receipt for a bundle that a PC of the office wrote. */
function lastReceiptFor(ws: ReceiptReads, office: string, bundle: string): RecordView | undefined {
  const written = issuers(ws).flatMap((issuer) => {
    const found = ws.store.record({ unit: office, kind: "receipt", record: recordId(ws, "receipt", { bundle, issuer }) });
    return found?.status === "shown" && found.value !== null ? [found] : [];
  });
  return written.reduce<RecordView | undefined>(
    (best, one) => (best === undefined || (one.editedAtMs ?? 0) > (best.editedAtMs ?? 0) ? one : best),
    undefined,
  );
}

function issuers(ws: Needs<FactReader & TrustReader>): readonly string[] {
  return [...new Set([ws.store.facts().selfKey, ...countyPcs(ws).map((pc) => pc.key)])];
}

function saysTheSame(ws: Needs<FeedReader>, value: JsonObject, state: JsonObject, frontier: Frontier): boolean {
  const said = ws.store.frontierNamed(value);
  if (said === undefined || !sameJson(said, frontier)) return false;
  const names = ["missing", "withheld", "unseen", "missingMedia", "mediaCut", "regressed"];
  return names.every((name) => sameJson(value[name], state[name]));
}

/** What became of one bundle. */
function bundlePart(ws: ReceiptReads, row: Row): JsonObject {
  const standing = acceptanceOf(ws, row);
  const aside = setAsides(ws).find((one) => one.bundle === row.bundle && !one.takenBack);
  return {
    unit: row.unit,
    bundle: row.bundle,
    number: row.number,
    receivedAtMs: row.receivedMs,
    means: row.means,
    standing,
    entries: { added: row.added, known: row.known, quarantined: 0 },
    missingVolumes: row.missingVolumes.slice(0, MOST_NAMED.volumes),
    issuer: ws.store.facts().selfKey,
    ...(aside !== undefined && { setAside: aside.reason }),
  };
}

/** What is not held of the unit now. */
function stateOf(ws: ReceiptReads, unit: string): JsonObject {
  const found = gaps(ws, unit);
  const media = originalsDue(ws, unit);
  const missingMedia = cut(media, MOST.media);
  return {
    missing: cut(lowestFirst(found.flatMap((gap) => gap.lacking)), MOST.missing),
    withheld: cut(lowestFirst(ws.store.withheldOf(unit)), MOST.withheld),
    unseen: cut(
      found
        .filter(({ unseen }) => unseen.length > 0)
        .slice(0, MOST_NAMED.unseen)
        .map(({ device, unseen, lacking }) => ({ device, numbers: unseen, lacking: lacking.length > 0 })),
      MOST.unseen,
    ),
    missingMedia,
    mediaCut: media.length > missingMedia.length,
    ...(ws.store.isRegressed(unit) && { regressed: true }),
  };
}

/** The unit's feeds, and the county's own to everyone, which the unit need not bring back. */
function frontierFor(ws: Needs<FeedReader & TrustReader>, unit: string): Frontier {
  return frontierOf(feedsFor(ws, { kind: "county" }, (one) => one.unit === unit || one.audience === "all"));
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
