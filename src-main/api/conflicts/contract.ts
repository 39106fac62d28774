// 填得不同: open conflicts field by field, and the decision that ends one.
import { z } from "zod";
import { fieldConflict } from "../activities/contract.ts";
import { bilingual, procedure, recordKey } from "../contract-parts.ts";

const open = recordKey.extend({
  unitName: z.string(),
  title: z.string(),
  /** The hand-in to make once more, where a report was made on two PCs. */
  report: z.string().nullable(),
  heads: z.array(z.string()),
  fields: z.array(fieldConflict.extend({ label: bilingual.nullable() })),
  /** Where a merged value breaks a rule (需核对); it is put right in the record's own form. */
  fault: z.string().nullable(),
  /** The unit decides over its records, the county over its own. */
  mayDecide: z.boolean(),
});
export type OpenRecord = z.infer<typeof open>;

export const conflicts = {
  /** `total`: so many are open; `open` are the first of them. */
  list: procedure.output(z.object({ total: z.int(), open: z.array(open) })),
  /** A value for each open path; null leaves it out, at "" it deletes the record. @throws `conflict-*`, `record-invalid` */
  resolve: procedure
    .input(recordKey.extend({ heads: z.array(z.string()), values: z.record(z.string(), z.json()) }))
    .output(z.object({ ok: z.literal(true) })),
};
