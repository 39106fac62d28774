// The campaign that the product ships, read as the program reads it; fresh JSON for tests that break it.
import json from "../../../resources/campaigns/2021-gaotai.json" with { type: "json" };
import { parseCampaign } from "../../../src-main/domain/campaign-check/parse.ts";
import type { Campaign } from "../../../src-main/domain/campaign/schema.ts";

export const shipped: Campaign = parseCampaign(structuredClone(json));

/** The document's type with everything in it changeable. */
export type Changeable<T> = T extends readonly (infer U)[]
  ? Changeable<U>[]
  : T extends object
    ? { -readonly [K in keyof T]: Changeable<T[K]> }
    : T;

/** A copy of the document that may be changed. */
export function shippedJson(): Changeable<Campaign> {
  return structuredClone(json) as Changeable<Campaign>;
}
