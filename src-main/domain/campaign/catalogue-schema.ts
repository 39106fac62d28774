// What can be recorded as an activity: the two-level catalogue, its indicators and its further fields.
import { z } from "zod";
import { basis, bilingual, id, ids, list, object } from "./parts.ts";

/** One option of a picklist; records hold its id. */
export const optionSchema = object({ id, label: bilingual, basis });
export const picklistSchema = object({ id, label: bilingual, options: list(optionSchema, 1), basis });

/**
 * A number that activities carry. `joint`: a unit that takes part in a joint event led by another still enters it, for items
 * that do not say so themselves; everything else counts at the lead only.
 */
export const metricSchema = object({ id, label: bilingual, unit: bilingual, joint: z.boolean().optional(), basis });

/** A further field of an activity. `list`: several short texts typed freely; `choice` and `multi` name a picklist. */
export const fieldSchema = object({
  id,
  label: bilingual,
  type: z.enum(["text", "list", "choice", "multi", "number", "boolean", "date"]),
  picklist: id.optional(),
  required: z.boolean().optional(),
  basis,
});

/** `recordOnly`: 只作记录, no row and no ledger takes it. */
const itemMetric = object({
  id,
  required: z.boolean().optional(),
  label: bilingual.optional(),
  recordOnly: z.boolean().optional(),
});

/** A second-level item: what a clerk picks. Without `kinds` and `units` it is open to everyone. */
export const itemSchema = object({
  code: id,
  name: bilingual,
  description: bilingual.optional(),
  kinds: ids.optional(),
  units: ids.optional(),
  modes: list(z.enum(["offline", "online", "both"])).optional(),
  metrics: list(itemMetric, 1),
  /** The numbers of a unit that takes part in a joint event led by another: what it brings, never the crowd that the lead counts. */
  guestMetrics: ids.optional(),
  fields: list(fieldSchema),
  /** Names that belong to this year and are renamed or retired in the next. */
  thisYearOnly: z.boolean().optional(),
  /** No longer offered; records that carry the code are shown and not counted. */
  retired: z.boolean().optional(),
  basis,
});

export const groupSchema = object({ code: id, name: bilingual, section: z.string(), items: list(itemSchema, 1), basis });

/** When activities of these codes are expected to take place (V15). */
export const windowSchema = object({ codes: z.string(), from: z.string(), to: z.string(), basis });

export const catalogueSchema = object({
  metrics: list(metricSchema),
  commonFields: list(fieldSchema),
  groups: list(groupSchema),
  windows: list(windowSchema),
  tags: list(optionSchema),
});

export type Picklist = z.infer<typeof picklistSchema>;
export type Metric = z.infer<typeof metricSchema>;
export type Field = z.infer<typeof fieldSchema>;
export type CatalogueItem = z.infer<typeof itemSchema>;
export type CatalogueGroup = z.infer<typeof groupSchema>;
