// What the county has returned and nobody has changed since, nor answered by another report in its place.
import { unlessReplaced } from "./answers.ts";
import type { Desk } from "./desk.ts";
import type { RecordKey } from "../domain/projected.ts";
import { reviewStateOf } from "./review.ts";
import type { RecordView } from "./store-port.ts";

/** A record as it was returned, with the review that says why. */
export type Returned = Readonly<{ record: RecordView; review: RecordView; reason: string }>;

/** Reviews are few beside the records they are about: they are what is looked through. @param unit only this unit's. */
export function returnedRecords(desk: Desk, unit: string | undefined): readonly Returned[] {
  const reviews = desk.store.records({ kind: "review", limit: 10_000 }).records;
  const open = reviews.flatMap((review) => {
    const about = review.value?.["about"] as (RecordKey & Readonly<{ heads: readonly string[] }>) | undefined;
    if (review.value?.["decision"] !== "return" || about === undefined || (unit !== undefined && about.unit !== unit)) return [];
    const record = desk.store.record(about);
    if (record?.status !== "shown") return [];
    const reason = typeof review.value["reason"] === "string" ? review.value["reason"] : "";
    const judged = { decision: "return" as const, reason, heads: about.heads, record: review };
    return reviewStateOf(judged, record.heads) === "returned" ? [{ record, review, reason }] : [];
  });
  const standing = new Set(
    unlessReplaced(
      desk,
      open.map(({ record }) => record),
    ),
  );
  return open.filter(({ record }) => standing.has(record));
}
