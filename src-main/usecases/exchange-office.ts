// The exchange between the PCs of one county office: everything but other offices' own feeds, sealed to all county PCs, from where
// the others said last that they end. It says what this PC holds itself, so that the next one back is no longer than it must be.
import { Problem } from "../domain/problem.ts";
import { countyPcs, officeStanding, requireHandingOut } from "./county-pcs.ts";
import type { Desk } from "./desk.ts";
import { exportBundle, type Exported } from "./export-bundle.ts";
import { restateKeys } from "./restate-keys.ts";
import { tellArrivals } from "./tell-arrivals.ts";
import type { Progress } from "./ports.ts";

/**
 * Writes the exchange for the office's other PCs.
 *
 * @param full all entries and files, whatever the others hold.
 * @throws {Problem} `workspace-role`, `county-not-approved`, `county-ended`, `exchange-alone`, as {@link exportBundle}
 * @see design.md §2 Feeds: county PCs are in the audience of every feed but another office's `own`
 */
export async function exchangeOffice(desk: Desk, folder: string, full: boolean, progress: Progress): Promise<Exported> {
  requireHandingOut(desk);
  const others = countyPcs(desk).filter((pc) => !pc.isSelf && !pc.ended);
  if (others.length === 0) throw new Problem("exchange-alone", {});
  const standing = officeStanding(desk);
  if (standing === "root") restateKeys(desk);
  if (standing !== "handed-over") tellArrivals(desk);
  const recipient = { kind: "office", unit: desk.store.facts().unit, others: others.map((pc) => pc.key) } as const;
  return exportBundle(desk, { folder, purpose: "pack", recipient, plain: false, papers: [], full }, progress);
}

/** Whether a bundle goes from one of the office's PCs to the others, and not to units. */
export function isExchange({ purpose, recipient }: Readonly<{ purpose: string; recipient: string }>): boolean {
  return purpose === "pack" && recipient === "county";
}

/** When this PC last read an exchange of another one, and last wrote one; null where never. */
export function lastExchanges(desk: Desk): Readonly<{ writtenMs: number | null; readFrom: (key: string) => number | null }> {
  const written = desk.store.exports().filter(isExchange);
  return {
    writtenMs: written.at(-1)?.exportedMs ?? null,
    readFrom: (key) => desk.store.heldBy(key)?.readMs ?? null,
  };
}
