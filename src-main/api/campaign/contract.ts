// The campaign in force, as the document that it is: catalogue, metrics, rows, obligations, units, picklists.
import { z } from "zod";
import type { Campaign } from "../../domain/campaign/schema.ts";
import { procedure } from "../contract-parts.ts";

/** Parsed where it enters the workspace; not checked again on its way to the screen. */
const campaignDocument = z.custom<Campaign>((value) => typeof value === "object" && value !== null);

export const campaign = {
  current: procedure.output(campaignDocument),
  /** Rows of 附件2 that a number goes to, by item and number. */
  fedRows: procedure.output(z.record(z.string(), z.record(z.string(), z.array(z.string()).readonly()))),
};
