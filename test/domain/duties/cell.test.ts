// What became of a duty: every state of a cell, by what is known of it.
import { describe, expect, test } from "vitest";
import { cellOf, type Known, type OutDocument } from "../../../src-main/domain/duties/cell.ts";

const [DUE, TOWN] = [1000, { code: "620724103", kind: "town" }];
const DUTY = { id: "weekly:1", kinds: ["town"], dueAtMs: DUE };
const NOTHING: Known = { waiver: undefined, answer: undefined, documents: undefined };

function answered(
  more: Readonly<{ type?: string; receivedMs?: number | null; returned?: boolean; missing?: readonly unknown[] }>,
): Known {
  const { type = "weekly", receivedMs = 900, returned = false, missing = [] } = more;
  const report = { unit: TOWN.code, record: "a", type, period: "1", missing };
  return { ...NOTHING, answer: { report, returned, exportedMs: 800, receivedMs } };
}

const document = (receivedMs: number | null, returned = false): OutDocument => ({ exportedMs: 800, receivedMs, returned });

describe("by a report", () => {
  test.each([
    ["nothing yet", NOTHING, DUE, "due"],
    ["nothing, and its hour has passed", NOTHING, DUE + 1, "missing"],
    ["received at the last moment", answered({ receivedMs: DUE }), DUE + 1, "on-time"],
    ["received after its hour", answered({ receivedMs: DUE + 60_000 }), DUE + 1, "late"],
    ["at the unit, by when it left", answered({ receivedMs: null }), DUE + 1, "on-time"],
    ["received, but entries lack", answered({ missing: [{}] }), DUE + 1, "incomplete"],
    ["returned, whatever lacks", answered({ returned: true, missing: [{}] }), DUE + 1, "returned"],
    ["waived, whatever came", { ...answered({ returned: true }), waiver: "防汛" }, DUE + 1, "waived"],
  ])("%s", (_name, known, nowMs, state) => {
    expect(cellOf(TOWN, DUTY, known, nowMs)).toMatchObject({ state, waiver: known.waiver ?? null, dueMs: DUE, zero: false });
  });

  test("a zero report is said to be one", () => {
    expect(cellOf(TOWN, DUTY, answered({ type: "zero" }), DUE)).toMatchObject({ state: "on-time", zero: true });
  });

  test("a unit of another kind owes nothing, not even what it was let off", () => {
    const known = { ...NOTHING, waiver: "防汛" };
    expect(cellOf({ ...TOWN, kind: "enterprise" }, DUTY, known, DUE + 1)).toMatchObject({
      state: "not-applicable",
      waiver: null,
    });
  });
});

describe("by a document", () => {
  const by = (documents: readonly OutDocument[], answer = NOTHING.answer): Known => ({ ...NOTHING, answer, documents });
  test.each([
    ["none, though a report came", by([], answered({}).answer), DUE + 1, "missing"],
    ["in time", by([document(DUE)]), DUE + 1, "on-time"],
    ["late", by([document(DUE + 60_000)]), DUE + 1, "late"],
    ["returned", by([document(900, true)]), DUE + 1, "returned"],
    ["the first that was not returned", by([document(900, true), document(DUE + 60_000)]), DUE + 1, "late"],
    ["with the report that carried it", by([document(900)], answered({ returned: true }).answer), DUE + 1, "returned"],
  ])("%s", (_name, known, nowMs, state) => {
    expect(cellOf(TOWN, DUTY, known, nowMs)).toMatchObject({ state, zero: false });
  });
});
