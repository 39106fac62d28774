// Whose a bundle is: that of the unit whose key signed it, and nobody's while nobody has approved the key. What it says of itself is
// never taken for it. design.md §7, Audience
import { isUnknown } from "../domain/audience.ts";
import { Problem } from "../domain/problem.ts";
import type { Desk } from "./desk.ts";
import type { Delivery } from "./office-port.ts";
import type { BundleStatement } from "./ports.ts";
import type { VolumeSet } from "./volume-port.ts";

/** The unit that a key was approved for; a county's pinned key is of the county. Undefined for an unknown key. */
function unitsOfKeys(desk: Desk): (key: string) => string | undefined {
  const { grants } = desk.store.authority();
  const { role, unit } = desk.store.facts();
  return (key) => {
    const grant = grants.get(key);
    return grant?.role === "root" && grant.unit === "" && role === "county" ? unit : grant?.unit || undefined;
  };
}

/** Bundles of known keys, each as that of its signer's unit; of all units, or of one. In order of reading. */
export function deliveriesOf(desk: Desk, unit?: string): readonly Delivery[] {
  const unitOf = unitsOfKeys(desk);
  const { grants } = desk.store.authority();
  return desk.store.deliveries().flatMap((row) => {
    if (isUnknown({ grants }, row.signer)) return [];
    const own = unitOf(row.signer) ?? row.unit;
    return unit === undefined || own === unit ? [{ ...row, unit: own }] : [];
  });
}

/** The same for bundles in volumes. */
export function volumeSetsOf(desk: Desk, unit?: string): readonly VolumeSet[] {
  const unitOf = unitsOfKeys(desk);
  const { grants } = desk.store.authority();
  return desk.store.volumeSets().flatMap((set) => {
    if (isUnknown({ grants }, set.signer)) return [];
    const own = unitOf(set.signer) ?? set.unit;
    return unit === undefined || own === unit ? [{ ...set, unit: own }] : [];
  });
}

/** A known key speaks for its own unit alone. @throws {Problem} `bundle-other-sender` */
export function assertOwnName(
  desk: Desk,
  { statement, signerKey }: Readonly<{ statement: BundleStatement; signerKey: string }>,
): void {
  const unit = unitsOfKeys(desk)(signerKey);
  const claimed = statement.sender.unit;
  if (unit !== undefined && unit !== claimed) throw new Problem("bundle-other-sender", { claimed, unit });
}
