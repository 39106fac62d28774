// What the county has returned: records that nobody has changed since, nor answered by another report in its place; and those that
// were changed and have not left yet (已改好，待再报).
import { unlessReplaced } from "./answers.ts";
import type { Desk } from "./desk.ts";
import { leftAt } from "./left-here.ts";
import type { RecordKey } from "../domain/projected.ts";
import { reviewStateOf, type ReviewState } from "./review.ts";
import type { RecordView } from "./store-port.ts";

/** A record as it was returned, with the review that says why. */
export type Returned = Readonly<{ record: RecordView; review: RecordView; reason: string }>;

/** @param unit only this unit's. */
export function returnedRecords(desk: Desk, unit: string | undefined): readonly Returned[] {
  const open = returns(desk, unit)
    .filter(({ record, state }) => record.status === "shown" && state === "returned")
    .map(({ record, review, reason }) => ({ record, review, reason }));
  const standing = new Set(
    unlessReplaced(
      desk,
      open.map(({ record }) => record),
    ),
  );
  return open.filter(({ record }) => standing.has(record));
}

/** At a unit: its records that were returned and have been changed or deleted since, as long as that has not left this PC. */
export function mendedRecords(desk: Desk): readonly Returned[] {
  const answered = returns(desk, desk.store.facts().unit).filter(({ state }) => state === "answered");
  if (answered.length === 0) return [];
  const [left, isOwn] = [leftAt(desk), ownFeeds(desk)];
  const isOut = ({ record }: Returned) =>
    desk.store
      .history(record)
      .filter(({ hash, feed }) => record.heads.includes(hash) && isOwn.has(feed))
      .every((version) => left(version) !== undefined);
  return answered.filter((one) => !isOut(one)).map(({ record, review, reason }) => ({ record, review, reason }));
}

/** What another PC of the unit wrote came here in a bundle, and so has left. */
function ownFeeds(desk: Desk): ReadonlySet<string> {
  const { selfKey } = desk.store.facts();
  const own = desk.store.feeds().filter(({ key }) => key === selfKey);
  return new Set(own.map(({ hash }) => hash));
}

/** Reviews are few beside the records they are about: they are what is looked through. */
function returns(desk: Desk, unit: string | undefined): readonly (Returned & Readonly<{ state: ReviewState }>)[] {
  const reviews = desk.store.records({ kind: "review", limit: 10_000 }).records;
  return reviews.flatMap((review) => {
    const about = review.value?.["about"] as (RecordKey & Readonly<{ heads: readonly string[] }>) | undefined;
    if (review.value?.["decision"] !== "return" || about === undefined || (unit !== undefined && about.unit !== unit)) return [];
    const record = desk.store.record(about);
    if (record === undefined) return [];
    const reason = typeof review.value["reason"] === "string" ? review.value["reason"] : "";
    const judged = { decision: "return" as const, reason, heads: about.heads, record: review };
    return [{ record, review, reason, state: reviewStateOf(judged, record.heads) }];
  });
}
