// The campaigns that ship with the program.
import { readdirSync } from "node:fs";
import { readingProblem } from "../../disk/disk-problems.ts";
import type { Campaign } from "../../domain/campaign/schema.ts";
import { loadCampaign } from "./workspaces.ts";

const FOLDER = new URL("../../../resources/campaigns/", import.meta.url);

/** `source`: what a workspace is created with. */
export type BuiltinCampaign = Readonly<{ id: string; source: string; campaign: Campaign }>;

/** @throws {Problem} `file-unreadable`, `file-not-found`: the program's own files are on a disk as well */
export function builtinCampaigns(): readonly BuiltinCampaign[] {
  return namesOfFiles()
    .filter((name) => name.endsWith(".json"))
    .map((name) => {
      const source = `builtin:${name.replace(/\.json$/, "")}`;
      const campaign = loadCampaign(source);
      return { id: campaign.id, source, campaign };
    });
}

function namesOfFiles(): readonly string[] {
  try {
    return readdirSync(FOLDER);
  } catch (cause) {
    throw readingProblem(cause, "resources/campaigns");
  }
}
