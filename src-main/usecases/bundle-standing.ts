// How the county takes a bundle of a unit: it counts, its key waits for approval, or its PC had been ended.
import type { Grant } from "../domain/authority.ts";
import { keyState } from "../domain/key-state.ts";
import type { Frontier } from "../domain/entry.ts";
import type { Desk } from "./desk.ts";

/** `ended`: what the bundle completes of its signer's own feeds goes beyond the last good entry of that key. */
export type BundleStanding = "accepted" | "quarantined" | "ended";

/**
 * A bundle that holds nothing but what its PC wrote before it was ended is accepted.
 *
 * @param bundle who signed it, and what its reader holds with it.
 * @see design.md §2 Authority
 */
export function standingOfBundle(
  desk: Desk,
  { signer, claimed }: Readonly<{ signer: string; claimed: Frontier }>,
): BundleStanding {
  const grant = desk.store.authority().grants.get(signer);
  if (grant === undefined) return "quarantined";
  return keyState(grant) === "ended" && goesBeyond(desk, headsOf(desk, signer, claimed), grant.cuts) ? "ended" : "accepted";
}

/** Hashes that the bundle claims as the heads of its signer's feeds. */
function headsOf(desk: Desk, signer: string, claimed: Frontier): readonly string[] {
  const own = Object.entries(claimed).filter(([feed]) => desk.store.keyOfFeed(feed) === signer);
  return own.flatMap(([, heads]) => heads.map(({ hash }) => hash));
}

/** Whether one of the heads does not lie beneath the last good positions of every cut. */
function goesBeyond(desk: Desk, heads: readonly string[], cuts: Grant["cuts"]): boolean {
  return cuts.some((positions) => {
    const byFeed = Map.groupBy(positions, ({ feed }) => feed);
    const good = new Set(desk.store.hashesBeneath(Object.fromEntries(byFeed)));
    return heads.some((hash) => !good.has(hash));
  });
}
