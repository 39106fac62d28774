// 审核: what units have handed in, to be accepted or returned with a reason.
import { z } from "zod";
import { bilingual, count, figure, instantMs, mediaCounts, mediaItem, procedure, recordKey } from "./parts.ts";

/** `new`: not looked at. `answered`: changed after a return. `recheck`: changed after it was accepted (需复核). */
export const reviewState = z.enum(["new", "answered", "recheck", "accepted", "returned"]);
export type ReviewStateView = z.infer<typeof reviewState>;
export const reviewFilter = z.enum(["pending", "returned", "accepted"]);
export type ReviewFilter = z.infer<typeof reviewFilter>;

const row = recordKey.extend({
  unitName: z.string(),
  title: bilingual,
  /** Local time of an activity; empty for a report. */
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
  /** Members of an activity by path, in the order in which they are read. */
  facts: z.array(z.object({ path: z.string(), value: z.unknown() })),
  /** Figures of a report as filed; rows that are zero are left out. */
  figures: z.array(z.object({ row: z.string(), label: bilingual, period: figure, cumulative: figure })),
  lackingEntries: count,
  attachments: z.array(mediaItem),
});
export type ReviewDetail = z.infer<typeof detail>;

export const review = {
  list: procedure
    .input(z.object({ kind: z.enum(["activity", "report"]), filter: reviewFilter, cursor: z.string().nullable() }))
    .output(z.object({ rows: z.array(row), next: z.string().nullable() })),
  get: procedure.input(recordKey).output(detail),
  /** @throws `review-reason-missing`, `record-not-found` */
  decide: procedure
    .input(recordKey.extend({ decision: z.enum(["accept", "return"]), reason: z.string().max(2000) }))
    .output(z.object({ ok: z.literal(true) })),
};
