// The engine against a second, independent reckoning over random records, and the laws that tables obey.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { aggregateUnit, recordsByUnit } from "../../../src-main/domain/statistics/figures/aggregate.ts";
import { checkColumns } from "../../../src-main/domain/statistics/checks/column-check.ts";
import { computeStatistics, type Statistics } from "../../../src-main/domain/statistics/figures/compute.ts";
import { consolidate } from "../../../src-main/domain/statistics/figures/consolidate.ts";
import type { StatisticsRecord } from "../../../src-main/domain/statistics/counting/countable.ts";
import { figureText } from "../../../src-main/domain/statistics/figures/figures.ts";
import { planOf } from "../../../src-main/domain/formulas/plan.ts";
import { shipped } from "../campaign/shipped.ts";
import { reckon } from "./oracle.ts";
import { anyRecords, anyStories, MEMBER, OFFICE, TOWN } from "./records.ts";

const START = "2021-05-24T00:00";
const PERIODS = shipped.calendar.periods;
const plan = planOf(shipped);
const anyPeriod = fc.constantFrom(...PERIODS);
const RUNS = { numRuns: 80 };

function texts(table: Statistics, scope: "period" | "cumulative"): Record<string, string> {
  return Object.fromEntries(table.rows.map((row) => [row.row, figureText(row[scope])]));
}

/** A row as the county's table shows it. */
function cellOf({ row, period, cumulative, pending, conflicts, unreported }: Statistics["rows"][number]) {
  return { row, period, cumulative, pending, conflicts, unreported };
}

function aggregates(records: readonly StatisticsRecord[]) {
  return [...recordsByUnit(records)].map(([unit, own]) => aggregateUnit(plan, unit, own));
}

describe("the statistics table", () => {
  it("agrees with a reckoning in plain loops, for a unit and for all", () => {
    fc.assert(
      fc.property(anyRecords, fc.constantFrom(TOWN, MEMBER, OFFICE, "all"), anyPeriod, (records, unit, { id, from, to }) => {
        const table = computeStatistics(shipped, records, { unit, period: id });
        expect(texts(table, "period")).toEqual(reckon(records, unit, { from, to }));
        expect(texts(table, "cumulative")).toEqual(reckon(records, unit, { from: START, to }));
      }),
      { numRuns: 250 },
    );
  });

  it("counts a story once however units, titles and links chain it", () => {
    fc.assert(
      fc.property(anyStories, fc.constantFrom(TOWN, "all"), (records, unit) => {
        const table = computeStatistics(shipped, records, { unit, period: "total" });
        expect(texts(table, "cumulative")).toEqual(reckon(records, unit, { from: START, to: "2021-07-01T00:00" }));
      }),
      { numRuns: 800 },
    );
  });

  it("adds its periods up to the cumulative figure in every row that says so (V13)", () => {
    const sums = shipped.indicators.filter(({ aggregate }) => aggregate === "sum").map(({ code }) => code);
    fc.assert(
      fc.property(anyRecords, fc.constantFrom(TOWN, "all"), (records, unit) => {
        const tables = PERIODS.map(({ id }) => texts(computeStatistics(shipped, records, { unit, period: id }), "period"));
        const total = texts(computeStatistics(shipped, records, { unit, period: "total" }), "cumulative");
        for (const row of sums)
          expect([row, tables.reduce((sum, table) => sum + Number(table[row]), 0)]).toEqual([row, Number(total[row])]);
      }),
      RUNS,
    );
  });

  it("is the same plain data in whatever order the records come", () => {
    fc.assert(
      fc.property(anyRecords, anyPeriod, fc.nat(), (records, { id }, turn) => {
        const turned = [
          ...records.slice(turn % (records.length + 1)),
          ...records.slice(0, turn % (records.length + 1)),
        ].reverse();
        const table = computeStatistics(shipped, records, { unit: "all", period: id });
        expect(computeStatistics(shipped, turned, { unit: "all", period: id })).toEqual(table);
        expect(JSON.parse(JSON.stringify(table))).toEqual(table);
      }),
      RUNS,
    );
  });

  it("has behind every figure the records that make it", () => {
    fc.assert(
      fc.property(anyRecords, fc.constantFrom(TOWN, "all"), anyPeriod, (records, unit, { id }) => {
        for (const row of computeStatistics(shipped, records, { unit, period: id }).rows) {
          if (row.cumulative.kind !== "number" || row.period.kind !== "number") continue;
          expect(row.records.reduce((sum, one) => sum + one.cumulative, 0)).toBe(row.cumulative.value);
          expect(row.records.reduce((sum, one) => sum + one.period, 0)).toBe(row.period.value);
        }
      }),
      RUNS,
    );
  });
});

describe("marks", () => {
  const KINDS = ["pendingEvidence", "conflict", "later", "notHandedIn"] as const;

  it("stand at every row that a marked record gives to, and nowhere else", () => {
    const without = { pendingEvidence: false, conflict: false, later: false, handedIn: true };
    fc.assert(
      fc.property(anyRecords, fc.nat(39), fc.constantFrom(...KINDS), anyPeriod, (all, at, kind, { id }) => {
        const records = all.map((one) => ({ ...one, ...without }));
        const chosen = records[at % Math.max(1, records.length)];
        if (chosen === undefined) return;
        const plain = computeStatistics(shipped, records, { unit: "all", period: id }).rows;
        const marked = { ...chosen, ...(kind === "notHandedIn" ? { handedIn: false } : { [kind]: true }) };
        const rows = computeStatistics(shipped, records.with(records.indexOf(chosen), marked), { unit: "all", period: id }).rows;
        const mark = kind === "pendingEvidence" ? "pending" : kind === "conflict" ? "conflicts" : "unreported";
        const gives = new Set(plain.filter((row) => givesTo(row, chosen)).map(({ row }) => row));
        const withParts = plain.filter(({ row, parts }) => gives.has(row) || parts.some((part) => gives.has(part)));
        const found = new Set(rows.filter((row) => row[mark] === 1).map(({ row }) => row));
        expect([...gives].filter((row) => !found.has(row))).toEqual([]);
        expect(withParts.filter(({ row }) => !found.has(row))).toEqual([]);
        expect(rows.every((row) => row.pending + row.conflicts + row.unreported === row[mark] && row[mark] <= 1)).toBe(true);
        if (mark !== "unreported") expect([...found]).toEqual(withParts.map(({ row }) => row));
      }),
      RUNS,
    );
  });
});

function givesTo({ records }: Statistics["rows"][number], { unit, kind, record }: StatisticsRecord): boolean {
  return records.some((one) => one.unit === unit && one.kind === kind && one.record === record);
}

describe("the county's table", () => {
  it("has columns that less 去重 make 合计, and 合计 is the table of all units", () => {
    fc.assert(
      fc.property(fc.oneof(anyRecords, anyStories), anyPeriod, fc.boolean(), (records, { id }, expand) => {
        const table = consolidate(plan, aggregates(records), { period: id, expand });
        expect(checkColumns(shipped, table)).toEqual([]);
        const all = computeStatistics(shipped, records, { unit: "all", period: id });
        const totals = table.rows.map(({ row, cells }) => ({ row, ...cells.at(-1) }));
        expect(totals).toEqual(all.rows.map(cellOf));
      }),
      RUNS,
    );
  });

  it("shows in a unit's column what the unit's own table shows", () => {
    fc.assert(
      fc.property(anyRecords, anyPeriod, (records, { id }) => {
        const table = consolidate(plan, aggregates(records), { period: id, expand: true });
        for (const unit of [TOWN, MEMBER, OFFICE]) {
          const at = table.columns.findIndex((column) => column.id === unit);
          const own = computeStatistics(shipped, records, { unit, period: id });
          const cells = table.rows.map(({ row, cells: all }) => ({ row, ...all[at] }));
          expect(cells).toEqual(own.rows.map(cellOf));
        }
      }),
      RUNS,
    );
  });

  it("needs anew only the aggregate of a unit that changed", () => {
    fc.assert(
      fc.property(anyRecords, anyRecords, (before, more) => {
        const after = [
          ...before,
          ...more.filter(({ unit }) => unit === TOWN).map((one) => ({ ...one, record: `n${one.record}` })),
        ];
        const kept = aggregates(before).filter(({ unit }) => unit !== TOWN);
        const renewed = [
          ...kept,
          aggregateUnit(
            plan,
            TOWN,
            after.filter(({ unit }) => unit === TOWN),
          ),
        ];
        expect(consolidate(plan, renewed, { period: "final" })).toEqual(
          consolidate(plan, aggregates(after).toSorted(likeIn(renewed)), { period: "final" }),
        );
      }),
      RUNS,
    );
  });
});

function likeIn(order: readonly { unit: string }[]) {
  const place = (unit: string) => order.findIndex((one) => one.unit === unit);
  return (a: { unit: string }, b: { unit: string }) => place(a.unit) - place(b.unit);
}
