// 说明 of a hand-in stay with their workspace and their report, and both the screen and the terminal hand them in.
import { join } from "node:path";
import { expect, test } from "vitest";
import { demoLiaison } from "../../src-main/demo/demo-records.ts";
import { UNWATCHED } from "../../src-main/usecases/desk.ts";
import { explain, explanationsOf, forgetExplanations } from "../../src-main/usecases/explanations.ts";
import { fileHandIn, findingsOf } from "../../src-main/usecases/file-hand-in.ts";
import { handIn } from "../../src-main/usecases/hand-in.ts";
import { putRecord } from "../../src-main/usecases/put-record.ts";
import { enrolledPair, openOffice, record, reopenOffice, TOWN } from "../support/office.ts";
import { tempFolder } from "../support/temp-folder.ts";

test("typed in one workspace they are not another's; made once more a report begins with those that were filed", async () => {
  const folder = await tempFolder();
  const { town, clock } = await enrolledPair(folder);
  const other = await openOffice(join(folder, "演示"), TOWN, clock);
  explain(other.desk, "weekly:2", "V1", "演示里写的");
  expect(explanationsOf(town.desk, "weekly:2")).toEqual({});
  explain(town.desk, "now", "V1", " 两场分别组织 ");
  await record(town.desk, "宣讲");
  const made = handIn(town.desk, { report: "now", explanations: explanationsOf(town.desk, "now") });
  forgetExplanations(town.desk, "now");
  expect(explanationsOf(town.desk, "now")).toEqual({});
  const again = `now:${made.period}`;
  expect(explanationsOf(town.desk, again)).toEqual({ V1: "两场分别组织" });
  explain(town.desk, again, "V2", "照片后补");
  expect(explanationsOf(town.desk, again)).toEqual({ V1: "两场分别组织", V2: "照片后补" });
  explain(town.desk, again, "V1", "");
  expect(explanationsOf(town.desk, again)).toEqual({ V2: "照片后补" });
});

const WEEKLY = { report: "weekly:1" } as const;

test("what was typed outlives the program and is handed in without being typed again", async () => {
  const folder = await tempFolder();
  const { town, clock } = await enrolledPair(folder);
  await putRecord(town.desk, { kind: "liaison", value: demoLiaison("城关镇") }, UNWATCHED);
  for (const title of ["宣讲", "宣讲"]) await record(town.desk, title);
  const warned = findingsOf(town.desk, WEEKLY).filter(({ level }) => level === "warning");
  expect(warned.length).toBeGreaterThan(0);
  for (const { check } of warned) explain(town.desk, "weekly:1", check, `说明${check}`);
  explain(town.desk, "weekly:1", "V99", "与检查无关也不丢");
  const typed = explanationsOf(town.desk, "weekly:1");
  const before = town.desk.store.digests();
  await town.close();
  const { desk, close } = await reopenOffice(join(folder, "town"), clock);
  expect(explanationsOf(desk, "weekly:1")).toEqual(typed);
  expect(desk.store.digests()).toEqual(before);
  const { record: filed } = fileHandIn(desk, { ...WEEKLY, explanations: { V99: "这次另说" } });
  expect(desk.store.record({ unit: TOWN, kind: "report", record: filed })?.value).toMatchObject({
    explanations: { ...typed, V99: "这次另说" },
  });
  await close();
});

test("the last one that was filed can be taken away, and stays away", async () => {
  const { town } = await enrolledPair(await tempFolder());
  await record(town.desk, "宣讲");
  const { period } = handIn(town.desk, { report: "now", explanations: { V1: "两场分别组织" } });
  explain(town.desk, `now:${period}`, "V1", "");
  expect(explanationsOf(town.desk, `now:${period}`)).toEqual({});
});

test("forgetting touches only what was said of a report now", async () => {
  const { town } = await enrolledPair(await tempFolder());
  for (const report of ["now", "weekly:1"]) explain(town.desk, report, "V1", "两场分别组织");
  for (const report of ["now", "weekly:1"]) forgetExplanations(town.desk, report);
  expect([explanationsOf(town.desk, "now"), explanationsOf(town.desk, "weekly:1")]).toEqual([{}, { V1: "两场分别组织" }]);
});
