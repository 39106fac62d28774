// What the county counts, reckoned a second time by the sentence of design.md §7 (H): entry by entry over plain sets.
import type { Entry } from "../../../src-main/domain/feed/entry.ts";
import { foldRecord } from "../../../src-main/domain/record/fold.ts";
import type { JsonObject } from "../../../src-main/domain/json.ts";
import { toHex, valueOf, versionOf, type EntryRow } from "../../../src-main/store/db/codec.ts";
import { readProjected } from "../../../src-main/store/project/figure-queries.ts";
import { rulesOf } from "../../../src-main/store/project/project.ts";
import { ROOT, UNIT, type Device } from "./season.ts";

type Held = Readonly<{ hash: string; entry: Entry; row: EntryRow; feedKey: string; feedUnit: string }>;

/** One record as statistics take it. */
export type Counted = Readonly<{ record: string; value: JsonObject; handedIn: boolean; later: boolean }>;

/** What the store hands to statistics. */
export function countedOf(device: Device): readonly Counted[] {
  return readProjected(device.statements, UNIT)
    .filter(({ kind }) => kind === "activity")
    .map(({ record, value, handedIn, later }) => ({ record, value, handedIn, later }))
    .sort(byRecord);
}

/** The same by the sentence. */
export function countedAgain(device: Device): readonly Counted[] {
  const held = heldBy(device);
  const inH = handedIn(held);
  const records = Map.groupBy(
    [...held.values()].filter(({ entry }) => entry.kind === "activity"),
    ({ entry }) => entry.record,
  );
  return [...records].flatMap(([record, versions]) => countedRecord(record, versions, inH)).sort(byRecord);
}

const byRecord = (a: Counted, b: Counted): number => (a.record < b.record ? -1 : 1);

function heldBy({ statements }: Device): ReadonlyMap<string, Held> {
  const rows = statements(
    "SELECT entry.*, feed.key, feed.unit FROM entry JOIN feed ON feed.id = entry.feed_id",
  ).all() as (EntryRow & {
    key: Uint8Array;
    unit: string;
  })[];
  return new Map(
    rows.map((row) => {
      const hash = toHex(row.hash);
      return [hash, { hash, entry: JSON.parse(row.text) as Entry, row, feedKey: toHex(row.key), feedUnit: row.unit }];
    }),
  );
}

/** The union of the ancestries of the frontiers of every good report version whose frontier is wholly held. */
function handedIn(held: ReadonlyMap<string, Held>): ReadonlySet<string> {
  const all = new Set<string>();
  for (const { entry, row } of held.values()) {
    if (entry.kind !== "report" || row.standing !== "good" || row.value === null) continue;
    const ancestries = headsNamed(row.value, held).map((hash) => (hash === undefined ? undefined : ancestryOf(hash, held)));
    if (!ancestries.includes(undefined)) for (const hash of ancestries.flatMap((ancestry) => ancestry ?? [])) all.add(hash);
  }
  return all;
}

type Named = Readonly<{
  frontier?: Readonly<Record<string, readonly Readonly<{ hash: string }>[]>>;
  pages?: readonly Readonly<{ hash: string }>[];
}>;

/** What a report names, itself or on its pages; undefined for what stands on a page that is not here. */
function headsNamed(text: string, held: ReadonlyMap<string, Held>): readonly (string | undefined)[] {
  const { frontier = {}, pages = [] } = JSON.parse(text) as Named;
  const onPages = pages.flatMap(({ hash }) => {
    const page = held.get(hash)?.row.value ?? null;
    return page === null ? [undefined] : headsNamed(page, held);
  });
  const heads = Object.values(frontier).flat();
  return [...heads.map(({ hash }) => hash), ...onPages];
}

/** Undefined where something before the entry is not here. */
function ancestryOf(hash: string, held: ReadonlyMap<string, Held>): readonly string[] | undefined {
  const walked: string[] = [];
  for (let at: string | null = hash; at !== null;) {
    const here: Held | undefined = held.get(at);
    if (here === undefined) return undefined;
    walked.push(at);
    at = here.entry.prev;
  }
  return walked;
}

function countedRecord(record: string, versions: readonly Held[], inH: ReadonlySet<string>): readonly Counted[] {
  const counts = versions.filter(({ hash, feedKey }) => inH.has(hash) || feedKey === ROOT);
  const outside = new Set(versions.filter((version) => !counts.includes(version)).map(({ hash }) => hash));
  const rules = rulesOf("activity");
  const [whole, counted] = [
    foldRecord(versions.map(asVersion), rules),
    foldRecord(counts.map(asVersion).map(without(outside)), rules),
  ];
  const same =
    JSON.stringify([whole.status, whole.heads, whole.value]) === JSON.stringify([counted.status, counted.heads, counted.value]);
  if (counted.status === "shown" && counted.value !== null)
    return [{ record, value: counted.value, handedIn: true, later: !same }];
  return whole.status === "shown" && whole.value !== null ? [{ record, value: whole.value, handedIn: false, later: false }] : [];
}

function asVersion({ hash, entry, row }: Held) {
  return versionOf(hash, entry, row.standing, valueOf(row.value));
}

const without =
  (outside: ReadonlySet<string>) =>
  (version: ReturnType<typeof asVersion>): ReturnType<typeof asVersion> => ({
    ...version,
    parents: version.parents.filter((parent) => !outside.has(parent)),
  });
