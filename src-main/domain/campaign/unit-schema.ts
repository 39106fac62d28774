// Who files: kinds of filing units, how the county's table groups them, and the units themselves.
import { z } from "zod";
import { basis, bilingual, count, id, list, localDay, object } from "./parts.ts";

/** `column`: each unit has its own column in the county's table, or the kind shares one. */
export const unitKindSchema = object({
  id,
  label: bilingual,
  column: z.enum(["each", "subtotal"]),
  columnLabel: bilingual,
  /** Files reports; the county's own office does not. */
  files: z.boolean(),
  basis,
});

/** `populationCeiling` only warns (V16); `villages` and `communities` are typed by the county once. */
export const unitSchema = object({
  code: z.string().regex(/^[0-9A-Za-z-]{1,24}$/),
  name: z.string().min(1).max(200),
  kind: id,
  villages: count.optional(),
  communities: count.optional(),
  populationCeiling: count.optional(),
  /** Filled in by the county where the rubric compares attendance with staff. */
  staff: count.optional(),
  industry: id.optional(),
  active: z.boolean().optional(),
});

/** One event of several units; issued by the county, picked by the units. Only the lead's sessions count. */
export const jointEventSchema = object({
  id,
  title: bilingual,
  day: localDay,
  place: z.string().max(200),
  leadUnit: z.string(),
  codes: list(id),
  basis,
});

export type UnitKind = z.infer<typeof unitKindSchema>;
export type Unit = z.infer<typeof unitSchema>;
