// What the county has returned: records that nobody has changed since, nor answered by another report in its place; and those that
// were changed and have not left yet (已改好，待再报).
import { sameJson } from "../../../domain/json.ts";
import { reviewStateOf } from "../../../domain/duties/judgement.ts";
import { unlessReplaced, type AnswersNeeds } from "../matrix/answers.ts";
import type { Needs } from "../../workspace.ts";
import { recordsOut } from "../reports/exported-up-to.ts";
import { type ReviewState } from "../../../domain/duties/judgement.ts";
import type { RecordView, RecordReader } from "../../ports/store/records.ts";
import type { ExportReader } from "../../ports/store/exports.ts";
import type { FactReader } from "../../ports/store/facts.ts";
import type { FeedReader } from "../../ports/store/feeds.ts";

type ReturnedRecordsNeeds = Needs<ExportReader & FactReader & FeedReader & RecordReader>;

/** A record as it was returned, with the review that says why. */
export type Returned = Readonly<{ record: RecordView; review: RecordView<"review">; reason: string }>;

/** `heads`: those that were judged. */
type Judged = Returned & Readonly<{ heads: readonly string[]; state: ReviewState }>;

/** @param unit only this unit's. */
export function returnedRecords(ws: AnswersNeeds & Needs<RecordReader>, unit: string | undefined): readonly Returned[] {
  const open = returns(ws, unit)
    .filter(
      (one) => one.record.status === "shown" && (one.state === "returned" || (one.state === "answered" && !isOtherThan(ws, one))),
    )
    .map(({ record, review, reason }) => ({ record, review, reason }));
  const standing = new Set(
    unlessReplaced(
      ws,
      open.map(({ record }) => record),
    ),
  );
  return open.filter(({ record }) => standing.has(record));
}

/** At a unit: its records that were returned and have been changed or deleted since, as long as that has not left this PC. */
export function mendedRecords(ws: ReturnedRecordsNeeds): readonly Returned[] {
  const answered = returns(ws, ws.store.facts().unit).filter(({ state }) => state === "answered");
  if (answered.length === 0) return [];
  const isOut = recordsOut(ws);
  return answered
    .filter((one) => !isOut(one.record) && isOtherThan(ws, one))
    .map(({ record, review, reason }) => ({ record, review, reason }));
}

/** Deleted and brought back as it was judged, a record is not mended. */
function isOtherThan(ws: Needs<RecordReader>, { record, heads }: Judged): boolean {
  const [judged, ...more] = ws.store.history(record).filter(({ hash }) => heads.includes(hash));
  if (judged === undefined || more.length > 0) return true;
  return !sameJson(ws.store.versionValue(judged.hash) ?? undefined, record.value ?? undefined);
}

/** Reviews are few beside the records they are about: they are what is looked through. */
function returns(ws: Needs<RecordReader>, unit: string | undefined): readonly Judged[] {
  const reviews = ws.store.allRecords({ kind: "review" });
  return reviews.flatMap((review) => {
    if (review.value?.decision !== "return") return [];
    const { about, reason = "" } = review.value;
    const record = unit === undefined || about.unit === unit ? ws.store.record(about) : undefined;
    if (record === undefined) return [];
    const judged = { decision: "return" as const, reason, heads: about.heads, record: review };
    return [{ record, review, reason, heads: about.heads, state: reviewStateOf(judged, record.heads) }];
  });
}
