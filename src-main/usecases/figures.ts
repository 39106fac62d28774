// 附件2 for one unit or for all, as the records that are here give it; and the county's table.
import { aggregateUnit, recordsByUnit } from "../domain/statistics/aggregate.ts";
import { computeStatistics, type Statistics } from "../domain/statistics/compute.ts";
import { consolidate, type Consolidated } from "../domain/statistics/consolidate.ts";
import { planOf } from "../domain/statistics/plan.ts";
import type { StatisticsRecord } from "../domain/statistics/countable.ts";
import { timedPeriods } from "../domain/campaign/deadlines.ts";
import { Problem } from "../domain/problem.ts";
import type { Desk } from "./desk.ts";

/** Period id such as `weekly:2`, or `total`. @throws {Problem} `period-unknown` */
export function checkedPeriod(desk: Desk, period: string): string {
  const known = period === "total" || timedPeriods(desk.campaign()).some((candidate) => candidate.id === period);
  if (!known) throw new Problem("period-unknown", { period });
  return period;
}

/** @throws {Problem} `unit-unknown` */
export function checkedUnit(desk: Desk, unit: string): string {
  if (!desk.campaign().units.some((candidate) => candidate.code === unit)) throw new Problem("unit-unknown", { unit });
  return unit;
}

/**
 * Figures of 本期 and 累计 with the records behind each.
 *
 * @param unit a code, or `all`; a unit's own PC has only its own.
 * @throws {Problem} `period-unknown`, `unit-unknown`
 */
export function computeFigures(desk: Desk, unit: string, period: string): Statistics {
  if (unit !== "all") checkedUnit(desk, unit);
  const records = recordsFor(desk, unit === "all" ? undefined : unit);
  return computeStatistics(desk.campaign(), records, { unit, period: checkedPeriod(desk, period), nowMs: desk.world.nowMs() });
}

/** The county's table over all units. @throws {Problem} `period-unknown` */
export function consolidateFigures(desk: Desk, period: string): Consolidated {
  return consolidateRecords(desk, recordsFor(desk, undefined), period);
}

/** The same of records that are at hand. @throws {Problem} `period-unknown` */
export function consolidateRecords(desk: Desk, records: readonly StatisticsRecord[], period: string): Consolidated {
  const plan = planOf(desk.campaign());
  const groups = recordsByUnit(records);
  const aggregates = [...groups].map(([unit, records]) => aggregateUnit(plan, unit, records, { nowMs: desk.world.nowMs() }));
  return consolidate(plan, aggregates, { period: checkedPeriod(desk, period) });
}

/** Records with the time of their arrival, where it decides who came first. */
export function recordsFor(desk: Desk, unit: string | undefined): readonly StatisticsRecord[] {
  const arrivals = new Map(
    desk.store
      .arrivals(["story"])
      .flatMap((row) => (row.receivedMs === null ? [] : [[`${row.unit}/${row.record}`, row.receivedMs] as const])),
  );
  return desk.store.projected(unit).map((record) => {
    const receivedAtMs = record.kind === "story" ? arrivals.get(`${record.unit}/${record.record}`) : undefined;
    return receivedAtMs === undefined ? record : { ...record, receivedAtMs };
  });
}
