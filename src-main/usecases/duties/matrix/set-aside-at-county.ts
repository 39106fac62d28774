// What of this unit's records the county has set aside, as its receipts say: their duties are open again until it takes that back.
import type { Frontier, Position } from "../../../domain/feed/entry.ts";
import type { Reach } from "../../../domain/feed/frontier.ts";
import type { ValueOf } from "../../../domain/kinds/values.ts";
import type { RecordKey } from "../../../domain/record/projected.ts";
import type { Needs } from "../../workspace.ts";
import { deliveriesOf } from "./whose-bundle.ts";
import type { RecordReader } from "../../ports/store/records.ts";
import type { DeliveryReader } from "../../ports/store/deliveries.ts";
import type { ExportReader } from "../../ports/store/exports.ts";
import type { FactReader } from "../../ports/store/facts.ts";
import type { FeedReader } from "../../ports/store/feeds.ts";
import type { TrustReader } from "../../ports/store/trust.ts";
import type { VolumeReader } from "../../ports/store/volumes.ts";

export type SetAsideAtCountyNeeds = Needs<
  DeliveryReader & ExportReader & FactReader & FeedReader & RecordReader & TrustReader & VolumeReader
>;

type Receipt = ValueOf<"receipt">;

/** The newest receipt for each of this unit's bundles, by bundle id. */
export function receiptsByBundle(ws: Needs<RecordReader>): ReadonlyMap<string, Receipt> {
  const records = ws.store.allRecords({ kind: "receipt" });
  const oldestFirst = records.toSorted((a, b) => (a.editedAtMs ?? 0) - (b.editedAtMs ?? 0));
  return new Map(oldestFirst.flatMap(({ value }) => (value === null ? [] : [[value.bundle, value] as const])));
}

/** Why what a bundle brought is set aside at the county; null while it is not. */
export function reasonAside(receipt: Pick<Receipt, "setAside"> | undefined): string | null {
  return receipt?.setAside ?? null;
}

/** A bundle of this unit: made here, or read here from its other PC. */
type OwnBundle = Readonly<{ bundle: string; number: number; frontier: Frontier }>;

/** One that the county received, and whether what it first brought is set aside there. */
type Received = Readonly<{ aside: boolean; holds: Reach }>;

/** Whether the county shows no version of a record, because it set aside what first brought them. At the county itself: never. */
export function asideAtCounty(ws: SetAsideAtCountyNeeds): (key: RecordKey) => boolean {
  const received = ws.store.facts().role === "county" ? [] : receivedInOrder(ws);
  if (!received.some(({ aside }) => aside)) return () => false;
  return (key) => {
    const versions = ws.store.history(key);
    return versions.length > 0 && versions.every((version) => firstWith(received, version)?.aside === true);
  };
}

/** In the order in which they came to the county; those of one batch by number. */
function receivedInOrder(ws: SetAsideAtCountyNeeds): readonly Received[] {
  const receipts = receiptsByBundle(ws);
  const received = ownBundles(ws).flatMap((row) => {
    const receipt = receipts.get(row.bundle);
    return receipt === undefined ? [] : [{ row, aside: reasonAside(receipt) !== null, receivedMs: receipt.receivedAtMs }];
  });
  return received
    .toSorted((a, b) => a.receivedMs - b.receivedMs || a.row.number - b.row.number)
    .map(({ row, aside }) => ({ aside, holds: ws.store.reach(row.frontier) }));
}

function ownBundles(ws: SetAsideAtCountyNeeds): readonly OwnBundle[] {
  const { unit } = ws.store.facts();
  const read = deliveriesOf(ws, unit).filter((row) => row.purpose === "hand-in");
  return [...ws.store.exports(), ...read.map(({ bundle, number, claimed }) => ({ bundle, number, frontier: claimed }))];
}

/** The bundle that first brought an entry: later ones with the same entry bring nothing of it. */
function firstWith(received: readonly Received[], place: Position): Received | undefined {
  return received.find(({ holds }) => holds(place));
}
