// The campaign document: everything that belongs to one year or one county. Its shape; parse.ts checks what hangs together.
import { z } from "zod";
import { calendarSchema } from "./calendar-schema.ts";
import { catalogueSchema, picklistSchema } from "./catalogue-schema.ts";
import { committeeSchema, formSchema, mediaRulesSchema, noticeSchema, settingsSchema } from "./document-schema.ts";
import { checkSchema, indicatorGroupSchema, indicatorSchema } from "./indicator-schema.ts";
import { attachment1ColumnSchema, ledgerSchema } from "./ledger-schema.ts";
import { basis, bilingual, id, list, object } from "./parts.ts";
import { rubricSchema } from "./rubric-schema.ts";
import { jointEventSchema, unitKindSchema, unitSchema } from "./unit-schema.ts";

/** `principles`: what the notice asks for in general, with where the program answers it. */
const principleSchema = object({ text: z.string(), answer: bilingual, basis });

export const campaignSchema = object({
  /** Version of this shape. */
  formatVersion: z.literal(1),
  id,
  /** Version of the content, counted up by every 发布. */
  version: z.int().min(1),
  year: z.int().min(2000).max(2100),
  title: bilingual,
  /** Said on every screen and paper of a reconstruction: it is not the official form. */
  disclaimer: bilingual.optional(),
  notice: noticeSchema,
  committee: committeeSchema,
  calendar: calendarSchema,
  settings: settingsSchema,
  unitKinds: list(unitKindSchema, 1),
  units: list(unitSchema),
  jointEvents: list(jointEventSchema),
  catalogue: catalogueSchema,
  picklists: list(picklistSchema),
  ledgers: list(ledgerSchema),
  indicatorGroups: list(indicatorGroupSchema),
  indicators: list(indicatorSchema, 1),
  checks: list(checkSchema),
  /** Heads of the closing columns of the county's table. */
  closingColumns: object({ duplicates: bilingual, total: bilingual }),
  attachment1: list(attachment1ColumnSchema),
  rubric: rubricSchema,
  forms: list(formSchema),
  media: mediaRulesSchema,
  principles: list(principleSchema),
  basis,
});

/** A campaign version as plain, frozen data. */
export type Campaign = z.infer<typeof campaignSchema>;
