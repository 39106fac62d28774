// 台账: the campaign's ledgers beside the activities, 活动方案, 工作信息 and 总结报告 among them. They are typed as drafts.
import { z } from "zod";
import { recordState } from "../activities/contract.ts";
import {
  bilingual,
  count,
  cursorOf,
  instantMs,
  mediaCounts,
  mediaItem,
  procedure,
  recordKey,
  recordPlace,
  unitCode,
} from "../contract-parts.ts";
import { LIMITS } from "../../domain/limits.ts";

const ledger = z.object({ kind: z.string(), title: bilingual, records: count, capped: z.boolean() });
export type LedgerOf = z.infer<typeof ledger>;

const row = recordKey.extend({
  unitName: z.string(),
  title: z.string(),
  date: z.string(),
  media: mediaCounts,
  state: recordState,
  onBehalf: z.boolean(),
});
export type LedgerRow = z.infer<typeof row>;

const page = z.object({ rows: z.array(row), next: z.string().nullable(), total: count, totalCapped: z.boolean() });

/** A record to be read: its columns in the ledger's order, those that are filled. */
const detail = recordKey.extend({
  unitName: z.string(),
  title: z.string(),
  members: z.array(z.object({ label: bilingual, value: z.union([bilingual, z.string(), z.int(), z.boolean()]) })),
  media: z.array(mediaItem),
  state: recordState,
  editedAtMs: instantMs,
  editedBy: z.string(),
  mayEdit: z.boolean(),
});
export type LedgerDetail = z.infer<typeof detail>;

const paging = { cursor: cursorOf(recordPlace), limit: z.int().min(1).max(200) };
export const ledgers = {
  /** The ledgers that this office keeps or, at the county, collects. */
  kinds: procedure.output(z.array(ledger)),
  list: procedure
    .input(
      z.object({ kind: z.string(), unit: unitCode.optional(), text: z.string().max(LIMITS.shortText).optional(), ...paging }),
    )
    .output(page),
  get: procedure.input(recordKey).output(detail),
  /** @throws `record-not-found`, `conflict-open` */
  remove: procedure.input(z.object({ kind: z.string(), record: z.string() })).output(z.object({ ok: z.literal(true) })),
};
