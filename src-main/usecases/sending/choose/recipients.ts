// Whom a bundle is sealed to: every county PC, every PC of the unit, the unit's recovery card, and whoever writes it.
import { keyState, unitKeys } from "../../../domain/trust/key-state.ts";
import type { Grant } from "../../../domain/trust/authority.ts";
import type { Recipient } from "../../../domain/trust/audience.ts";
import type { Needs } from "../../workspace.ts";
import type { FactReader } from "../../ports/store/facts.ts";
import type { TrustReader } from "../../ports/store/trust.ts";

/** age recipients, without repeats; empty while no county key is known, or for a bundle to everyone. */
export function recipientKeys(ws: Needs<FactReader & TrustReader, "ownRecipients">, recipient: Recipient): readonly string[] {
  if (recipient.kind === "all") return [];
  const authority = ws.store.authority();
  const inForce = [...authority.grants.values()].filter((grant) => keyState(grant) === "in-force");
  const county = keysOf(inForce.filter((grant) => grant.role !== "unit"));
  if (county.length === 0) return [];
  const unit = recipient.kind === "unit" ? recipient.unit : ws.store.facts().unit;
  const units = keysOf(unitKeys(authority, unit));
  // The writer reads it back, one that handed the county's key over as well.
  return [...new Set([...county, ...units, ...ws.ownRecipients()])].sort();
}

/** Whether a PC of the unit has a key that holds: only then can something be sealed to the unit. */
export function hasApprovedKey(ws: Needs<TrustReader>, unit: string): boolean {
  return unitKeys(ws.store.authority(), unit).length > 0;
}

function keysOf(grants: readonly Grant[]): string[] {
  return grants.flatMap((grant) => [grant.recipient, grant.recovery].filter((key) => key !== undefined));
}
