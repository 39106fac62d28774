// The ledgers beside the activities: which columns they have, what dates a record, when two records are the same.
import { z } from "zod";
import { basis, bilingual, id, ids, list, object } from "./parts.ts";

/** `period` names one of the campaign's periods; the record is dated at its end. `computed` stands on paper only. */
export const columnSchema = object({
  id,
  label: bilingual,
  type: z.enum(["text", "choice", "number", "boolean", "date", "period", "attachments", "computed"]),
  picklist: id.optional(),
  required: z.boolean().optional(),
  /** Needed for these values of `level` only, such as the governance plan of a major hazard. */
  requiredForLevel: id.optional(),
  basis,
});

/** `unique`: members that make two records one (10a.5); the first by date counts, the others are shown struck through. */
export const ledgerSchema = object({
  kind: id,
  title: bilingual,
  dateField: id,
  evidenceRequired: z.boolean(),
  unique: list(list(id, 1)).optional(),
  /** The county approves before it is printed, exported or shown as public (10a.8). */
  needsApproval: z.boolean().optional(),
  kinds: ids.optional(),
  columns: list(columnSchema),
  basis,
});

/** A column of 附件1 (the liaison form): `form` one unit's sheet, `roll` the county's list. */
export const attachment1ColumnSchema = object({
  id,
  label: bilingual,
  type: z.enum(["auto", "text", "choice", "phone", "email"]),
  required: z.boolean(),
  pattern: z.string().optional(),
  shortest: z.int().optional(),
  longest: z.int().optional(),
  picklist: id.optional(),
  form: z.boolean(),
  roll: z.boolean(),
  /** The county may leave it out. */
  switchable: z.boolean().optional(),
  basis,
});

export type Ledger = z.infer<typeof ledgerSchema>;
