// The campaigns that ship with the program.
import { readdirSync } from "node:fs";
import type { Campaign } from "../domain/campaign/schema.ts";
import { loadCampaign } from "./workspaces.ts";

const FOLDER = new URL("../../resources/campaigns/", import.meta.url);

/** `source`: what a workspace is created with. */
export type BuiltinCampaign = Readonly<{ id: string; source: string; campaign: Campaign }>;

export function builtinCampaigns(): readonly BuiltinCampaign[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith(".json"))
    .map((name) => {
      const source = `builtin:${name.replace(/\.json$/, "")}`;
      const campaign = loadCampaign(source);
      return { id: campaign.id, source, campaign };
    });
}
