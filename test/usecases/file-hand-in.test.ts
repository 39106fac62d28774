// 审核 before a hand-in: errors refuse it, warnings wait for a 说明, whoever hands in and however.
import { expect, test, vi } from "vitest";
import { demoLiaison } from "../../src-main/demo/demo-records.ts";
import { UNWATCHED, type Desk } from "../../src-main/usecases/desk.ts";
import { fileHandIn, findingsOf } from "../../src-main/usecases/file-hand-in.ts";
import type { HandInRequest } from "../../src-main/usecases/hand-in.ts";
import { putRecord } from "../../src-main/usecases/put-record.ts";
import { reportTypeOf } from "../../src-main/usecases/report-names.ts";
import { codeOf } from "../support/codes.ts";
import { enrolledPair, record, TOWN } from "../support/office.ts";
import { tempFolder } from "../support/temp-folder.ts";

vi.setConfig({ testTimeout: 60_000 });

const ZERO = { report: "zero:1", reason: "没有活动" };
const found = (desk: Desk, request: HandInRequest) => findingsOf(desk, request).map(({ level, check }) => `${level} ${check}`);

test("an error refuses a weekly and a zero report alike, and nothing is written", async () => {
  const { town } = await enrolledPair(await tempFolder());
  for (const request of [{ report: "weekly:1" }, ZERO]) {
    expect(found(town.desk, request)).toEqual(["error V20"]);
    expect(await codeOf(async () => fileHandIn(town.desk, request))).toBe("hand-in-blocked");
  }
  expect(town.desk.store.reports(TOWN)).toEqual([]);
});

test("figures are judged as the report of their period, the whole so far as one made at once", async () => {
  const { town } = await enrolledPair(await tempFolder());
  const types = ["weekly:2", "final", "total", "supplement"].map((period) => reportTypeOf(town.desk, period));
  expect(types).toEqual(["weekly", "final", "now", "now"]);
});

test("a warning waits for its 说明, which goes with the hand-in", async () => {
  const { town } = await enrolledPair(await tempFolder());
  await putRecord(town.desk, { kind: "liaison", value: demoLiaison("城关镇") }, UNWATCHED);
  fileHandIn(town.desk, ZERO);
  for (const title of ["宣讲", "宣讲"]) await record(town.desk, title);
  expect(await codeOf(async () => fileHandIn(town.desk, ZERO))).toBe("report-not-zero");
  const warned = findingsOf(town.desk, { report: "weekly:1" }).filter(({ level }) => level === "warning");
  expect(warned.length).toBeGreaterThan(0);
  expect(await codeOf(async () => fileHandIn(town.desk, { report: "weekly:1" }))).toBe("hand-in-unexplained");
  const explanations = Object.fromEntries(warned.map(({ check }) => [check, "两场先后举行"]));
  const { record: filed } = fileHandIn(town.desk, { report: "weekly:1", explanations });
  expect(town.desk.store.record({ unit: TOWN, kind: "report", record: filed })?.value).toMatchObject({ explanations });
});
