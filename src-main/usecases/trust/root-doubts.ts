// What about the county's key asks a person: two successors, or a county PC that says it took over.
import { keyState } from "../../domain/trust/key-state.ts";
import type { Needs } from "../workspace.ts";
import type { TrustReader } from "../ports/store/trust.ts";

/** `claimants`: names of county PCs that wrote as a root without having been handed the root. Nobody is followed by itself. */
export type RootDoubts = Readonly<{ disputed: boolean; claimants: readonly string[] }>;

/** @see design.md §2 Authority: pins come from people */
export function rootDoubts(ws: Needs<TrustReader>): RootDoubts {
  const { grants, disputed } = ws.store.authority();
  const claimants = ws.store.claimants().flatMap((key) => {
    const grant = grants.get(key);
    return grant?.role === "county" && keyState(grant) === "in-force" ? [grant.device] : [];
  });
  return { disputed, claimants };
}
