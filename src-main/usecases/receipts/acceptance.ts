// How the county takes a bundle of a unit: it counts, its key waits for approval, or its PC had been ended.
import type { Grant } from "../../domain/trust/authority.ts";
import { keyState } from "../../domain/trust/key-state.ts";
import type { Frontier } from "../../domain/feed/entry.ts";
import type { Needs } from "../workspace.ts";
import type { FeedReader } from "../ports/store/feeds.ts";
import type { TrustReader } from "../ports/store/trust.ts";

/** `ended`: what the bundle completes of its signer's own feeds goes beyond the last good entry of that key. */
export type Acceptance = "accepted" | "quarantined" | "ended";

/**
 * A bundle that holds nothing but what its PC wrote before it was ended is accepted.
 *
 * @param bundle who signed it, and what its reader holds with it.
 * @see design.md §2 Authority
 */
export function acceptanceOf(
  ws: Needs<FeedReader & TrustReader>,
  { signer, claimed }: Readonly<{ signer: string; claimed: Frontier }>,
): Acceptance {
  const grant = ws.store.authority().grants.get(signer);
  if (grant === undefined) return "quarantined";
  return keyState(grant) === "ended" && goesBeyond(ws, headsOf(ws, signer, claimed), grant.cuts) ? "ended" : "accepted";
}

/** Hashes that the bundle claims as the heads of its signer's feeds. */
function headsOf(ws: Needs<FeedReader>, signer: string, claimed: Frontier): readonly string[] {
  const own = Object.entries(claimed).filter(([feed]) => ws.store.keyOfFeed(feed) === signer);
  return own.flatMap(([, heads]) => heads.map(({ hash }) => hash));
}

/** Whether one of the heads does not lie beneath the last good positions of every cut. */
function goesBeyond(ws: Needs<FeedReader>, heads: readonly string[], cuts: Grant["cuts"]): boolean {
  return cuts.some((positions) => {
    const byFeed = Map.groupBy(positions, ({ feed }) => feed);
    const good = new Set(ws.store.hashesBeneath(Object.fromEntries(byFeed)));
    return heads.some((hash) => !good.has(hash));
  });
}
