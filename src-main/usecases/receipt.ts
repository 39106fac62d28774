// Receipts: the county says what it holds of a unit, and hands that back on the same drive, with returns and new campaign data.
import { sameJson, type JsonObject } from "../domain/json.ts";
import { Problem } from "../domain/problem.ts";
import { frontierOf, feedsFor } from "./carried-feeds.ts";
import { requireRole, type Desk } from "./desk.ts";
import { exportBundle, type Exported } from "./export-bundle.ts";
import { checkedUnit } from "./figures.ts";
import { gaps } from "./gaps.ts";
import { recordId } from "./put-record.ts";
import { lackingVolumes } from "./missing.ts";
import { setAsides } from "./set-aside.ts";
import type { Progress } from "./ports.ts";
import type { Admission, ImportRow, MissingRange, RecordView } from "./store-port.ts";

export type Issued = Exported & Readonly<{ unit: string; receipts: number }>;

/** What fits into one entry; the lowest stretch of every feed is always named, and a unit sends a feed from there to its end. */
const MOST_RANGES = 500;
const MOST_FEEDS = 500;
const MOST_MEDIA = 1000;

/**
 * Writes the receipts that are due to a unit, and exports them with all else that is addressed to it.
 *
 * @throws {Problem} `workspace-role`, `unit-unknown`, `receipt-none-due`, as {@link exportBundle}
 * @see design.md §3 Increment
 */
export async function issueReceipts(desk: Desk, unit: string, folder: string, progress: Progress): Promise<Issued> {
  const facts = desk.store.facts();
  requireRole(facts, "county");
  checkedUnit(desk, unit);
  const due = dueReceipts(desk, unit);
  const written = due.map((value) => ({
    kind: "receipt",
    record: recordId(desk, "receipt", value),
    unit: facts.unit,
    audience: `unit:${unit}` as const,
    value,
  }));
  desk.store.append(written);
  const exported = await exportBundle(
    desk,
    { folder, purpose: "receipt", recipient: { kind: "unit", unit }, plain: !hasKey(desk, unit), papers: [] },
    progress,
  );
  return { ...exported, unit, receipts: written.length };
}

/** Units with a bundle that has no receipt yet, or whose receipts no longer say how things stand. */
export function unitsDueReceipts(desk: Desk): readonly string[] {
  const units = new Set(handIns(desk).map((row) => row.unit));
  return [...units].filter((unit) => dueReceipts(desk, unit).length > 0).sort();
}

/** A bundle of a unit; of one whose volume 1 is not here, only what its other volumes say is known. */
type Row = Pick<ImportRow & Admission, "bundle" | "signer" | "unit" | "number" | "receivedMs" | "means"> &
  Pick<Admission, "added" | "known" | "quarantined"> &
  Readonly<{ missingVolumes: readonly number[] }>;

/** Every bundle that was read, once, in order of reading; after them those of which only further volumes are here. */
function handIns(desk: Desk, unit?: string): readonly Row[] {
  const rows = desk.store.imports().filter((row) => row.purpose === "hand-in" && (unit === undefined || row.unit === unit));
  const sets = desk.store.volumeSets(unit === undefined ? {} : { unit }).filter((set) => set.purpose === "hand-in");
  const lacking = new Map(sets.map((set) => [`${set.bundle} ${set.signer}`, lackingVolumes(desk, set)]));
  const whole = [...new Map(rows.toReversed().map((row) => [row.bundle, row])).values()].toReversed();
  const read = new Set(whole.map((row) => row.bundle));
  const { grants } = desk.store.authority();
  // A stranger's volume says nothing to a unit: only those of approved keys of that unit are answered before volume 1.
  const waiting = sets.filter((set) => !read.has(set.bundle) && grants.get(set.signer)?.unit === set.unit);
  return [
    ...whole.map((row) => ({ ...row, missingVolumes: lacking.get(`${row.bundle} ${row.signer}`) ?? [] })),
    ...waiting.flatMap((set) => {
      const [first] = set.come;
      if (first === undefined) return [];
      const { bundle, signer, unit: code, number } = set;
      const { receivedMs, means } = first;
      const missingVolumes = lacking.get(`${bundle} ${signer}`) ?? [];
      return [{ bundle, signer, unit: code, number, receivedMs, means, added: 0, known: 0, quarantined: 0, missingVolumes }];
    }),
  ];
}

/** A unit without an approved PC can open nothing that is sealed: its receipt goes plain, without personal data. */
function hasKey(desk: Desk, unit: string): boolean {
  return [...desk.store.authority().grants.values()].some(
    (grant) => grant.role === "unit" && grant.unit === unit && grant.cuts.length === 0,
  );
}

/** What a receipt is written anew for. */
const SAID_OF_BUNDLE = ["standing", "setAside", "missingVolumes"] as const;

/** @throws {Problem} `receipt-none-due` */
function dueReceipts(desk: Desk, unit: string): readonly JsonObject[] {
  const rows = handIns(desk, unit);
  const last = rows.at(-1);
  if (last === undefined) throw new Problem("receipt-none-due", { unit });
  const office = desk.store.facts().unit;
  const state = stateOf(desk, unit);
  const written = new Map<string, RecordView>();
  const due = rows.flatMap((row) => {
    const value: JsonObject = { ...bundlePart(desk, row), ...state };
    const record = recordId(desk, "receipt", value);
    const known = desk.store.record({ unit: office, kind: "receipt", record });
    if (known?.status !== "shown" || known.value === null) return [value];
    written.set(row.bundle, known);
    return SAID_OF_BUNDLE.every((name) => sameJson(known.value?.[name], value[name])) ? [] : [value];
  });
  if (due.length > 0) return due;
  const newest = [...written.values()].reduce((best, one) => ((one.editedAtMs ?? 0) > (best.editedAtMs ?? 0) ? one : best));
  return saysTheSame(newest.value ?? {}, state) ? [] : [{ ...bundlePart(desk, last), ...state }];
}

function saysTheSame(value: JsonObject, state: JsonObject): boolean {
  const names = ["frontier", "missing", "withheld", "unseen", "missingMedia", "mediaCut", "regressed"];
  return names.every((name) => sameJson(value[name], state[name]));
}

/** What became of one bundle. */
function bundlePart(desk: Desk, row: Row): JsonObject {
  const isApproved = desk.store.authority().grants.has(row.signer);
  const aside = setAsides(desk).find((one) => one.bundle === row.bundle && !one.takenBack);
  return {
    unit: row.unit,
    bundle: row.bundle,
    number: row.number,
    receivedAtMs: row.receivedMs,
    means: row.means,
    standing: isApproved ? "accepted" : "quarantined",
    entries: { added: row.added, known: row.known, quarantined: isApproved ? 0 : row.quarantined },
    missingVolumes: row.missingVolumes,
    ...(aside !== undefined && { setAside: aside.reason }),
  };
}

/** What is held of the unit now, and what is not. */
function stateOf(desk: Desk, unit: string): JsonObject {
  const found = gaps(desk, unit);
  const media = desk.store.lackingMedia(unit);
  return {
    frontier: frontierOf(feedsOf(desk, unit)),
    missing: cut(found.flatMap((gap) => gap.lacking)),
    withheld: cut(desk.store.withheldOf(unit)),
    unseen: found
      .filter((gap) => gap.unseen.length > 0)
      .slice(0, 50)
      .map((gap) => ({ device: gap.device, numbers: gap.unseen, lacking: gap.lacking.length > 0 })),
    missingMedia: media.slice(0, MOST_MEDIA),
    mediaCut: media.length > MOST_MEDIA,
    ...(desk.store.isRegressed(unit) && { regressed: true }),
  };
}

/** The unit's feeds, and the county's own to everyone, which the unit need not bring back; approved keys first. */
function feedsOf(desk: Desk, unit: string) {
  const { grants } = desk.store.authority();
  const feeds = feedsFor(desk, { kind: "county" }, (feed) => feed.unit === unit || feed.audience === "all");
  return [...feeds].sort((a, b) => Number(grants.has(b.key)) - Number(grants.has(a.key))).slice(0, MOST_FEEDS);
}

/** As many ranges as fit, the lowest of every feed first. */
function cut(ranges: readonly MissingRange[]): readonly MissingRange[] {
  const lowest = new Map<string, MissingRange>();
  for (const range of ranges)
    if (range.fromSeq < (lowest.get(range.feed)?.fromSeq ?? Number.MAX_SAFE_INTEGER)) lowest.set(range.feed, range);
  const first = new Set(lowest.values());
  return [...first, ...ranges.filter((range) => !first.has(range))].slice(0, MOST_RANGES);
}
