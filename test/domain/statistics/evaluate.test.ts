// Formulas of the rubric over records: they count what 附件2 counts.
import { describe, expect, it } from "vitest";
import { formulasOf } from "../../../src-main/domain/campaign-check/formula-faults.ts";
import { evaluateFormulas } from "../../../src-main/domain/statistics/checks/evaluate.ts";
import { shipped } from "../campaign/shipped.ts";
import { activity, record, TOWN } from "./records.ts";

const unit = { code: TOWN, villages: 3, communities: 1 };
const records = [
  activity(TOWN, "a", "40102", { meetings: 1, persons: 9 }, { leaders: [{ id: "x", name: "某某" }] }),
  activity(TOWN, "b", "40102", { meetings: 1, persons: 9 }),
  { ...activity(TOWN, "c", "40102", { meetings: 1 }), evidenced: false },
  activity(TOWN, "d", "23209", { sessions: 1, persons: 30 }, { startsAt: "2021-06-16T09:00" }),
  record(TOWN, "exposure", "e", { exposedOn: "2021-06-02", category: "hazard", subject: "甲", problem: "乙" }),
];

describe("formulas over records", () => {
  it("count what counts and nothing else", () => {
    const formulas = [
      'count("activity", "code == \'40102\'")',
      'count("activity", "leaders > 0")',
      'row("57") > 0',
      'sum("*", "persons")',
      "places",
      'percent(row("57"), places, 1)',
    ];
    const values = evaluateFormulas(shipped, records, { unit, period: "total" }, formulas);
    expect([...values.values()]).toEqual([2, 1, true, 48, 4, "25.0"]);
  });

  it("of the shipped rubric all evaluate, to what their rules need", () => {
    const rubric = formulasOf(shipped).filter(({ path }) => path.startsWith("/rubric/"));
    const values = evaluateFormulas(
      shipped,
      records,
      { unit, period: "total" },
      rubric.map(({ text }) => text),
    );
    for (const { text, gives } of rubric)
      expect([text, typeof values.get(text)]).toEqual([text, gives === "bool" ? "boolean" : "number"]);
  });
});
