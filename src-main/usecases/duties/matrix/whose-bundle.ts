// Whose a bundle is: that of the unit whose key signed it, and nobody's while nobody has approved the key. What it says of itself is
// never taken for it. design.md §7, Audience
import { isUnknown } from "../../../domain/trust/audience.ts";
import { Problem } from "../../../domain/problem.ts";
import type { Needs } from "../../workspace.ts";
import type { BundleStatement } from "../../ports/bundles.ts";
import type { Delivery, DeliveryReader } from "../../ports/store/deliveries.ts";
import type { VolumeSet, VolumeReader } from "../../ports/store/volumes.ts";
import type { FactReader } from "../../ports/store/facts.ts";
import type { TrustReader } from "../../ports/store/trust.ts";

type WhoseBundleNeeds = Needs<DeliveryReader & FactReader & TrustReader & VolumeReader>;

/** The unit that a key was approved for; a county's pinned key is of the county. Undefined for an unknown key. */
function unitsOfKeys(ws: Needs<FactReader & TrustReader>): (key: string) => string | undefined {
  const { grants } = ws.store.authority();
  const { role, unit } = ws.store.facts();
  return (key) => {
    const grant = grants.get(key);
    return grant?.role === "root" && grant.unit === "" && role === "county" ? unit : grant?.unit || undefined;
  };
}

/** Bundles of known keys, each as that of its signer's unit; of all units, or of one. In order of reading. */
export function deliveriesOf(ws: WhoseBundleNeeds, unit?: string): readonly Delivery[] {
  const unitOf = unitsOfKeys(ws);
  const { grants } = ws.store.authority();
  return ws.store.deliveries().flatMap((row) => {
    if (isUnknown({ grants }, row.signer)) return [];
    const own = unitOf(row.signer) ?? row.unit;
    return unit === undefined || own === unit ? [{ ...row, unit: own }] : [];
  });
}

/** The same for bundles in volumes. */
export function volumeSetsOf(ws: WhoseBundleNeeds, unit?: string): readonly VolumeSet[] {
  const unitOf = unitsOfKeys(ws);
  const { grants } = ws.store.authority();
  return ws.store.volumeSets().flatMap((set) => {
    if (isUnknown({ grants }, set.signer)) return [];
    const own = unitOf(set.signer) ?? set.unit;
    return unit === undefined || own === unit ? [{ ...set, unit: own }] : [];
  });
}

/** A known key speaks for its own unit alone. @throws {Problem} `bundle-other-sender` */
export function assertOwnName(
  ws: Needs<FactReader & TrustReader>,
  { statement, signerKey }: Readonly<{ statement: BundleStatement; signerKey: string }>,
): void {
  const unit = unitsOfKeys(ws)(signerKey);
  const claimed = statement.sender.unit;
  if (unit !== undefined && unit !== claimed) throw new Problem("bundle-other-sender", { claimed, unit });
}
