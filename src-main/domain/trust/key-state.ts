// What a key may count on: whether it was approved, holds, handed over, or was ended. Pure.
import type { Authority, Grant } from "./authority.ts";

/** `unapproved`: nobody enrolled it; it trusts itself at most. `handed-over`: a former root, which hands out what it said until then. */
export type KeyState = "unapproved" | "in-force" | "handed-over" | "ended";

/** A key that trusts itself before anybody approved it has a grant that names no PC. */
export function keyState(grant: Grant | undefined): KeyState {
  if (grant === undefined || (grant.role !== "root" && grant.device === "")) return "unapproved";
  if (grant.cuts.length === 0) return "in-force";
  return grant.role === "root" ? "handed-over" : "ended";
}

/** Whether a key holds no more: ended or handed over. */
export function isOver(grant: Grant | undefined): boolean {
  const state = keyState(grant);
  return state === "ended" || state === "handed-over";
}

/** Whether a key is or was one of the county office. */
export function isCountyKey({ grants }: Authority, key: string): boolean {
  const role = grants.get(key)?.role;
  return role === "county" || role === "root";
}

/** Grants of a unit's PCs whose keys hold. */
export function unitKeys({ grants }: Authority, unit: string): readonly Grant[] {
  return [...grants.values()].filter((grant) => grant.role === "unit" && grant.unit === unit && keyState(grant) === "in-force");
}
