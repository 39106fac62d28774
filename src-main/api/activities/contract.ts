// Activities as they are listed, read and followed back; what is typed lies in drafts.ts.
import { z } from "zod";
import { hasShape } from "../../domain/kinds/parts.ts";
import type { ValueOf } from "../../domain/kinds/values.ts";
import { RECORD_STATES, type RecordState } from "../../domain/record/record-state.ts";
import { activity } from "../../domain/kinds/unit-kinds.ts";
import {
  count,
  cursorOf,
  instantMs,
  mediaCounts,
  mediaItem,
  periodId,
  procedure,
  recordKey,
  recordPlace,
  unitCode,
} from "../contract-parts.ts";
import { LIMITS } from "../../domain/limits.ts";

export const recordState = z.enum(RECORD_STATES);
export type { RecordState };

export const activityFilter = z.object({
  unit: unitCode.optional(),
  /** A code, or a prefix of codes such as `212`. */
  code: z.string().max(LIMITS.code).optional(),
  period: periodId.optional(),
  evidence: z.enum(["with", "without"]).optional(),
  state: recordState.optional(),
  text: z.string().max(LIMITS.shortText).optional(),
});
export type ActivityFilter = z.infer<typeof activityFilter>;

export const activityRow = recordKey.extend({
  unitName: z.string(),
  code: z.string(),
  title: z.string(),
  startsAt: z.string(),
  place: z.string().optional(),
  /** The item's first number, to be read in a list. */
  headline: z.object({ metric: z.string(), value: z.int() }).nullable(),
  media: mediaCounts,
  state: recordState,
  important: z.boolean(),
  onBehalf: z.boolean(),
});
export type ActivityRow = z.infer<typeof activityRow>;

const page = z.object({
  rows: z.array(activityRow),
  next: z.string().nullable(),
  /** Counted up to a limit only; `totalCapped` says that there are more. */
  total: count,
  totalCapped: z.boolean(),
});

/** As it is shown: what is written now may have tighter limits, and a merge may be longer than either side (需核对). */
export const activityValue = z.custom<ValueOf<"activity">>((value) => hasShape(activity, value));
export type ActivityValue = ValueOf<"activity">;

/** One path that several heads changed differently. */
export const fieldConflict = z.object({
  path: z.string(),
  bases: z.array(z.unknown()),
  sides: z.array(z.object({ head: z.string(), value: z.unknown(), by: z.string(), device: z.string(), atMs: instantMs })),
});

export const activityDetail = recordKey.extend({
  unitName: z.string(),
  value: activityValue,
  media: z.array(mediaItem),
  state: recordState,
  review: z.object({ decision: z.enum(["accept", "return"]), reason: z.string(), by: z.string(), atMs: instantMs }).nullable(),
  conflicts: z.array(fieldConflict),
  onBehalf: z.boolean(),
  editedAtMs: instantMs,
  editedBy: z.string(),
  mayEdit: z.boolean(),
});
export type ActivityDetail = z.infer<typeof activityDetail>;

/** One version, newest first. A member that was absent is `undefined`. */
const version = z.object({
  hash: z.string(),
  atMs: instantMs,
  by: z.string(),
  device: z.string(),
  op: z.enum(["put", "delete"]),
  changes: z.array(z.object({ path: z.string(), from: z.unknown().optional(), to: z.unknown().optional() })),
});
export type Version = z.infer<typeof version>;

/** The latest versions, the last one first. `earlier`: how many more there are. */
const history = z.object({ versions: z.array(version), earlier: count });

export const activities = {
  list: procedure
    .input(z.object({ filter: activityFilter, cursor: cursorOf(recordPlace), limit: z.int().min(1).max(200) }))
    .output(page),
  get: procedure.input(z.object({ unit: unitCode, record: z.string() })).output(activityDetail),
  history: procedure.input(z.object({ unit: unitCode, record: z.string() })).output(history),
  remove: procedure.input(z.object({ record: z.string() })).output(z.object({ ok: z.literal(true) })),
};
