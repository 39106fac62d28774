// The exchange between the PCs of one county office: everything but other offices' own feeds, sealed to all county PCs, from where
// the others said last that they end. It says what this PC holds itself, so that the next one back is no longer than it must be.
import { Problem } from "../../domain/problem.ts";
import { countyPcs, officeRole, requireHandingOut } from "../trust/county-pcs.ts";
import type { Needs } from "../workspace.ts";
import { exportBundle, type Exported, type ExportBundleNeeds } from "../sending/write/export-bundle.ts";
import { restateKeys, type RestateKeysNeeds } from "../trust/restate-keys.ts";
import { shareArrivals } from "./share-arrivals.ts";
import type { Progress } from "../ports/progress.ts";
import { isExchange } from "../../domain/bundle-purpose.ts";
import type { DeliveryReader, DeliveryWriter } from "../ports/store/deliveries.ts";
import type { ExportReader } from "../ports/store/exports.ts";
import type { FactReader } from "../ports/store/facts.ts";
import type { TrustReader } from "../ports/store/trust.ts";

export type ExchangeOfficeNeeds = ExportBundleNeeds &
  RestateKeysNeeds &
  Needs<DeliveryWriter & FactReader & TrustReader, "world">;

/**
 * Writes the exchange for the office's other PCs.
 *
 * @param full all entries and files, whatever the others hold.
 * @throws {Problem} `workspace-role`, `county-not-approved`, `county-ended`, `exchange-alone`, as {@link exportBundle}
 * @see design.md §2 Feeds: county PCs are in the audience of every feed but another office's `own`
 */
export async function exchangeOffice(
  ws: ExchangeOfficeNeeds,
  folder: string,
  full: boolean,
  progress: Progress,
): Promise<Exported> {
  requireHandingOut(ws);
  const others = countyPcs(ws).filter((pc) => !pc.isSelf && !pc.ended);
  if (others.length === 0) throw new Problem("exchange-alone", {});
  const standing = officeRole(ws);
  if (standing === "root") restateKeys(ws);
  if (standing !== "handed-over") shareArrivals(ws);
  const recipient = { kind: "office", unit: ws.store.facts().unit, others: others.map((pc) => pc.key) } as const;
  return exportBundle(ws, { folder, purpose: "pack", recipient, plain: false, papers: [], full }, progress);
}

/** When this PC last read an exchange of another one, and last wrote one; null where never. */
export function lastExchanges(
  ws: Needs<DeliveryReader & ExportReader>,
): Readonly<{ writtenMs: number | null; readFrom: (key: string) => number | null }> {
  const written = ws.store.exports().filter(isExchange);
  return {
    writtenMs: written.at(-1)?.exportedMs ?? null,
    readFrom: (key) => ws.store.heldBy(key)?.readMs ?? null,
  };
}
