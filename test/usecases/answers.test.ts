// A weekly report and a zero report for one period: which of the two stands, when it counts, and what that means for a return.
// The same at both ends, in whatever order they arrive, and after a rebuild.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { reportToMend } from "../../src-main/api/views/past-hand-ins.ts";
import { demoPlan } from "../../src-main/demo/demo-records.ts";
import { UNWATCHED, type Desk } from "../../src-main/usecases/desk.ts";
import { reportReceivedMs } from "../../src-main/usecases/answers.ts";
import { deleteRecord } from "../../src-main/usecases/delete-record.ts";
import { exportBundle } from "../../src-main/usecases/export-bundle.ts";
import { handIn } from "../../src-main/usecases/hand-in.ts";
import { buildMatrix, type Cell } from "../../src-main/usecases/obligations.ts";
import { putRecord } from "../../src-main/usecases/put-record.ts";
import { returnedRecords } from "../../src-main/usecases/returned-records.ts";
import { reviewRecord } from "../../src-main/usecases/review.ts";
import { codeOf } from "../support/codes.ts";
import { enrolledPair, handOver, record, TOWN } from "../support/office.ts";
import { receiptTo, take } from "../support/receipts.ts";
import { tempFolder } from "../support/temp-folder.ts";

vi.setConfig({ testTimeout: 60_000 });

const FIRST_WEEK_ENDS = Date.parse("2021-06-03T12:00:00+08:00");
const ZERO = { report: "zero:weekly:1", reason: "本周没有活动" };
const WEEKLY = { report: "weekly:1" };

const cellOf = (desk: Desk): Cell | undefined =>
  buildMatrix(desk).cells.find((cell) => cell.unit === TOWN && cell.obligation === "weekly:1");
const recordOf = (desk: Desk, type: string): string =>
  desk.store.reports(TOWN).find((report) => report.type === type)?.record ?? "";
const giveBack = (county: Desk, type: string): void => {
  reviewRecord(county, { record: recordOf(county, type), unit: TOWN, decision: "return", reason: "有活动没有报" });
};

test("a returned zero report is answered by the weekly one: no longer returned at either end, counted from when the answer came", async () => {
  const folder = await tempFolder();
  const { county, town, clock } = await enrolledPair(folder);
  handIn(town.desk, ZERO);
  await take(county.desk, await handOver(folder, town.desk));
  giveBack(county.desk, "zero");
  await receiptTo(folder, county.desk, town.desk);
  for (const { desk } of [county, town]) expect(cellOf(desk)).toMatchObject({ state: "returned", zero: true });
  const [returned] = returnedRecords(town.desk, TOWN);
  const mend = () => reportToMend(town.desk, { kind: "report", value: returned?.record.value ?? null })?.report;
  expect(mend()).toBe("zero:weekly:1");
  await record(town.desk, "漏报的宣讲");
  expect(mend()).toBe("weekly:1");
  clock.nowMs = FIRST_WEEK_ENDS + 3_600_000;
  handIn(town.desk, WEEKLY);
  expect(cellOf(town.desk)).toMatchObject({ state: "returned", zero: true });
  expect(returnedRecords(town.desk, TOWN)).toHaveLength(1);
  await take(county.desk, await handOver(folder, town.desk));
  for (const { desk } of [county, town]) {
    expect(cellOf(desk)).toMatchObject({ state: "late", zero: false });
    expect(returnedRecords(desk, TOWN)).toEqual([]);
    const before = cellOf(desk);
    expect(reportReceivedMs(desk, { unit: TOWN, record: recordOf(desk, "weekly") })).toBe(before?.receivedMs);
    desk.store.rebuild();
    expect(cellOf(desk)).toEqual(before);
  }
});

test("a returned weekly report is answered by a zero report made after it", async () => {
  const folder = await tempFolder();
  const { county, town } = await enrolledPair(folder);
  handIn(town.desk, WEEKLY);
  await take(county.desk, await handOver(folder, town.desk));
  giveBack(county.desk, "weekly");
  await receiptTo(folder, county.desk, town.desk);
  handIn(town.desk, ZERO);
  await take(county.desk, await handOver(folder, town.desk));
  for (const { desk } of [county, town]) {
    expect(cellOf(desk)).toMatchObject({ state: "on-time", zero: true });
    expect(returnedRecords(desk, TOWN)).toEqual([]);
  }
});

test("without a return the report that was made last stands, a correction at the time of the first", async () => {
  const folder = await tempFolder();
  const { county, town, clock } = await enrolledPair(folder);
  handIn(town.desk, WEEKLY);
  await take(county.desk, await handOver(folder, town.desk));
  const first = cellOf(county.desk);
  clock.nowMs = FIRST_WEEK_ENDS + 3_600_000;
  handIn(town.desk, WEEKLY);
  await take(county.desk, await handOver(folder, town.desk));
  for (const { desk } of [county, town]) expect(cellOf(desk)).toMatchObject({ state: "on-time", zero: false });
  expect(cellOf(county.desk)).toMatchObject({ receivedMs: first?.receivedMs, exportedMs: first?.exportedMs });
  giveBack(county.desk, "weekly");
  expect(cellOf(county.desk)).toMatchObject({ state: "returned", zero: false });
  await receiptTo(folder, county.desk, town.desk);
  handIn(town.desk, WEEKLY);
  await take(county.desk, await handOver(folder, town.desk));
  for (const { desk } of [county, town]) expect(cellOf(desk)).toMatchObject({ state: "late", zero: false });
});

test("which one stands does not hang on the order of arrival", async () => {
  const folder = await tempFolder();
  const { county, town } = await enrolledPair(folder);
  handIn(town.desk, ZERO);
  const first = await handOver(folder, town.desk);
  handIn(town.desk, WEEKLY);
  const second = await handOver(folder, town.desk);
  await take(county.desk, second);
  const seen = cellOf(county.desk);
  await take(county.desk, first);
  expect(cellOf(county.desk)).toEqual(seen);
  expect(seen).toMatchObject({ state: "on-time", zero: false });
});

test("a zero report is refused where something was recorded in its period", async () => {
  const { town } = await enrolledPair(await tempFolder());
  await record(town.desk, "宣讲");
  expect(await codeOf(async () => handIn(town.desk, ZERO))).toBe("report-not-zero");
  expect(town.desk.store.reports(TOWN)).toEqual([]);
  handIn(town.desk, { report: "zero:2", reason: "本周没有活动" });
});

test("a zero report in time shields no weekly report that came late", async () => {
  const folder = await tempFolder();
  const { county, town, clock } = await enrolledPair(folder);
  handIn(town.desk, ZERO);
  await take(county.desk, await handOver(folder, town.desk));
  expect(cellOf(county.desk)).toMatchObject({ state: "on-time", zero: true });
  await record(town.desk, "漏报的宣讲");
  clock.nowMs = FIRST_WEEK_ENDS + 3_600_000;
  handIn(town.desk, WEEKLY);
  await take(county.desk, await handOver(folder, town.desk));
  for (const { desk } of [county, town]) expect(cellOf(desk)).toMatchObject({ state: "late", zero: false });
});

test("a zero report is refused where any ledger has something in its period, if only a hazard that was put right in it", async () => {
  const { town } = await enrolledPair(await tempFolder());
  const zero = (number: number) => codeOf(async () => handIn(town.desk, { report: `zero:${number}`, reason: "本周没有活动" }));
  const hazard = {
    foundOn: "2021-06-01",
    source: "self",
    place: "粮库",
    content: "线路老化",
    level: "general",
    closedOn: "2021-06-15",
  };
  await putRecord(town.desk, { kind: "hazard", value: hazard }, UNWATCHED);
  expect([await zero(1), await zero(3)]).toEqual(["report-not-zero", "report-not-zero"]);
  handIn(town.desk, { report: "zero:2", reason: "本周没有活动" });
});

test("where a zero report may stand is the campaign's to say, here weekly reports only", async () => {
  const { town } = await enrolledPair(await tempFolder());
  const named = (report: string) => handIn(town.desk, { report, reason: "本周没有活动" });
  for (const report of ["zero:final", "zero:plan", "zero:weekly", "zero:9", "zero:"])
    expect(await codeOf(async () => named(report))).toBe("report-unknown");
  expect(named("zero:2").record).toBe(named("zero:weekly:2").record);
});

test("a plan counts from when it first left in a hand-in, whatever the clock says, and a later change takes nothing back", async () => {
  const folder = await tempFolder();
  const { county, town, clock } = await enrolledPair(folder);
  const planAt = (desk: Desk) => buildMatrix(desk).cells.find((cell) => cell.unit === TOWN && cell.obligation === "plan");
  await handOver(folder, town.desk);
  clock.nowMs = Date.parse("2021-05-28T09:00:00+08:00");
  const value = demoPlan("城关镇");
  const { record: made } = await putRecord(town.desk, { kind: "plan", value }, UNWATCHED);
  expect(planAt(town.desk)).toMatchObject({ state: "due", exportedMs: null });
  await take(county.desk, await handOver(folder, town.desk));
  for (const { desk } of [county, town])
    expect(planAt(desk), "it left in no hand-in: nobody released it").toMatchObject({ state: "due", exportedMs: null });
  handIn(town.desk, { report: "plan" });
  await take(county.desk, await handOver(folder, town.desk));
  const out = planAt(town.desk);
  expect(out).toMatchObject({ state: "on-time", receivedMs: null });
  clock.nowMs = Date.parse("2021-06-20T09:00:00+08:00");
  await putRecord(town.desk, { kind: "plan", record: made, value: { ...value, text: "改过的方案。" } }, UNWATCHED);
  expect(planAt(town.desk)).toEqual(out);
  expect(planAt(county.desk)).toMatchObject({ state: "on-time" });
});

test("a report without the document that is owed is refused, and answers nothing; a returned document is owed until it came again", async () => {
  const folder = await tempFolder();
  const { county, town, clock } = await enrolledPair(folder);
  const cells = () =>
    [county.desk, town.desk].map(
      (desk) => buildMatrix(desk).cells.find((cell) => cell.unit === TOWN && cell.obligation === "summary")?.state,
    );
  for (const report of ["liaison", "plan", "summary"])
    expect(await codeOf(async () => handIn(town.desk, { report }))).toBe("report-unwritten");
  const value = demoPlan("城关镇");
  const { record: summary } = await putRecord(town.desk, { kind: "summary", value }, UNWATCHED);
  handIn(town.desk, { report: "summary" });
  await take(county.desk, await handOver(folder, town.desk));
  expect(cells()).toEqual(["on-time", "on-time"]);
  reviewRecord(county.desk, { record: summary, unit: TOWN, decision: "return", reason: "没有数据" });
  await receiptTo(folder, county.desk, town.desk);
  expect(cells()).toEqual(["returned", "returned"]);
  clock.nowMs = Date.parse("2021-07-05T09:00:00+08:00");
  await putRecord(town.desk, { kind: "summary", record: summary, value: { ...value, text: "补了数据。" } }, UNWATCHED);
  expect(cells(), "corrected, and not gone yet").toEqual(["returned", "returned"]);
  handIn(town.desk, { report: "summary" });
  await take(county.desk, await handOver(folder, town.desk));
  expect(cells(), "what was returned does not keep its time").toEqual(["late", "late"]);
});

test("a report that came without its document answers nothing at the county", async () => {
  const folder = await tempFolder();
  const { county, town } = await enrolledPair(folder);
  const { record: plan } = await putRecord(town.desk, { kind: "plan", value: demoPlan("城关镇") }, UNWATCHED);
  handIn(town.desk, { report: "plan" });
  deleteRecord(town.desk, { unit: TOWN, kind: "plan", record: plan });
  await take(county.desk, await handOver(folder, town.desk));
  for (const { desk } of [county, town])
    expect(buildMatrix(desk).cells.find((cell) => cell.unit === TOWN && cell.obligation === "plan")?.state).toBe("missing");
});

test("a duty is done at the unit once a finished hand-in carried the report, not by making it", async () => {
  const folder = await tempFolder();
  const { county, town, clock } = await enrolledPair(folder);
  handIn(town.desk, WEEKLY);
  expect(cellOf(town.desk)).toMatchObject({ state: "due" });
  const stick = join(folder, "拔出的U盘");
  mkdirSync(stick);
  const request = { folder: stick, purpose: "hand-in", recipient: { kind: "county" }, plain: false, papers: [] } as const;
  const signal = AbortSignal.abort();
  expect(await codeOf(() => exportBundle(town.desk, request, { report: () => undefined, signal }))).toBe("cancelled");
  expect(cellOf(town.desk)).toMatchObject({ state: "due" });
  clock.nowMs = FIRST_WEEK_ENDS + 3_600_000;
  expect(cellOf(town.desk)).toMatchObject({ state: "missing" });
  const path = await handOver(folder, town.desk);
  expect(cellOf(town.desk)).toMatchObject({ state: "late" });
  await take(county.desk, path);
  expect(cellOf(county.desk)).toMatchObject({ state: "late" });
});
