// What of this unit's records the county has set aside, as its receipts say: their duties are open again until it takes that back.
import type { Frontier, Position } from "../domain/entry.ts";
import type { Reach } from "../domain/feed/frontier.ts";
import type { JsonObject } from "../domain/json.ts";
import type { RecordKey } from "../domain/projected.ts";
import type { Desk } from "./desk.ts";
import { deliveriesOf } from "./whose-bundle.ts";

/** The newest receipt for each of this unit's bundles, by bundle id. */
export function receiptsByBundle(desk: Desk): ReadonlyMap<string, JsonObject> {
  const { records } = desk.store.records({ kind: "receipt", limit: 10_000 });
  const oldestFirst = records.toSorted((a, b) => (a.editedAtMs ?? 0) - (b.editedAtMs ?? 0));
  return new Map(oldestFirst.map(({ value }) => [String(value?.["bundle"]), value ?? {}]));
}

/** Why what a bundle brought is set aside at the county; null while it is not. */
export function reasonAside(receipt: JsonObject | undefined): string | null {
  const reason = receipt?.["setAside"];
  return typeof reason === "string" ? reason : null;
}

/** A bundle of this unit: made here, or read here from its other PC. */
type OwnBundle = Readonly<{ bundle: string; number: number; frontier: Frontier }>;

/** One that the county received, and whether what it first brought is set aside there. */
type Received = Readonly<{ aside: boolean; holds: Reach }>;

/** Whether the county shows no version of a record, because it set aside what first brought them. At the county itself: never. */
export function asideAtCounty(desk: Desk): (key: RecordKey) => boolean {
  const received = desk.store.facts().role === "county" ? [] : receivedInOrder(desk);
  if (!received.some(({ aside }) => aside)) return () => false;
  return (key) => {
    const versions = desk.store.history(key);
    return versions.length > 0 && versions.every((version) => firstWith(received, version)?.aside === true);
  };
}

/** In the order in which they came to the county; those of one batch by number. */
function receivedInOrder(desk: Desk): readonly Received[] {
  const receipts = receiptsByBundle(desk);
  const received = ownBundles(desk).flatMap((row) => {
    const receipt = receipts.get(row.bundle);
    return receipt === undefined
      ? []
      : [{ row, aside: reasonAside(receipt) !== null, receivedMs: Number(receipt["receivedAtMs"]) }];
  });
  return received
    .toSorted((a, b) => a.receivedMs - b.receivedMs || a.row.number - b.row.number)
    .map(({ row, aside }) => ({ aside, holds: desk.store.reach(row.frontier) }));
}

function ownBundles(desk: Desk): readonly OwnBundle[] {
  const { unit } = desk.store.facts();
  const read = deliveriesOf(desk, unit).filter((row) => row.purpose === "hand-in");
  return [...desk.store.exports(), ...read.map(({ bundle, number, claimed }) => ({ bundle, number, frontier: claimed }))];
}

/** The bundle that first brought an entry: later ones with the same entry bring nothing of it. */
function firstWith(received: readonly Received[], place: Position): Received | undefined {
  return received.find(({ holds }) => holds(place));
}
