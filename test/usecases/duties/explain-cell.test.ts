// A cell of the matrix explained, and the text that reminds: bundles of one batch told apart, clocks that cannot be right, what is asked of whom.
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Workspace } from "../../../src-main/usecases/workspace.ts";
import { UNWATCHED } from "../../../src-main/usecases/workspace.ts";
import { approveEnrolment } from "../../../src-main/usecases/trust/enrol.ts";
import { explainCell } from "../../../src-main/usecases/duties/matrix/explain-cell.ts";
import { handIn } from "../../../src-main/usecases/hand-in/hand-in.ts";
import { importBundle } from "../../../src-main/usecases/receiving/bundles/import-bundle.ts";
import { sharesOf } from "../../../src-main/domain/duties/duty-tally.ts";
import { buildMatrix } from "../../../src-main/usecases/duties/matrix/obligations.ts";
import { remind } from "../../../src-main/usecases/duties/matrix/remind.ts";
import { reviewRecord } from "../../../src-main/usecases/duties/review/review.ts";
import { waiveObligation } from "../../../src-main/usecases/duties/matrix/waive.ts";
import { codeOf } from "../../support/codes.ts";
import {
  askCounty,
  enrolledPair,
  handOver,
  openOffice,
  OTHER_TOWN,
  pinCounty,
  record,
  TOWN,
} from "../../support/offices/office.ts";
import { receiptTo, take } from "../../support/offices/receipts.ts";
import { tempFolder } from "../../support/temp-folder.ts";

const at = (local: string): number => Date.parse(`${local}:00+08:00`);
const FIRST_DUE = at("2021-06-03T12:00");

test("two reports of one batch each name the bundle that brought them, and the times side by side", async () => {
  const folder = await tempFolder();
  const { county, town, clock } = await enrolledPair(folder);
  const paths: string[] = [];
  for (const week of ["1", "2"]) {
    await record(town.ws, `第${week}周学习会`, { startsAt: `2021-06-0${week}T09:00` });
    handIn(town.ws, { report: `weekly:${week}` });
    paths.push(await handOver(folder, town.ws));
    clock.nowMs = at("2021-06-02T09:00");
  }
  const receivedMs = at("2021-06-04T10:00");
  clock.nowMs = receivedMs;
  for (const path of paths) await importBundle(county.ws, path, { means: "mail", receivedMs }, UNWATCHED);
  const numbers = town.ws.store.exports().filter((row) => row.purpose === "hand-in");
  const [first, second] = ["weekly:1", "weekly:2"].map((id) => explainCell(county.ws, TOWN, id));
  expect(first).toMatchObject({
    cell: { state: "late", receivedMs },
    carriedBy: { number: numbers[0]?.number, means: "mail" },
    lastActivityAt: "2021-06-02T09:00",
    clockDoubt: null,
    missing: [],
  });
  expect(second).toMatchObject({ cell: { state: "on-time", receivedMs }, carriedBy: { number: numbers[1]?.number } });
  expect(explainCell(town.ws, TOWN, "weekly:1")).toMatchObject({ cell: { state: "on-time" }, carriedBy: null });
  expect(await codeOf(() => explainCell(county.ws, TOWN, "weekly:99"))).toBe("report-unknown");
});

test("a clock that was set back, or runs ahead of the county's, is doubted; a right one is not", async () => {
  const folder = await tempFolder();
  const { county, town, clock } = await enrolledPair(folder);
  const doubt = (ws: Workspace, week: string) => explainCell(ws, TOWN, `weekly:${week}`).clockDoubt;
  clock.nowMs = at("2021-06-02T15:00");
  await take(county.ws, await handOver(folder, town.ws));
  clock.nowMs = at("2021-06-02T08:00");
  handIn(town.ws, { report: "weekly:1" });
  const back = await handOver(folder, town.ws);
  clock.nowMs = at("2021-06-02T16:00");
  await take(county.ws, back);
  handIn(town.ws, { report: "weekly:2" });
  await take(county.ws, await handOver(folder, town.ws));
  clock.nowMs = at("2021-06-20T09:00");
  handIn(town.ws, { report: "weekly:3" });
  const ahead = await handOver(folder, town.ws);
  await importBundle(
    county.ws,
    ahead,
    { means: "usb", receivedMs: at("2021-06-16T09:00"), earlyReason: "单位时钟快" },
    UNWATCHED,
  );
  expect(["1", "2", "3"].map((week) => doubt(county.ws, week))).toEqual(["rolled-back", null, "export-after-receipt"]);
});

test("what is waived says why and is not owed; what came late is received, but not on time", async () => {
  const folder = await tempFolder();
  const { county, town, clock } = await enrolledPair(folder);
  waiveObligation(county.ws, { unit: TOWN, obligation: "weekly:2", reason: "抗洪抢险" });
  handIn(town.ws, { report: "weekly:1" });
  clock.nowMs = FIRST_DUE + 60_000;
  await take(county.ws, await handOver(folder, town.ws));
  await receiptTo(folder, county.ws, town.ws);
  for (const { ws } of [county, town])
    expect(explainCell(ws, TOWN, "weekly:2").cell).toMatchObject({ state: "waived", waiver: "抗洪抢险" });
  expect(explainCell(county.ws, TOWN, "weekly:1").cell).toMatchObject({ state: "late", waiver: null });
  const own = buildMatrix(county.ws).cells.filter((cell) => cell.unit === TOWN && cell.obligation.startsWith("weekly"));
  expect(sharesOf(own, at("2021-06-11T00:00"))).toEqual({ owed: 1, received: 1, onTime: 0 });
  expect(sharesOf(own, at("2021-06-18T00:00"))).toEqual({ owed: 2, received: 1, onTime: 0 });
});

test("the reminder asks each unit for what it owes, and whoever handed in is not named", async () => {
  const folder = await tempFolder();
  const { county, town, clock } = await enrolledPair(folder);
  const other = await openOffice(join(folder, "other"), OTHER_TOWN, clock);
  await pinCounty(folder, county.ws, other.ws);
  approveEnrolment(county.ws, await askCounty(folder, county.ws, other.ws));
  const all = remind(county.ws, "weekly:1", []);
  for (const { ws } of [town, other]) {
    handIn(ws, { report: "weekly:1" });
    await take(county.ws, await handOver(folder, ws));
  }
  const report = county.ws.store.reports(OTHER_TOWN)[0]?.record ?? "";
  reviewRecord(county.ws, { record: report, unit: OTHER_TOWN, decision: "return", reason: "人数不对" });
  const left = remind(county.ws, "weekly:1", []);
  expect([all.text.includes("城关镇、"), left.text.includes("城关镇"), all.units - left.units]).toEqual([true, false, 1]);
  expect(left.text).toContain(`以下 ${left.units - 1} 个单位尚未报送：宣化镇、`);
  expect(remind(county.ws, "weekly:1", [OTHER_TOWN])).toEqual({
    text: "【催报】周报（第1期）应于2021年6月3日12:00前报送。截至目前，以下 1 个单位已退回，请修改后重报：骆驼城镇。请抓紧办理。高台县“安全生产月”活动组委会办公室",
    units: 1,
  });
  expect(remind(county.ws, "weekly:1", [TOWN])).toEqual({ text: "", units: 0 });
  expect(await codeOf(() => remind(county.ws, "weekly:99", []))).toBe("report-unknown");
});
