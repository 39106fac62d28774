// The return stick: everything that the county holds of one unit goes back to it, so that a lost PC can be made again.
import { requireOffice } from "../trust/county-pcs.ts";
import type { Needs } from "../workspace.ts";
import { exportBundle, type Exported, type ExportBundleNeeds } from "../sending/write/export-bundle.ts";
import type { Progress } from "../ports/progress.ts";
import { checkedUnit } from "../campaign.ts";
import type { FactReader } from "../ports/store/facts.ts";
import type { TrustReader } from "../ports/store/trust.ts";

type GiveBackNeeds = ExportBundleNeeds & Needs<FactReader & TrustReader, "campaign">;

/**
 * Writes the unit's own entries and originals with what is addressed to it. It is sealed to the unit's PCs, so the new PC has to
 * be enrolled first.
 *
 * @throws {Problem} `workspace-role`, `unit-unknown`, as {@link exportBundle}
 * @see design.md §2 Feeds: to the county and the unit's own PCs
 */
export function giveBack(ws: GiveBackNeeds, unit: string, folder: string, progress: Progress): Promise<Exported> {
  requireOffice(ws);
  checkedUnit(ws, unit);
  const recipient = { kind: "unit", unit, givingBack: true } as const;
  return exportBundle(ws, { folder, purpose: "return", recipient, plain: false, papers: [] }, progress);
}
