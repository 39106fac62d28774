// 已导出的报送包: each keeps the name of the report that it carried; one that came back is made once more as the same report.
import { expect, test, vi } from "vitest";
import { pastHandIns, reportAgain } from "../../src-main/api/views/past-hand-ins.ts";
import { handIn, reportId } from "../../src-main/usecases/hand-in.ts";
import { returnedRecords } from "../../src-main/usecases/returned-records.ts";
import { reviewRecord } from "../../src-main/usecases/review.ts";
import { codeOf } from "../support/codes.ts";
import { enrolledPair, handOver, record, TOWN } from "../support/office.ts";
import { receiptTo, take } from "../support/receipts.ts";
import { tempFolder } from "../support/temp-folder.ts";

vi.setConfig({ testTimeout: 60_000 });

test("a report that is made once more stays what the earlier bundle carried", async () => {
  const folder = await tempFolder();
  const { town, clock } = await enrolledPair(folder);
  for (const report of ["weekly:2", "now", "weekly:2"]) {
    clock.nowMs += 60_000;
    await record(town.desk, `${report} 之前`);
    handIn(town.desk, { report });
    clock.nowMs += 60_000;
    await handOver(folder, town.desk);
  }
  expect(pastHandIns(town.desk).map(({ title }) => title.zh)).toEqual(["周报（第2期）", "即时报送", "周报（第2期）"]);
});

test("a report now that the county returned is made once more as the same one, and is no longer returned", async () => {
  const folder = await tempFolder();
  const { county, town, clock } = await enrolledPair(folder);
  await record(town.desk, "宣讲");
  const { record: made } = handIn(town.desk, { report: "now" });
  await take(county.desk, await handOver(folder, town.desk));
  clock.nowMs += 60_000;
  reviewRecord(county.desk, { unit: TOWN, kind: "report", record: made, decision: "return", reason: "人数不符" });
  await receiptTo(folder, county.desk, town.desk);
  const [returned] = returnedRecords(town.desk, TOWN);
  const again = reportAgain(town.desk, { kind: "report", value: returned?.record.value ?? null });
  expect(again).toMatchObject({ report: expect.stringMatching(/^now:2021-/) as string, title: { zh: "即时报送" } });
  expect(handIn(town.desk, { report: again?.report ?? "" }).record).toBe(made);
  expect(returnedRecords(town.desk, TOWN)).toEqual([]);
  expect(await codeOf(async () => handIn(town.desk, { report: "now:2021-01-01T00:00" }))).toBe("report-unknown");
});

test("a zero report is made once more as a zero report, a weekly one as a weekly one", async () => {
  const { town } = await enrolledPair(await tempFolder());
  for (const [report, reason] of [
    ["zero:2", "本周没有活动"],
    ["weekly:3", undefined],
  ] as const) {
    const made = handIn(town.desk, { report, ...(reason !== undefined && { reason }) });
    expect(reportId(town.desk, made)).toBe(report);
  }
});
