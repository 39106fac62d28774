// A weekly report and a zero report for one period: which of the two stands, when it counts, and what that means for a return.
// The same at both ends, in whatever order they arrive, and after a rebuild.
import type { Cell } from "../../../src-main/domain/duties/cell.ts";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { reportToMend } from "../../../src-main/usecases/hand-in/report-again.ts";
import { demoPlan } from "../../../src-main/demo/demo-records.ts";
import { UNWATCHED, type Workspace } from "../../../src-main/usecases/workspace.ts";
import { reportReceivedMs } from "../../../src-main/usecases/duties/matrix/answers.ts";
import { deleteRecord } from "../../../src-main/usecases/records/versions/delete-record.ts";
import { exportBundle } from "../../../src-main/usecases/sending/write/export-bundle.ts";
import { handIn } from "../../../src-main/usecases/hand-in/hand-in.ts";
import { buildMatrix } from "../../../src-main/usecases/duties/matrix/obligations.ts";
import { putRecord } from "../../../src-main/usecases/records/versions/put-record.ts";
import { returnedRecords } from "../../../src-main/usecases/duties/review/returned-records.ts";
import { reviewRecord } from "../../../src-main/usecases/duties/review/review.ts";
import { codeOf } from "../../support/codes.ts";
import { enrolledPair, handOver, record, TOWN } from "../../support/offices/office.ts";
import { receiptTo, take } from "../../support/offices/receipts.ts";
import { tempFolder } from "../../support/temp-folder.ts";

vi.setConfig({ testTimeout: 60_000 });

const FIRST_WEEK_ENDS = Date.parse("2021-06-03T12:00:00+08:00");
const ZERO = { report: "zero:weekly:1", reason: "本周没有活动" };
const WEEKLY = { report: "weekly:1" };

const cellOf = (ws: Workspace): Cell | undefined =>
  buildMatrix(ws).cells.find((cell) => cell.unit === TOWN && cell.obligation === "weekly:1");
const recordOf = (ws: Workspace, type: string): string =>
  ws.store.reports(TOWN).find((report) => report.type === type)?.record ?? "";
const giveBack = (county: Workspace, type: string): void => {
  reviewRecord(county, { record: recordOf(county, type), unit: TOWN, decision: "return", reason: "有活动没有报" });
};

test("a returned zero report is answered by the weekly one: no longer returned at either end, counted from when the answer came", async () => {
  const folder = await tempFolder();
  const { county, town, clock } = await enrolledPair(folder);
  handIn(town.ws, ZERO);
  await take(county.ws, await handOver(folder, town.ws));
  giveBack(county.ws, "zero");
  await receiptTo(folder, county.ws, town.ws);
  for (const { ws } of [county, town]) expect(cellOf(ws)).toMatchObject({ state: "returned", zero: true });
  const [returned] = returnedRecords(town.ws, TOWN);
  const mend = () => reportToMend(town.ws, { kind: "report", value: returned?.record.value ?? null })?.report;
  expect(mend()).toBe("zero:weekly:1");
  await record(town.ws, "漏报的宣讲");
  expect(mend()).toBe("weekly:1");
  clock.nowMs = FIRST_WEEK_ENDS + 3_600_000;
  handIn(town.ws, WEEKLY);
  expect(cellOf(town.ws)).toMatchObject({ state: "returned", zero: true });
  expect(returnedRecords(town.ws, TOWN)).toHaveLength(1);
  await take(county.ws, await handOver(folder, town.ws));
  for (const { ws } of [county, town]) {
    expect(cellOf(ws)).toMatchObject({ state: "late", zero: false });
    expect(returnedRecords(ws, TOWN)).toEqual([]);
    const before = cellOf(ws);
    expect(reportReceivedMs(ws, { unit: TOWN, record: recordOf(ws, "weekly") })).toBe(before?.receivedMs);
    ws.store.rebuild();
    expect(cellOf(ws)).toEqual(before);
  }
});

test("a returned weekly report is answered by a zero report made after it", async () => {
  const folder = await tempFolder();
  const { county, town } = await enrolledPair(folder);
  handIn(town.ws, WEEKLY);
  await take(county.ws, await handOver(folder, town.ws));
  giveBack(county.ws, "weekly");
  await receiptTo(folder, county.ws, town.ws);
  handIn(town.ws, ZERO);
  await take(county.ws, await handOver(folder, town.ws));
  for (const { ws } of [county, town]) {
    expect(cellOf(ws)).toMatchObject({ state: "on-time", zero: true });
    expect(returnedRecords(ws, TOWN)).toEqual([]);
  }
});

test("without a return the report that was made last stands, a correction at the time of the first", async () => {
  const folder = await tempFolder();
  const { county, town, clock } = await enrolledPair(folder);
  handIn(town.ws, WEEKLY);
  await take(county.ws, await handOver(folder, town.ws));
  const first = cellOf(county.ws);
  clock.nowMs = FIRST_WEEK_ENDS + 3_600_000;
  handIn(town.ws, WEEKLY);
  await take(county.ws, await handOver(folder, town.ws));
  for (const { ws } of [county, town]) expect(cellOf(ws)).toMatchObject({ state: "on-time", zero: false });
  expect(cellOf(county.ws)).toMatchObject({ receivedMs: first?.receivedMs, exportedMs: first?.exportedMs });
  giveBack(county.ws, "weekly");
  expect(cellOf(county.ws)).toMatchObject({ state: "returned", zero: false });
  await receiptTo(folder, county.ws, town.ws);
  handIn(town.ws, WEEKLY);
  await take(county.ws, await handOver(folder, town.ws));
  for (const { ws } of [county, town]) expect(cellOf(ws)).toMatchObject({ state: "late", zero: false });
});

test("which one stands does not hang on the order of arrival", async () => {
  const folder = await tempFolder();
  const { county, town } = await enrolledPair(folder);
  handIn(town.ws, ZERO);
  const first = await handOver(folder, town.ws);
  handIn(town.ws, WEEKLY);
  const second = await handOver(folder, town.ws);
  await take(county.ws, second);
  const seen = cellOf(county.ws);
  await take(county.ws, first);
  expect(cellOf(county.ws)).toEqual(seen);
  expect(seen).toMatchObject({ state: "on-time", zero: false });
});

test("a zero report is refused where something was recorded in its period", async () => {
  const { town } = await enrolledPair(await tempFolder());
  await record(town.ws, "宣讲");
  expect(await codeOf(async () => handIn(town.ws, ZERO))).toBe("report-not-zero");
  expect(town.ws.store.reports(TOWN)).toEqual([]);
  handIn(town.ws, { report: "zero:2", reason: "本周没有活动" });
});

test("a zero report in time shields no weekly report that came late", async () => {
  const folder = await tempFolder();
  const { county, town, clock } = await enrolledPair(folder);
  handIn(town.ws, ZERO);
  await take(county.ws, await handOver(folder, town.ws));
  expect(cellOf(county.ws)).toMatchObject({ state: "on-time", zero: true });
  await record(town.ws, "漏报的宣讲");
  clock.nowMs = FIRST_WEEK_ENDS + 3_600_000;
  handIn(town.ws, WEEKLY);
  await take(county.ws, await handOver(folder, town.ws));
  for (const { ws } of [county, town]) expect(cellOf(ws)).toMatchObject({ state: "late", zero: false });
});

test("a zero report is refused where any ledger has something in its period, if only a hazard that was put right in it", async () => {
  const { town } = await enrolledPair(await tempFolder());
  const zero = (number: number) => codeOf(async () => handIn(town.ws, { report: `zero:${number}`, reason: "本周没有活动" }));
  const hazard = {
    foundOn: "2021-06-01",
    source: "self",
    place: "粮库",
    content: "线路老化",
    level: "general",
    closedOn: "2021-06-15",
  };
  await putRecord(town.ws, { kind: "hazard", value: hazard }, UNWATCHED);
  expect([await zero(1), await zero(3)]).toEqual(["report-not-zero", "report-not-zero"]);
  handIn(town.ws, { report: "zero:2", reason: "本周没有活动" });
});

test("where a zero report may stand is the campaign's to say, here weekly reports only", async () => {
  const { town } = await enrolledPair(await tempFolder());
  const named = (report: string) => handIn(town.ws, { report, reason: "本周没有活动" });
  for (const report of ["zero:final", "zero:plan", "zero:weekly", "zero:9", "zero:"])
    expect(await codeOf(async () => named(report))).toBe("report-unknown");
  expect(named("zero:2").record).toBe(named("zero:weekly:2").record);
});

test("a plan counts from when it first left in a hand-in, whatever the clock says, and a later change takes nothing back", async () => {
  const folder = await tempFolder();
  const { county, town, clock } = await enrolledPair(folder);
  const planAt = (ws: Workspace) => buildMatrix(ws).cells.find((cell) => cell.unit === TOWN && cell.obligation === "plan");
  await handOver(folder, town.ws);
  clock.nowMs = Date.parse("2021-05-28T09:00:00+08:00");
  const value = demoPlan("城关镇");
  const { record: made } = await putRecord(town.ws, { kind: "plan", value }, UNWATCHED);
  expect(planAt(town.ws)).toMatchObject({ state: "due", exportedMs: null });
  await take(county.ws, await handOver(folder, town.ws));
  for (const { ws } of [county, town])
    expect(planAt(ws), "it left in no hand-in: nobody released it").toMatchObject({ state: "due", exportedMs: null });
  handIn(town.ws, { report: "plan" });
  await take(county.ws, await handOver(folder, town.ws));
  const out = planAt(town.ws);
  expect(out).toMatchObject({ state: "on-time", receivedMs: null });
  clock.nowMs = Date.parse("2021-06-20T09:00:00+08:00");
  await putRecord(town.ws, { kind: "plan", record: made, value: { ...value, text: "改过的方案。" } }, UNWATCHED);
  expect(planAt(town.ws)).toEqual(out);
  expect(planAt(county.ws)).toMatchObject({ state: "on-time" });
});

test("a report without the document that is owed is refused, and answers nothing; a returned document is owed until it came again", async () => {
  const folder = await tempFolder();
  const { county, town, clock } = await enrolledPair(folder);
  const cells = () =>
    [county.ws, town.ws].map(
      (ws) => buildMatrix(ws).cells.find((cell) => cell.unit === TOWN && cell.obligation === "summary")?.state,
    );
  for (const report of ["liaison", "plan", "summary"])
    expect(await codeOf(async () => handIn(town.ws, { report }))).toBe("report-unwritten");
  const value = demoPlan("城关镇");
  const { record: summary } = await putRecord(town.ws, { kind: "summary", value }, UNWATCHED);
  handIn(town.ws, { report: "summary" });
  await take(county.ws, await handOver(folder, town.ws));
  expect(cells()).toEqual(["on-time", "on-time"]);
  reviewRecord(county.ws, { record: summary, unit: TOWN, decision: "return", reason: "没有数据" });
  await receiptTo(folder, county.ws, town.ws);
  expect(cells()).toEqual(["returned", "returned"]);
  clock.nowMs = Date.parse("2021-07-05T09:00:00+08:00");
  await putRecord(town.ws, { kind: "summary", record: summary, value: { ...value, text: "补了数据。" } }, UNWATCHED);
  expect(cells(), "corrected, and not gone yet").toEqual(["returned", "returned"]);
  handIn(town.ws, { report: "summary" });
  await take(county.ws, await handOver(folder, town.ws));
  expect(cells(), "what was returned does not keep its time").toEqual(["late", "late"]);
});

test("a report that came without its document answers nothing at the county", async () => {
  const folder = await tempFolder();
  const { county, town } = await enrolledPair(folder);
  const { record: plan } = await putRecord(town.ws, { kind: "plan", value: demoPlan("城关镇") }, UNWATCHED);
  handIn(town.ws, { report: "plan" });
  deleteRecord(town.ws, { unit: TOWN, kind: "plan", record: plan });
  await take(county.ws, await handOver(folder, town.ws));
  for (const { ws } of [county, town])
    expect(buildMatrix(ws).cells.find((cell) => cell.unit === TOWN && cell.obligation === "plan")?.state).toBe("missing");
});

test("a duty is done at the unit once a finished hand-in carried the report, not by making it", async () => {
  const folder = await tempFolder();
  const { county, town, clock } = await enrolledPair(folder);
  handIn(town.ws, WEEKLY);
  expect(cellOf(town.ws)).toMatchObject({ state: "due" });
  const stick = join(folder, "拔出的U盘");
  mkdirSync(stick);
  const request = { folder: stick, purpose: "hand-in", recipient: { kind: "county" }, plain: false, papers: [] } as const;
  const signal = AbortSignal.abort();
  expect(await codeOf(() => exportBundle(town.ws, request, { report: () => undefined, signal }))).toBe("cancelled");
  expect(cellOf(town.ws)).toMatchObject({ state: "due" });
  clock.nowMs = FIRST_WEEK_ENDS + 3_600_000;
  expect(cellOf(town.ws)).toMatchObject({ state: "missing" });
  const path = await handOver(folder, town.ws);
  expect(cellOf(town.ws)).toMatchObject({ state: "late" });
  await take(county.ws, path);
  expect(cellOf(county.ws)).toMatchObject({ state: "late" });
});
