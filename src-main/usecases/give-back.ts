// The return stick: everything that the county holds of one unit goes back to it, so that a lost PC can be made again.
import { requireOffice } from "./county-pcs.ts";
import type { Desk } from "./desk.ts";
import { exportBundle, type Exported } from "./export-bundle.ts";
import { checkedUnit } from "./figures.ts";
import type { Progress } from "./ports.ts";

/**
 * Writes the unit's own entries and originals with what is addressed to it. It is sealed to the unit's PCs, so the new PC has to
 * be enrolled first.
 *
 * @throws {Problem} `workspace-role`, `unit-unknown`, as {@link exportBundle}
 * @see design.md §2 Feeds: to the county and the unit's own PCs
 */
export function giveBack(desk: Desk, unit: string, folder: string, progress: Progress): Promise<Exported> {
  requireOffice(desk);
  checkedUnit(desk, unit);
  const recipient = { kind: "unit", unit, givingBack: true } as const;
  return exportBundle(desk, { folder, purpose: "return", recipient, plain: false, papers: [] }, progress);
}
