// 说明 of a hand-in stay with their workspace and their report, and both the screen and the terminal hand them in.
import { join } from "node:path";
import { expect, test } from "vitest";
import { askedBy } from "../../../src-main/domain/statistics/checks/finding.ts";
import { demoLiaison } from "../../../src-main/demo/demo-records.ts";
import { UNWATCHED, type Workspace } from "../../../src-main/usecases/workspace.ts";
import { explain, explanationsOf, forgetExplanations } from "../../../src-main/usecases/hand-in/explanations.ts";
import { byFinding, fileHandIn, findingsOf } from "../../../src-main/usecases/hand-in/file-hand-in.ts";
import { handIn } from "../../../src-main/usecases/hand-in/hand-in.ts";
import { differenceId } from "../../../src-main/usecases/figures/validate-figures.ts";
import { putRecord } from "../../../src-main/usecases/records/versions/put-record.ts";
import { activity, enrolledPair, openOffice, record, reopenOffice, TOWN } from "../../support/offices/office.ts";
import { tempFolder } from "../../support/temp-folder.ts";

test("typed in one workspace they are not another's; made once more a report begins with those that were filed", async () => {
  const folder = await tempFolder();
  const { town, clock } = await enrolledPair(folder);
  const other = await openOffice(join(folder, "演示"), TOWN, clock);
  explain(other.ws, "weekly:2", ["V1"], "演示里写的");
  expect(explanationsOf(town.ws, "weekly:2")).toEqual({});
  explain(town.ws, "now", ["V1"], " 两场分别组织 ");
  await record(town.ws, "宣讲");
  const made = handIn(town.ws, { report: "now", explanations: explanationsOf(town.ws, "now") });
  forgetExplanations(town.ws, "now");
  expect(explanationsOf(town.ws, "now")).toEqual({});
  const again = `now:${made.period}`;
  expect(explanationsOf(town.ws, again)).toEqual({ V1: "两场分别组织" });
  explain(town.ws, again, ["V2"], "照片后补");
  expect(explanationsOf(town.ws, again)).toEqual({ V1: "两场分别组织", V2: "照片后补" });
  explain(town.ws, again, ["V1"], "");
  expect(explanationsOf(town.ws, again)).toEqual({ V2: "照片后补" });
});

const WEEKLY = { report: "weekly:1" } as const;

test("what was typed outlives the program and is handed in without being typed again", async () => {
  const folder = await tempFolder();
  const { town, clock } = await enrolledPair(folder);
  await putRecord(town.ws, { kind: "liaison", value: demoLiaison("城关镇") }, UNWATCHED);
  for (const title of ["宣讲", "宣讲"]) await record(town.ws, title);
  const warned = findingsOf(town.ws, WEEKLY).filter(({ level }) => level === "warning");
  expect(warned.length).toBeGreaterThan(0);
  for (const { id } of warned) explain(town.ws, "weekly:1", [id], `说明${id}`);
  explain(town.ws, "weekly:1", ["V99"], "与检查无关也不丢");
  const typed = explanationsOf(town.ws, "weekly:1");
  const before = town.ws.store.digests();
  await town.close();
  const { ws, close } = await reopenOffice(join(folder, "town"), clock);
  expect(explanationsOf(ws, "weekly:1")).toEqual(typed);
  expect(ws.store.digests()).toEqual(before);
  const { record: filed } = fileHandIn(ws, { ...WEEKLY, explanations: { V99: "这次另说" } });
  expect(ws.store.record({ unit: TOWN, kind: "report", record: filed })?.value).toMatchObject({
    explanations: { ...typed, V99: "这次另说" },
  });
  await close();
});

test("the last one that was filed can be taken away, and stays away", async () => {
  const { town } = await enrolledPair(await tempFolder());
  await record(town.ws, "宣讲");
  const { period } = handIn(town.ws, { report: "now", explanations: { V1: "两场分别组织" } });
  explain(town.ws, `now:${period}`, ["V1"], "");
  expect(explanationsOf(town.ws, `now:${period}`)).toEqual({});
});

test("forgetting touches only what was said of a report now", async () => {
  const { town } = await enrolledPair(await tempFolder());
  for (const report of ["now", "weekly:1"]) explain(town.ws, report, ["V1"], "两场分别组织");
  for (const report of ["now", "weekly:1"]) forgetExplanations(town.ws, report);
  expect([explanationsOf(town.ws, "now"), explanationsOf(town.ws, "weekly:1")]).toEqual([{}, { V1: "两场分别组织" }]);
});

const crowded = (title: string, persons: number) => activity(title, { place: title, metrics: { sessions: 1, persons } });
const asksOf = (town: Workspace, report: string) => findingsOf(town, { report }).filter((finding) => askedBy(finding) !== null);

test("an explanation lifts what it is about and nothing else of its check, now and in the next report", async () => {
  const { town } = await enrolledPair(await tempFolder());
  await putRecord(town.ws, { kind: "liaison", value: demoLiaison("城关镇") }, UNWATCHED);
  for (const title of ["大会一", "大会二", "大会三"])
    await putRecord(town.ws, { kind: "activity", value: crowded(title, 5001) }, UNWATCHED);
  const crowds = asksOf(town.ws, "weekly:1");
  expect(crowds.map(({ check }) => check)).toEqual(["V16", "V16", "V16"]);
  const [first, second, third] = crowds.map(({ id }) => id) as [string, string, string];
  explain(town.ws, "weekly:1", [first], "全镇大会");
  expect(asksOf(town.ws, "weekly:1").map(({ id }) => id)).toEqual([second, third]);
  expect(() => fileHandIn(town.ws, { report: "weekly:1" })).toThrow("hand-in-unexplained");
  explain(town.ws, "weekly:1", [second, third], "同一原因");
  fileHandIn(town.ws, { report: "weekly:1" });
  expect(asksOf(town.ws, "weekly:2")).toEqual([]);
  await putRecord(town.ws, { kind: "activity", value: crowded("大会四", 5001) }, UNWATCHED);
  expect(asksOf(town.ws, "weekly:2")).toHaveLength(1);
});

test("a text of before, by check alone, is carried on to be read and lifts only what its report named", async () => {
  const { town } = await enrolledPair(await tempFolder());
  await putRecord(town.ws, { kind: "liaison", value: demoLiaison("城关镇") }, UNWATCHED);
  await putRecord(town.ws, { kind: "activity", value: crowded("大会一", 5001) }, UNWATCHED);
  const [{ sameness } = { sameness: "" }] = asksOf(town.ws, "weekly:1");
  handIn(town.ws, { report: "weekly:1", explanations: { V16: "全镇大会" } }, [differenceId(town.ws, sameness)]);
  expect(asksOf(town.ws, "weekly:1")).toEqual([]);
  await putRecord(town.ws, { kind: "activity", value: crowded("大会二", 5001) }, UNWATCHED);
  expect(asksOf(town.ws, "weekly:1")).toHaveLength(1);
  expect(explanationsOf(town.ws, "weekly:1")).toEqual({ V16: "全镇大会" });
});

test("at the terminal a rule names what it found once, and is refused where it found several things", async () => {
  const { town } = await enrolledPair(await tempFolder());
  await putRecord(town.ws, { kind: "activity", value: crowded("大会一", 5001) }, UNWATCHED);
  const found = () => findingsOf(town.ws, { report: "weekly:1" });
  const [one = ""] = found().flatMap(({ id, check }) => (check === "V16" ? [id] : []));
  expect(byFinding(found(), { V16: "全镇大会", V99: "无" })).toEqual({ [one]: "全镇大会", V99: "无" });
  await putRecord(town.ws, { kind: "activity", value: crowded("大会二", 5001) }, UNWATCHED);
  expect(() => byFinding(found(), { V16: "全镇大会" })).toThrow("hand-in-explains-several");
  expect(byFinding(found(), { [one]: "全镇大会" })).toEqual({ [one]: "全镇大会" });
});
