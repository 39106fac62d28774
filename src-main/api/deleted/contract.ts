// Deleted records of this office, and bringing one back.
import { z } from "zod";
import { instantMs, procedure } from "../contract-parts.ts";

const deletedRow = z.object({ record: z.string(), title: z.string(), deletedAtMs: instantMs, by: z.string() });
export type DeletedRow = z.infer<typeof deletedRow>;

export const deleted = {
  /** The last deleted first; `more`: there are others before them. */
  list: procedure.input(z.object({ kind: z.string() })).output(z.object({ rows: z.array(deletedRow), more: z.boolean() })),
  /** @throws `record-not-found`, `record-not-yours` */
  restore: procedure.input(z.object({ kind: z.string(), record: z.string() })).output(z.object({ ok: z.literal(true) })),
};
