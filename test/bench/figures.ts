// The county's table over a thousand units from nothing: plan, every unit's aggregate, columns, 去重, 合计.
import { aggregateUnit, recordsByUnit } from "../../src-main/domain/statistics/figures/aggregate.ts";
import { consolidate, type Consolidated } from "../../src-main/domain/statistics/figures/consolidate.ts";
import type { StatisticsRecord } from "../../src-main/domain/statistics/counting/countable.ts";
import { compilePlan } from "../../src-main/domain/formulas/plan.ts";
import type { Campaign } from "../../src-main/domain/campaign/schema.ts";
import { parseCampaign } from "../../src-main/domain/campaign-check/parse.ts";
import shipped from "../../resources/campaigns/2021-gaotai.json" with { type: "json" };
import { sha256 } from "../../src-main/store/db/codec.ts";
import { mediansOf } from "./rows/clock.ts";
import { activityText } from "./made/made-values.ts";
import { rowOf, type Family, type Row, type Setting, type Size } from "./rows/row.ts";

const SIZES: Readonly<Record<Size, Readonly<{ units: number; activities: number }>>> = {
  full: { units: 1000, activities: 50_000 },
  quick: { units: 50, activities: 1000 },
};
const FILES_PER_ACTIVITY = 5;
/** Milliseconds that quality.md allows. */
const COLD_MS = 300;

/** @see quality.md Speed and size, "consolidated 附件2 over 1,000 units" */
export const figures: Family = { name: "figures", measure: measureFigures };

async function measureFigures({ size, say }: Setting): Promise<readonly Row[]> {
  const { units, activities } = SIZES[size];
  const campaign = widen(parseCampaign(structuredClone(shipped)), units);
  say(`making ${activities} activities of ${units} units`);
  const records = Array.from({ length: activities }, (_, index) => recordOf(index, unitCode(index % units)));
  const [seconds = Number.NaN] = await mediansOf([{ work: () => assertCounted(tableOf(campaign, records)) }]);
  return [
    rowOf(
      {
        name: `figures: consolidated, ${units} units, ${activities} activities, cold`,
        value: seconds * 1000,
        unit: "ms",
        yardstick: COLD_MS,
        against: `${COLD_MS} ms`,
      },
      { goal: 1, target: 1 },
    ),
  ];
}

/** The table of a campaign with that many units. */
export function tableOf(campaign: Campaign, records: readonly StatisticsRecord[]): Consolidated {
  const plan = compilePlan(campaign);
  const aggregates = [...recordsByUnit(records)].map(([unit, own]) => aggregateUnit(plan, unit, own));
  return consolidate(plan, aggregates, { period: "total", expand: true });
}

function assertCounted(table: Consolidated): void {
  const counted = table.rows.some(({ cells }) => {
    const total = cells.at(-1)?.cumulative;
    return total !== undefined && total.kind !== "none" && JSON.stringify(total) !== JSON.stringify({ kind: "count", value: 0 });
  });
  if (!counted) throw new Error("nothing was counted");
}

/** The campaign with units of one kind, so many. */
export function widen(campaign: Campaign, units: number): Campaign {
  const [first] = campaign.units;
  if (first === undefined) throw new Error("a campaign has units");
  return {
    ...campaign,
    units: Array.from({ length: units }, (_, index) => ({ ...first, code: unitCode(index), name: `单位${index + 1}` })),
  };
}

function unitCode(index: number): string {
  return `6207${String(index + 1).padStart(5, "0")}`;
}

function recordOf(index: number, unit: string): StatisticsRecord {
  const files = Array.from({ length: FILES_PER_ACTIVITY }, (_, file) => ({
    sha256: sha256(`${index} ${file}`),
    sizeBytes: 5_000_000,
    name: "a.jpg",
    mime: "image/jpeg",
    class: "photo",
  }));
  const at = Date.UTC(2021, 5, 2);
  return {
    unit,
    kind: "activity",
    record: `record-${index}`,
    head: sha256(`head ${index}`),
    value: activityText(index, files),
    evidenced: true,
    evidenceOverridden: false,
    handedIn: true,
    later: false,
    returned: false,
    needsCheck: false,
    onBehalf: false,
    conflict: false,
    pendingEvidence: false,
    smallEvidence: false,
    firstAtMs: at,
    editedAtMs: at,
  };
}
