// 附件2 for one unit or for all, as the records that are here give it; and the county's table.
import { aggregateUnit, recordsByUnit } from "../../domain/statistics/figures/aggregate.ts";
import { computeStatistics, type Statistics } from "../../domain/statistics/figures/compute.ts";
import { consolidate, type Consolidated } from "../../domain/statistics/figures/consolidate.ts";
import { planOf } from "../../domain/formulas/plan.ts";
import type { StatisticsRecord } from "../../domain/statistics/counting/countable.ts";
import type { Workspace, Needs } from "../workspace.ts";
import { checkedUnit, checkedPeriod } from "../campaign.ts";
import type { RecordReader } from "../ports/store/records.ts";
import type { ReportReader } from "../ports/store/reports.ts";

type FiguresNeeds = Needs<RecordReader & ReportReader, "campaign" | "world">;

/**
 * Figures of 本期 and 累计 with the records behind each.
 *
 * @param unit a code, or `all`; a unit's own PC has only its own.
 * @throws {Problem} `period-unknown`, `unit-unknown`
 */
export function computeFigures(ws: FiguresNeeds, unit: string, period: string): Statistics {
  if (unit !== "all") checkedUnit(ws, unit);
  const records = recordsFor(ws, unit === "all" ? undefined : unit);
  return computeStatistics(ws.campaign(), records, { unit, period: checkedPeriod(ws, period), nowMs: ws.world.nowMs() });
}

/** The county's table over all units. @throws {Problem} `period-unknown` */
export function consolidateFigures(ws: FiguresNeeds, period: string): Consolidated {
  return consolidateRecords(ws, recordsFor(ws, undefined), period);
}

/** The same of records that are at hand. @throws {Problem} `period-unknown` */
export function consolidateRecords(
  ws: Pick<Workspace, "campaign" | "world">,
  records: readonly StatisticsRecord[],
  period: string,
): Consolidated {
  const plan = planOf(ws.campaign());
  const groups = recordsByUnit(records);
  const aggregates = [...groups].map(([unit, records]) => aggregateUnit(plan, unit, records, { nowMs: ws.world.nowMs() }));
  return consolidate(plan, aggregates, { period: checkedPeriod(ws, period) });
}

/** Records with the time of their arrival, where it decides who came first. */
export function recordsFor(ws: Needs<RecordReader & ReportReader>, unit: string | undefined): readonly StatisticsRecord[] {
  const arrivals = new Map(
    ws.store
      .arrivals(["story"])
      .flatMap((row) => (row.receivedMs === null ? [] : [[`${row.unit}/${row.record}`, row.receivedMs] as const])),
  );
  return ws.store.projected(unit).map((record) => {
    const receivedAtMs = record.kind === "story" ? arrivals.get(`${record.unit}/${record.record}`) : undefined;
    return receivedAtMs === undefined ? record : { ...record, receivedAtMs };
  });
}
