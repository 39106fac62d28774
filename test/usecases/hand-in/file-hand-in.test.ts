// 审核 before a hand-in: errors refuse it, warnings wait for a 说明, whoever hands in and however.
import { expect, test, vi } from "vitest";
import { demoLiaison } from "../../../src-main/demo/demo-records.ts";
import { UNWATCHED, type Workspace } from "../../../src-main/usecases/workspace.ts";
import { fileHandIn, findingsOf } from "../../../src-main/usecases/hand-in/file-hand-in.ts";
import type { RecordKey } from "../../../src-main/domain/record/projected.ts";
import { deleteRecord } from "../../../src-main/usecases/records/versions/delete-record.ts";
import { figureText } from "../../../src-main/domain/statistics/figures/figures.ts";
import { computeFigures } from "../../../src-main/usecases/figures/figures.ts";
import { handIn, type HandInRequest } from "../../../src-main/usecases/hand-in/hand-in.ts";
import { putRecord } from "../../../src-main/usecases/records/versions/put-record.ts";
import { reportTypeOf } from "../../../src-main/usecases/duties/reports/report-names.ts";
import { codeOf } from "../../support/codes.ts";
import { enrolledPair, record, TOWN } from "../../support/offices/office.ts";
import { tempFolder } from "../../support/temp-folder.ts";

vi.setConfig({ testTimeout: 60_000 });

const ZERO = { report: "zero:1", reason: "没有活动" };
const found = (ws: Workspace, request: HandInRequest) => findingsOf(ws, request).map(({ level, check }) => `${level} ${check}`);

test("an error refuses a weekly and a zero report alike, and nothing is written", async () => {
  const { town } = await enrolledPair(await tempFolder());
  for (const request of [{ report: "weekly:1" }, ZERO]) {
    expect(found(town.ws, request)).toEqual(["error V20"]);
    expect(await codeOf(async () => fileHandIn(town.ws, request))).toBe("hand-in-blocked");
  }
  expect(town.ws.store.reports(TOWN)).toEqual([]);
});

test("figures are judged as the report of their period, the whole so far as one made at once", async () => {
  const { town } = await enrolledPair(await tempFolder());
  const types = ["weekly:2", "final", "total", "supplement"].map((period) => reportTypeOf(town.ws, period));
  expect(types).toEqual(["weekly", "final", "now", "now"]);
});

test("a warning waits for its 说明, which goes with the hand-in", async () => {
  const { town } = await enrolledPair(await tempFolder());
  await putRecord(town.ws, { kind: "liaison", value: demoLiaison("城关镇") }, UNWATCHED);
  fileHandIn(town.ws, ZERO);
  for (const title of ["宣讲", "宣讲"]) await record(town.ws, title);
  expect(await codeOf(async () => fileHandIn(town.ws, ZERO))).toBe("report-not-zero");
  const warned = findingsOf(town.ws, { report: "weekly:1" }).filter(({ level }) => level === "warning");
  expect(warned.length).toBeGreaterThan(0);
  expect(await codeOf(async () => fileHandIn(town.ws, { report: "weekly:1" }))).toBe("hand-in-unexplained");
  const explanations = Object.fromEntries(warned.map(({ id }) => [id, "两场先后举行"]));
  const { record: filed } = fileHandIn(town.ws, { report: "weekly:1", explanations });
  expect(town.ws.store.record({ unit: TOWN, kind: "report", record: filed })?.value).toMatchObject({ explanations });
});

test("a difference that was explained is not asked for again while it stays the same, and is once it changes", async () => {
  const { town } = await enrolledPair(await tempFolder());
  await putRecord(town.ws, { kind: "liaison", value: demoLiaison("城关镇") }, UNWATCHED);
  const hazard = { foundOn: "2021-06-01", source: "self", place: "粮库", content: "线路老化", level: "general" };
  const made: RecordKey[] = [];
  for (const content of ["线路老化", "通道堵塞", "无灭火器"])
    made.push(await putRecord(town.ws, { kind: "hazard", value: { ...hazard, content } }, UNWATCHED));
  fileHandIn(town.ws, { report: "weekly:1" });
  const takeBack = (): void => {
    const { unit, kind, record: id } = made.pop() as RecordKey;
    deleteRecord(town.ws, { unit, kind, record: id });
  };
  const asked = (report: string): readonly string[] =>
    findingsOf(town.ws, { report }).flatMap(({ level, check, explained }) => (level === "warning" && !explained ? [check] : []));
  takeBack();
  expect(new Set(asked("weekly:2"))).toEqual(new Set(["V12", "V13"]));
  const explanations = Object.fromEntries(findingsOf(town.ws, { report: "weekly:2" }).map(({ id }) => [id, "核对后更正"]));
  fileHandIn(town.ws, { report: "weekly:2", explanations });
  expect(asked("weekly:3")).toEqual([]);
  fileHandIn(town.ws, { report: "weekly:3" });
  takeBack();
  expect(new Set(asked("weekly:4"))).toEqual(new Set(["V12", "V13"]));
});

test("no check speaks of a day that has not come", async () => {
  const { town, clock } = await enrolledPair(await tempFolder());
  const consultation = (report: string) => findingsOf(town.ws, { report }).some(({ check }) => check === "V11");
  expect(consultation("final")).toBe(false);
  clock.nowMs = Date.parse("2021-06-17T08:00:00+08:00");
  expect(consultation("final")).toBe(true);
});

test("what is filed is what the unit's own table says once it is filed, the report itself among it", async () => {
  const { town } = await enrolledPair(await tempFolder());
  await record(town.ws, "宣讲");
  for (const report of ["weekly:1", "zero:2", "weekly:1"]) {
    const filed = handIn(town.ws, { report, reason: "没有活动" });
    const value = town.ws.store.record({ unit: TOWN, kind: "report", record: filed.record })?.value;
    const { rows } = computeFigures(town.ws, TOWN, filed.period);
    const table = rows.map((row) => [row.row, { period: figureText(row.period), cumulative: figureText(row.cumulative) }]);
    expect(value?.["figures"]).toEqual(Object.fromEntries(table));
    expect(value?.["figures"]).toMatchObject({ "68": { period: "1" } });
  }
});
