// Puts the newest campaign version of the root in force, once its document is here.
import type { Json } from "../domain/json.ts";
import { parseCampaign } from "../domain/campaign/parse.ts";
import { Problem } from "../domain/problem.ts";
import type { Desk } from "./desk.ts";

/** The record that names the campaign version in force, as the projection shows it. */
export function currentCampaign(desk: Desk): Readonly<{ document: string; version: number }> | undefined {
  const [row] = desk.store.records({ kind: "campaign", limit: 1 }).records;
  const document = row?.value?.["document"];
  return typeof document === "string" ? { document, version: Number(row?.value?.["version"]) } : undefined;
}

/**
 * Adopts the version that the county's entries name, if its document is here and holds together.
 *
 * @throws {Problem} `campaign-invalid`; the version before stays in force
 */
export async function adoptCampaign(desk: Desk): Promise<void> {
  const named = currentCampaign(desk);
  if (named === undefined || named.document === desk.store.facts().campaignDocument) return;
  if (desk.store.media(named.document) === undefined) return;
  const campaign = parseCampaign(JSON.parse(await desk.readDocument(named.document)) as Json);
  if (campaign.id !== desk.store.facts().campaign) throw new Problem("bundle-other-campaign", { campaign: campaign.id });
  desk.store.setFact("campaignDocument", named.document);
  desk.useCampaign(campaign);
}
