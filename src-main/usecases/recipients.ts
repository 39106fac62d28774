// Whom a bundle is sealed to: every county PC, every PC of the unit, the unit's recovery card, and whoever writes it.
import { keyState, unitKeys } from "../domain/key-state.ts";
import type { Grant } from "../domain/authority.ts";
import type { Recipient } from "../domain/audience.ts";
import type { Desk } from "./desk.ts";

/** age recipients, without repeats; empty while no county key is known, or for a bundle to everyone. */
export function recipientKeys(desk: Desk, recipient: Recipient): readonly string[] {
  if (recipient.kind === "all") return [];
  const authority = desk.store.authority();
  const inForce = [...authority.grants.values()].filter((grant) => keyState(grant) === "in-force");
  const county = keysOf(inForce.filter((grant) => grant.role !== "unit"));
  if (county.length === 0) return [];
  const unit = recipient.kind === "unit" ? recipient.unit : desk.store.facts().unit;
  const units = keysOf(unitKeys(authority, unit));
  // The writer reads it back, one that handed the county's key over as well.
  return [...new Set([...county, ...units, ...desk.ownRecipients()])].sort();
}

/** Whether a PC of the unit has a key that holds: only then can something be sealed to the unit. */
export function hasApprovedKey(desk: Desk, unit: string): boolean {
  return unitKeys(desk.store.authority(), unit).length > 0;
}

function keysOf(grants: readonly Grant[]): string[] {
  return grants.flatMap((grant) => [grant.recipient, grant.recovery].filter((key) => key !== undefined));
}
