// 审核: what units have handed in, to be accepted or returned with a reason.
import { z } from "zod";
import {
  bilingual,
  count,
  cursorOf,
  figure,
  instantMs,
  mediaCounts,
  mediaItem,
  procedure,
  recordKey,
  recordPlace,
} from "../contract-parts.ts";
import { LIMITS } from "../../domain/limits.ts";

/** `new`: not looked at. `answered`: changed after a return. `recheck`: changed after it was accepted (需复核). */
export const reviewState = z.enum(["new", "answered", "recheck", "accepted", "returned"]);
export type ReviewStateView = z.infer<typeof reviewState>;
export const reviewFilter = z.enum(["pending", "returned", "accepted"]);
export type ReviewFilter = z.infer<typeof reviewFilter>;

const row = recordKey.extend({
  unitName: z.string(),
  title: bilingual,
  /** The ledger that it stands in; null for activities and reports. */
  ledger: bilingual.nullable(),
  /** Local time of an activity, day of a ledger's record; empty for a report. */
  occurred: z.string(),
  media: mediaCounts,
  state: reviewState,
  /** Of the last return. */
  reason: z.string(),
});
export type ReviewRow = z.infer<typeof row>;

const detail = row.extend({
  receivedAtMs: instantMs.nullable(),
  editedAtMs: instantMs,
  editedBy: z.string(),
  device: z.string(),
  evidenced: z.boolean(),
  /** Members by path, in the order in which they are read; a ledger's columns bring the campaign's label. */
  facts: z.array(z.object({ path: z.string(), label: bilingual.nullable(), value: z.unknown() })),
  /** Figures of a report as filed; rows that are zero are left out. */
  figures: z.array(z.object({ row: z.string(), label: bilingual, period: figure, cumulative: figure })),
  lackingEntries: count,
  attachments: z.array(mediaItem),
});
export type ReviewDetail = z.infer<typeof detail>;

/** `ledger`: records of all ledgers, one ledger after the other. */
export const reviewKind = z.enum(["activity", "report", "ledger"]);
export type ReviewKind = z.infer<typeof reviewKind>;

export const review = {
  list: procedure
    .input(
      z.object({
        kind: reviewKind,
        filter: reviewFilter,
        cursor: cursorOf(z.object({ at: count, after: recordPlace.optional() })),
      }),
    )
    .output(z.object({ rows: z.array(row), next: z.string().nullable() })),
  get: procedure.input(recordKey).output(detail),
  /** @throws `review-reason-missing`, `record-not-found` */
  decide: procedure
    .input(recordKey.extend({ decision: z.enum(["accept", "return"]), reason: z.string().max(LIMITS.explanation) }))
    .output(z.object({ ok: z.literal(true) })),
};
