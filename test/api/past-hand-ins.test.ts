// 已导出的报送包: each keeps the name of the report that it carried; one that came back is made once more as the same report.
import { join } from "node:path";
import { createRouterClient } from "@orpc/server";
import { expect, onTestFinished, test, vi } from "vitest";
import type { Assembled } from "../../src-main/api/hand-in/contract.ts";
import type { UnitHome } from "../../src-main/api/home/contract.ts";
import { pastHandIns } from "../../src-main/usecases/hand-in/past-hand-ins.ts";
import { reportAgain } from "../../src-main/usecases/hand-in/report-again.ts";
import { openDataSide } from "../../src-main/compose/door.ts";
import { UNWATCHED, type Workspace } from "../../src-main/usecases/workspace.ts";
import { handIn } from "../../src-main/usecases/hand-in/hand-in.ts";
import { reportId } from "../../src-main/usecases/duties/reports/report-names.ts";
import { buildMatrix } from "../../src-main/usecases/duties/matrix/obligations.ts";
import { putRecord } from "../../src-main/usecases/records/versions/put-record.ts";
import { returnedRecords } from "../../src-main/usecases/duties/review/returned-records.ts";
import { reviewRecord } from "../../src-main/usecases/duties/review/review.ts";
import { revokeKey } from "../../src-main/usecases/trust/revoke-key.ts";
import { setAsideImport, takeBackImport } from "../../src-main/usecases/receiving/log/set-aside.ts";
import { codeOf } from "../support/codes.ts";
import {
  enrolledPair,
  handOver,
  openOffice,
  paperCode,
  PIN,
  record,
  seasonClock,
  surroundingsOf,
  TOWN,
} from "../support/offices/office.ts";
import { receiptTo, take } from "../support/offices/receipts.ts";
import { unitOfTwoPcs } from "../support/offices/unit-pcs.ts";
import { tempFolder } from "../support/temp-folder.ts";

vi.setConfig({ testTimeout: 60_000 });

test("a report that is made once more stays what the earlier bundle carried", async () => {
  const folder = await tempFolder();
  const { town, clock } = await enrolledPair(folder);
  for (const report of ["weekly:2", "now", "weekly:2"]) {
    clock.nowMs += 60_000;
    await record(town.ws, `${report} 之前`);
    handIn(town.ws, { report });
    clock.nowMs += 60_000;
    await handOver(folder, town.ws);
  }
  expect(pastHandIns(town.ws).map(({ title }) => title.zh)).toEqual(["周报（第2期）", "即时报送", "周报（第2期）"]);
});

test("a report now that the county returned is made once more as the same one, and is no longer returned", async () => {
  const folder = await tempFolder();
  const { county, town, clock } = await enrolledPair(folder);
  await record(town.ws, "宣讲");
  const { record: made } = handIn(town.ws, { report: "now" });
  await take(county.ws, await handOver(folder, town.ws));
  clock.nowMs += 60_000;
  reviewRecord(county.ws, { unit: TOWN, kind: "report", record: made, decision: "return", reason: "人数不符" });
  await receiptTo(folder, county.ws, town.ws);
  const [returned] = returnedRecords(town.ws, TOWN);
  const again = reportAgain(town.ws, { kind: "report", value: returned?.record.value ?? null });
  expect(again).toMatchObject({ report: expect.stringMatching(/^now:2021-/) as string, title: { zh: "即时报送" } });
  expect(handIn(town.ws, { report: again?.report ?? "" }).record).toBe(made);
  expect(returnedRecords(town.ws, TOWN)).toEqual([]);
  expect(await codeOf(async () => handIn(town.ws, { report: "now:2021-01-01T00:00" }))).toBe("report-unknown");
});

test("a zero report is made once more as a zero report, a weekly one as a weekly one", async () => {
  const { town } = await enrolledPair(await tempFolder());
  for (const [report, reason] of [
    ["zero:weekly:2", "本周没有活动"],
    ["weekly:3", undefined],
  ] as const) {
    const made = handIn(town.ws, { report, ...(reason !== undefined && { reason }) });
    expect(reportId(town.ws, made)).toBe(report);
  }
});

/** The cell of a weekly report of the township, as one end sees it. */
function cellAt(ws: Workspace, obligation: string): string | undefined {
  return buildMatrix(ws).cells.find((cell) => cell.unit === TOWN && cell.obligation === obligation)?.state;
}

test("a bundle that the county sets aside is said so at the unit, its duty is open again; taking it back undoes both", async () => {
  const folder = await tempFolder();
  const { county, town } = await enrolledPair(folder);
  await record(town.ws, "第二周");
  handIn(town.ws, { report: "weekly:2" });
  const { bundleId } = await take(county.ws, await handOver(folder, town.ws));
  await record(town.ws, "第三周");
  handIn(town.ws, { report: "weekly:3" });
  await take(county.ws, await handOver(folder, town.ws));
  const seen = async () => {
    await receiptTo(folder, county.ws, town.ws);
    const [third, second] = pastHandIns(town.ws).map(({ state, reason }) => [state, reason]);
    const cells = [county.ws, town.ws].map((ws) => [cellAt(ws, "weekly:2"), cellAt(ws, "weekly:3")]);
    return { second, third, cells };
  };
  const well = ["on-time", "on-time"];
  expect(await seen()).toEqual({ second: ["received", null], third: ["received", null], cells: [well, well] });
  setAsideImport(county.ws, bundleId, "另一个单位的内容");
  const open = ["due", "on-time"];
  expect(await seen()).toEqual({ second: ["set-aside", "另一个单位的内容"], third: ["received", null], cells: [open, open] });
  takeBackImport(county.ws, bundleId, "核实无误");
  expect(await seen()).toEqual({ second: ["received", null], third: ["received", null], cells: [well, well] });
  setAsideImport(county.ws, bundleId, "另一个单位的内容");
  await receiptTo(folder, county.ws, town.ws);
  handIn(town.ws, { report: "weekly:2" });
  await take(county.ws, await handOver(folder, town.ws));
  expect((await seen()).cells).toEqual([well, well]);
});

test("the unit's other PC, which read that bundle too, opens the duty as well", async () => {
  const { folder, county, one, two, pack } = await unitOfTwoPcs();
  for (const { ws } of [one, two]) await take(ws, pack);
  await record(one.ws, "第二周");
  handIn(one.ws, { report: "weekly:2" });
  const bundle = await handOver(folder, one.ws);
  const { bundleId } = await take(county.ws, bundle);
  await take(two.ws, bundle);
  expect(cellAt(two.ws, "weekly:2")).toBe("on-time");
  setAsideImport(county.ws, bundleId, "另一个单位的内容");
  await receiptTo(folder, county.ws, two.ws);
  expect(cellAt(two.ws, "weekly:2")).toBe("due");
});

test("a document whose bundle was set aside is owed again", async () => {
  const folder = await tempFolder();
  const { county, town } = await enrolledPair(folder);
  await putRecord(town.ws, { kind: "plan", value: { title: "活动方案", text: "" }, files: [] }, UNWATCHED);
  handIn(town.ws, { report: "plan" });
  const { bundleId } = await take(county.ws, await handOver(folder, town.ws));
  expect([cellAt(county.ws, "plan"), cellAt(town.ws, "plan")]).toEqual(["late", "late"]);
  setAsideImport(county.ws, bundleId, "不是方案");
  await receiptTo(folder, county.ws, town.ws);
  expect([cellAt(county.ws, "plan"), cellAt(town.ws, "plan")]).toEqual(["missing", "missing"]);
});

test("what an ended PC made later is not called received, what it made before stays so", async () => {
  const folder = await tempFolder();
  const { county, town } = await enrolledPair(folder);
  await record(town.ws, "第二周");
  handIn(town.ws, { report: "weekly:2" });
  await take(county.ws, await handOver(folder, town.ws));
  revokeKey(county.ws, paperCode(town.ws), { reason: "换电脑" });
  await record(town.ws, "第三周");
  handIn(town.ws, { report: "weekly:3" });
  await take(county.ws, await handOver(folder, town.ws));
  await receiptTo(folder, county.ws, town.ws);
  expect(pastHandIns(town.ws).map(({ state }) => state)).toEqual(["ended", "received"]);
  const cells = [county.ws, town.ws].map((ws) => [cellAt(ws, "weekly:2"), cellAt(ws, "weekly:3")]);
  expect(cells).toEqual([
    ["on-time", "due"],
    ["on-time", "due"],
  ]);
});

test("a key that is ended from an earlier time on takes the answer back that its bundle was given", async () => {
  const folder = await tempFolder();
  const { county, town, clock } = await enrolledPair(folder);
  const since = clock.nowMs;
  clock.nowMs += 60_000;
  await record(town.ws, "被盗之后");
  handIn(town.ws, { report: "weekly:2" });
  await take(county.ws, await handOver(folder, town.ws));
  await receiptTo(folder, county.ws, town.ws);
  expect(pastHandIns(town.ws).map(({ state }) => state)).toEqual(["received"]);
  revokeKey(county.ws, paperCode(town.ws), { reason: "被盗", sinceMs: since });
  await receiptTo(folder, county.ws, town.ws);
  expect(pastHandIns(town.ws).map(({ state }) => state)).toEqual(["ended"]);
});

test("a return stands at the last bundle that went with its report; a zero report is called so", async () => {
  const folder = await tempFolder();
  const { county, town, clock } = await enrolledPair(folder);
  handIn(town.ws, { report: "zero:1", reason: "没有活动" });
  await take(county.ws, await handOver(folder, town.ws));
  clock.nowMs += 60_000;
  handIn(town.ws, { report: "weekly:2" });
  await take(county.ws, await handOver(folder, town.ws));
  const zero = county.ws.store.reports(TOWN).find(({ type }) => type === "zero");
  reviewRecord(county.ws, { record: zero?.record ?? "", unit: TOWN, decision: "return", reason: "有活动" });
  await receiptTo(folder, county.ws, town.ws);
  expect(pastHandIns(town.ws).map(({ title, state }) => [title.zh, state])).toEqual([
    ["周报（第2期）", "received"],
    ["零报告（第1期）", "returned"],
  ]);
  const [returned] = returnedRecords(town.ws, TOWN);
  expect(reportAgain(town.ws, { kind: "report", value: returned?.record.value ?? null })?.title).toEqual({
    zh: "零报告（第1期）",
    en: "Zero report (Week 1)",
  });
});

test("what came on time is said to have come on time, also after the county returned a later bundle of it", async () => {
  const folder = await tempFolder();
  const { county, town, clock } = await enrolledPair(folder);
  handIn(town.ws, { report: "weekly:1" });
  await take(county.ws, await handOver(folder, town.ws));
  clock.nowMs += 60_000;
  handIn(town.ws, { report: "weekly:1" });
  await take(county.ws, await handOver(folder, town.ws));
  const [weekly] = county.ws.store.reports(TOWN);
  reviewRecord(county.ws, { record: weekly?.record ?? "", unit: TOWN, decision: "return", reason: "请核对" });
  await receiptTo(folder, county.ws, town.ws);
  const { person } = town.ws.store.facts();
  await Promise.all([county.close(), town.close()]);
  const data = await openDataSide({
    mediaUrl: () => "",
    home: join(folder, "home"),
    workspace: join(folder, "town"),
    surroundings: surroundingsOf(clock),
  });
  onTestFinished(() => data.close());
  const client = createRouterClient(data.router) as unknown as {
    session: { unlock(input: Readonly<{ person: string; pin: string }>): Promise<unknown> };
    home: { unit(): Promise<UnitHome> };
  };
  await client.session.unlock({ person, pin: PIN });
  const { received } = await client.home.unit();
  expect(received.map(({ state, timely }) => [state, timely])).toEqual([["received", true]]);
});

test("a zero report is offered where it would be taken: not beside a hazard alone", async () => {
  const folder = await tempFolder();
  const clock = seasonClock();
  const { ws, close } = await openOffice(join(folder, "town"), TOWN, clock);
  const hazard = { foundOn: "2021-06-05", source: "self", place: "粮库", content: "通道堵塞", level: "general", attachments: [] };
  await putRecord(ws, { kind: "hazard", value: hazard }, UNWATCHED);
  const { person } = ws.store.facts();
  await close();
  const surroundings = surroundingsOf(clock);
  const data = await openDataSide({
    mediaUrl: () => "",
    home: join(folder, "home"),
    workspace: join(folder, "town"),
    surroundings,
  });
  onTestFinished(() => data.close());
  const client = createRouterClient(data.router) as unknown as {
    session: { unlock(input: Readonly<{ person: string; pin: string }>): Promise<unknown> };
    handIn: { assemble(input: Readonly<{ report: string }>): Promise<Assembled> };
  };
  await client.session.unlock({ person, pin: PIN });
  const reports = ["weekly:1", "weekly:2", "zero:weekly:2", "final"];
  const shown = await Promise.all(reports.map((report) => client.handIn.assemble({ report })));
  expect(shown.map(({ zeroReport, recorded }) => [zeroReport, recorded])).toEqual([
    ["zero:weekly:1", 0],
    [null, 1],
    [null, 1],
    [null, 0],
  ]);
});
