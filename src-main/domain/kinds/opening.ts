// The opening entry of a feed: who writes it, for which unit, to whom. Parsed before anything else of the feed is looked at.
import { z } from "zod";
import type { Carried, FeedBody } from "../feed/entry.ts";
import { deviceKey, shortText, unitCode } from "./parts.ts";
import { LIMITS } from "../limits.ts";

const audience = z
  .union([z.enum(["all", "county", "own"]), z.string().regex(new RegExp(`^unit:[0-9A-Za-z-]{1,${LIMITS.unitCode}}$`))])
  .transform((text) => text as FeedBody["audience"]);

const opening = z.strictObject({
  key: deviceKey,
  campaign: shortText,
  unit: unitCode,
  audience,
  nonce: z.string().regex(/^[0-9a-f]{32}$/),
});

/** What a feed's first entry says; undefined where it is no opening. */
export function openingOf({ entry, value }: Carried): FeedBody | undefined {
  return entry.kind === "feed" ? opening.safeParse(value).data : undefined;
}

/** Whether a feed is opened by what is no opening: nothing of it can be told apart, so nothing of it is kept. */
export function isMalformedOpening({ entry, salt, value }: Carried): boolean {
  const isHere = entry.seq === 0 && (entry.kind !== "feed" || value !== null);
  return isHere && openingOf({ entry, salt, value }) === undefined;
}
