// Reads a campaign document: its shape, then everything in it that must agree with something else in it.
import { assertPortable } from "../json.ts";
import { Problem } from "../problem.ts";
import { calendarFaults } from "./calendar-faults.ts";
import type { Fault } from "./fault.ts";
import { formulaFaults } from "./formula-faults.ts";
import { referenceFaults } from "./reference-faults.ts";
import { rubricFaults } from "./rubric-faults.ts";
import { campaignSchema, type Campaign } from "../campaign/schema.ts";

/**
 * Reads a campaign from parsed JSON. The result is frozen.
 *
 * @throws {Problem} `campaign-invalid` with the first fault's JSON pointer; texts and numbers that may not travel are faults too.
 */
export function parseCampaign(json: unknown): Campaign {
  assertCampaignPortable(json);
  const parsed = campaignSchema.safeParse(json);
  const issue = parsed.error?.issues[0];
  if (!parsed.success) throw invalid({ path: `/${(issue?.path ?? []).map(String).join("/")}`, reason: issue?.message ?? "" });
  const [first] = campaignFaults(parsed.data);
  if (first !== undefined) throw invalid(first);
  return parsed.data;
}

/** Everything in a campaign of the right shape that does not agree; the editor lists it. */
export function campaignFaults(campaign: Campaign): readonly Fault[] {
  return [...referenceFaults(campaign), ...calendarFaults(campaign), ...formulaFaults(campaign), ...rubricFaults(campaign)];
}

function assertCampaignPortable(json: unknown): void {
  try {
    assertPortable(json);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { path = "" } = error.details as Readonly<Record<string, string | number>>;
    throw invalid({ path: String(path), reason: error.code });
  }
}

function invalid({ path, reason }: Fault): Problem<"campaign-invalid"> {
  return new Problem("campaign-invalid", { path, reason });
}
