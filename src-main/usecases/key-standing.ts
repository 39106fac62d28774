// What the grant of a key says of it: whether it was ended, and whether it is one of the county office. Pure.
import type { Authority, Grant } from "../domain/authority.ts";

/** Whether a key was ended; a root that handed over is not: it hands out what it said until then. */
export function isEnded(grant: Grant | undefined): boolean {
  return grant !== undefined && grant.cuts.length > 0 && grant.role !== "root";
}

/** Whether a key is or was one of the county office. */
export function isCountyKey({ grants }: Authority, key: string): boolean {
  const role = grants.get(key)?.role;
  return role === "county" || role === "root";
}
