// Receipts: the county says what it holds of a unit, and hands that back on the same drive.
import { Problem } from "../domain/problem.ts";
import type { JsonObject } from "../domain/json.ts";
import { frontierOf, feedsFor } from "./carried-feeds.ts";
import { requireRole, type Desk } from "./desk.ts";
import { exportBundle, type Exported } from "./export-bundle.ts";
import { checkedUnit } from "./figures.ts";
import { recordId } from "./put-record.ts";
import type { Progress } from "./ports.ts";

/**
 * Writes a receipt for every bundle of the unit that has none yet, and exports them to the unit.
 *
 * @throws {Problem} `workspace-role`, `unit-unknown`, `nothing-to-export`, as {@link exportBundle}
 */
export async function issueReceipts(
  desk: Desk,
  unit: string,
  folder: string,
  progress: Progress,
): Promise<Exported & Readonly<{ receipts: number }>> {
  const facts = desk.store.facts();
  requireRole(facts, "county");
  checkedUnit(desk, unit);
  const held = frontierOf(feedsFor(desk, { kind: "county" }, (feed) => feed.unit === unit));
  const bundles = desk.store.imports().filter((row) => row.unit === unit && row.purpose === "hand-in");
  if (bundles.length === 0) throw new Problem("nothing-to-export", {});
  const written = bundles.flatMap((row) => {
    const value: JsonObject = {
      unit,
      bundle: row.bundle,
      receivedAtMs: row.receivedMs,
      means: row.means,
      frontier: held,
      missing: desk.store.missing(held),
    };
    const record = recordId(desk, "receipt", value);
    const known = desk.store.record({ unit: facts.unit, kind: "receipt", record });
    return known?.status === "shown"
      ? []
      : [{ kind: "receipt", record, unit: facts.unit, audience: `unit:${unit}` as const, value }];
  });
  desk.store.append(written);
  const exported = await exportBundle(
    desk,
    { folder, purpose: "receipt", recipient: { kind: "unit", unit }, plain: false, papers: [] },
    progress,
  );
  return { ...exported, receipts: written.length };
}
