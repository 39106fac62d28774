// Levels, explanations and scopes of the 审核公式, and what they never find.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../../src-main/domain/json.ts";
import { aggregateUnit } from "../../../src-main/domain/statistics/figures/aggregate.ts";
import { checkColumns } from "../../../src-main/domain/statistics/checks/column-check.ts";
import { consolidate } from "../../../src-main/domain/statistics/figures/consolidate.ts";
import { planOf } from "../../../src-main/domain/formulas/plan.ts";
import { shipped } from "../campaign/shipped.ts";
import { activity, anyRecords, MEMBER, record, TOWN } from "./records.ts";
import { tableOf, findings, of, study, hazard, villages, audio, lead, guest } from "./check-cases.ts";

describe("levels and explanations", () => {
  it("V10 warns before the end and blocks at the end unless it is explained", () => {
    const short = { unit: MEMBER, records: [lead, guest({ persons: 3, boards: 2 })] };
    expect(of("V10", { ...short, period: "weekly:2" })).toEqual([]);
    expect(of("V10", { ...short, period: "weekly:3" })).toMatchObject([{ level: "warning", blocks: false }]);
    expect(of("V10", { ...short, more: { isExplained: () => true } })).toMatchObject([
      { level: "error", explained: true, blocks: false },
    ]);
  });

  it("an error that cannot be explained away blocks in spite of a 说明", () => {
    expect(of("V02", { records: [study("a", { sessions: 1 })], more: { isExplained: () => true } })).toMatchObject(
      [{ explained: true, blocks: true }, { blocks: true }].slice(0, 1),
    );
  });

  it("a 说明 is found in the record and in a hand-in of the period that does not name yet what it explains", () => {
    const wide = (explanations: JsonObject) => study("a", { sessions: 1, persons: 5001 }, { explanations });
    const report = record(TOWN, "report", "r", { type: "final", period: "final", explanations: { V16: "全镇大会" } });
    expect(of("V16", { records: [wide({})] })[0]?.explained).toBe(false);
    expect(of("V16", { records: [wide({ V16: " " })] })[0]?.explained).toBe(false);
    expect(of("V16", { records: [wide({ V16: "全镇大会" })] })[0]?.explained).toBe(true);
    expect(of("V16", { records: [wide({}), report] })[0]?.explained).toBe(true);
    const named = record(TOWN, "report", "r", { ...report.value, explained: ["0123456789abcdef"] });
    expect(of("V16", { records: [wide({}), named] })[0]?.explained).toBe(false);
  });

  it("V07 only warns of rewards without a tip found true, and not where a reward activity stands", () => {
    const rewarded = record(TOWN, "tip", "t", { acceptedOn: "2021-06-02", occurrences: 1, rewarded: 1 });
    expect(of("V07", { records: [rewarded] })).toMatchObject([{ level: "warning", rows: ["61", "60"] }]);
    expect(of("V07", { records: [rewarded, activity(TOWN, "a", "30303", { enterprises: 1 })] })).toEqual([]);
  });

  it("V09 asks at the end for the villages that are missing", () => {
    const one = { records: [audio(["一村"])], more: { units: villages } };
    expect(of("V09", one)).toMatchObject([{ level: "warning", params: { reached: 1, total: 2 } }]);
    expect(of("V09", { ...one, period: "weekly:2" })).toEqual([]);
  });

  it("V02 and V03 leave out what was entered for a joint event that another unit leads (10a.4)", () => {
    const launch = { ...guest({ persons: 9 }), value: { ...guest({ persons: 9 }).value, code: "23101" } };
    expect(of("V02", { unit: MEMBER, records: [launch] })).toEqual([]);
    expect(of("V02", { unit: MEMBER, records: [{ ...launch, value: { ...launch.value, jointEvent: "" } }] })).not.toEqual([]);
  });

  it("V04 to V07 look at 累计 only: a hazard found in week 1 and closed in week 3 is honest (10a.2)", () => {
    const records = [hazard("a", { closedOn: "2021-06-15" })];
    expect(tableOf({ records, period: "weekly:3" }).rows.find(({ row }) => row === "16")).toMatchObject({ period: { value: 1 } });
    expect(findings({ records, period: "weekly:3" }).filter(({ check }) => ["V04", "V05", "V06", "V07"].includes(check))).toEqual(
      [],
    );
  });

  it("V22 finds a total that is not the columns less 去重", () => {
    const plan = planOf(shipped);
    const table = consolidate(plan, [aggregateUnit(plan, TOWN, [study("a", { sessions: 2, persons: 4 })])], { period: "total" });
    const wrong = { kind: "number" as const, value: 3 };
    const broken = {
      ...table,
      rows: table.rows.map((row) =>
        row.row === "01"
          ? { ...row, cells: row.cells.with(-1, { period: wrong, cumulative: wrong, pending: 0, conflicts: 0, unreported: 0 }) }
          : row,
      ),
    };
    expect(checkColumns(shipped, table)).toEqual([]);
    expect(checkColumns(shipped, broken)).toMatchObject([
      { check: "V22", rows: ["01"], params: { sum: 2, total: 3 }, blocks: true },
      { check: "V22" },
    ]);
  });

  it("never finds fault with sums it made itself, and V14 never blocks", () => {
    fc.assert(
      fc.property(
        anyRecords,
        fc.constantFrom("weekly:1", "weekly:3", "final"),
        fc.constantFrom(TOWN, "all"),
        (records, period, unit) => {
          const found = findings({ records, period, unit });
          expect(found.filter(({ check }) => ["V01", "V06", "V08", "V12", "V13"].includes(check))).toEqual([]);
          expect(found.filter(({ check, blocks }) => check === "V14" && blocks)).toEqual([]);
        },
      ),
      { numRuns: 100 },
    );
  });
});
