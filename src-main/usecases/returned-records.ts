// What the county has returned and nobody has changed since.
import type { JsonObject } from "../domain/json.ts";
import type { RecordKey } from "../domain/projected.ts";
import type { Desk } from "./desk.ts";
import type { RecordView } from "./store-port.ts";

/** A record as it was returned, with the review that says why. */
export type Returned = Readonly<{ record: RecordView; review: RecordView; reason: string }>;

/** Reviews are few beside the records they are about: they are what is looked through. @param unit only this unit's. */
export function returnedRecords(desk: Desk, unit: string | undefined): readonly Returned[] {
  const reviews = desk.store.records({ kind: "review", limit: 10_000 }).records;
  return reviews.flatMap((review) => {
    const about = review.value?.["about"] as (RecordKey & Readonly<{ heads: readonly string[] }>) | undefined;
    if (review.value?.["decision"] !== "return" || about === undefined || (unit !== undefined && about.unit !== unit)) return [];
    const record = desk.store.record(about);
    const holds = record?.status === "shown" && isSame(record.heads, about.heads);
    return holds ? [{ record, review, reason: reasonOf(review.value) }] : [];
  });
}

function isSame(heads: readonly string[], judged: readonly string[]): boolean {
  return heads.length === judged.length && heads.every((head) => judged.includes(head));
}

function reasonOf(value: JsonObject): string {
  return typeof value["reason"] === "string" ? value["reason"] : "";
}
