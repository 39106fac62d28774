// Puts the newest campaign version of the root in force, once its document is here.
import type { Json } from "../../../domain/json.ts";
import { parseCampaign } from "../../../domain/campaign-check/parse.ts";
import { Problem } from "../../../domain/problem.ts";
import type { Needs } from "../../workspace.ts";
import type { RecordReader } from "../../ports/store/records.ts";
import type { FactWriter } from "../../ports/store/facts.ts";
import type { OriginalReader } from "../../ports/store/originals.ts";

export type AdoptCampaignNeeds = Needs<FactWriter & OriginalReader & RecordReader, "readDocument" | "useCampaign">;

/** The record that names the campaign version in force, as the projection shows it. */
export function currentCampaign(ws: Needs<RecordReader>): Readonly<{ document: string; version: number }> | undefined {
  const [row] = ws.store.records({ kind: "campaign", limit: 1 }).records;
  return row?.value ?? undefined;
}

/**
 * Adopts the version that the county's entries name, if its document is here and holds together.
 *
 * @throws {Problem} `campaign-invalid`; the version before stays in force
 */
export async function adoptCampaign(ws: AdoptCampaignNeeds): Promise<void> {
  const named = currentCampaign(ws);
  if (named === undefined || named.document === ws.store.facts().campaignDocument) return;
  if (ws.store.media(named.document) === undefined) return;
  const campaign = parseCampaign(JSON.parse(await ws.readDocument(named.document)) as Json);
  if (campaign.id !== ws.store.facts().campaign) throw new Problem("bundle-other-campaign", { campaign: campaign.id });
  ws.store.setFact("campaignDocument", named.document);
  ws.useCampaign(campaign);
}
