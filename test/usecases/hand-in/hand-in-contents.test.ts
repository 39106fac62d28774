// What a hand-in lists besides the activities of its period.
import { expect, test } from "vitest";
import { UNWATCHED, type Workspace } from "../../../src-main/usecases/workspace.ts";
import { contentsBeside } from "../../../src-main/usecases/hand-in/hand-in-contents.ts";
import { putRecord } from "../../../src-main/usecases/records/versions/put-record.ts";
import { describeBundle } from "../../../src-main/usecases/sending/describe/describe-bundle.ts";
import { stateBundle } from "../../../src-main/usecases/sending/describe/state-bundle.ts";
import { activity, enrolledPair, handOver, record, TOWN } from "../../support/offices/office.ts";
import { tempFolder } from "../../support/temp-folder.ts";

const WEEK = ["2021-06-01T00:00", "2021-06-03T12:00"] as const;

test("ledgers and documents of the period are listed, and what has not left yet whatever its day; nothing else", async () => {
  const folder = await tempFolder();
  const { town } = await enrolledPair(folder);
  const { ws } = town;
  const hazard = (content: string, foundOn: string) =>
    put(ws, "hazard", { level: "general", source: "self-check", content, foundOn, place: "粮站" });
  const listed = () => contentsBeside(ws, ...WEEK).map(({ title }) => title);
  const early = await record(ws, "早前的活动", { startsAt: "2021-05-20T09:00" });
  await record(ws, "本期的活动", { startsAt: "2021-06-02T09:00" });
  await hazard("首日的隐患", "2021-06-01");
  await hazard("早前的隐患", "2021-05-20");
  await put(ws, "liaison", { name: "张三", post: "干事", mobile: "13800000000" });
  expect(listed()).toEqual(["早前的活动", "首日的隐患", "早前的隐患", "张三"]);
  await handOver(folder, ws);
  expect(listed()).toEqual(["首日的隐患"]);
  const value = activity("早前的活动，已改", { startsAt: "2021-05-20T09:00" });
  await putRecord(ws, { kind: "activity", record: early.record, value }, UNWATCHED);
  expect(listed()).toEqual(["早前的活动，已改", "首日的隐患"]);
});

const STORY = { title: "连续报道", media: "高台电视台", level: "county", publishedOn: "2021-06-02", attachments: [] };

/** @returns their names in a bundle. */
function manyStories(ws: Workspace, count: number): ReadonlySet<string> {
  const { unit } = ws.store.facts();
  const records = Array.from({ length: count }, (_, index) => `story-${index}`);
  ws.store.append(records.map((record) => ({ kind: "story", record, unit, audience: "county" as const, value: STORY })));
  return new Set(records.map((record) => `story/${record}`));
}

test("however many there are, none is left out: neither of what goes along nor of what the bundle's page counts", async () => {
  const { town } = await enrolledPair(await tempFolder());
  const oldest = await put(town.ws, "story", { ...STORY, publishedOn: "2021-06-01" });
  const records = manyStories(town.ws, 2100);
  expect(contentsBeside(town.ws, ...WEEK).map(({ record: id }) => id)).toContain(oldest.record);
  const carried = {
    units: new Set([TOWN]),
    records: new Set([...records, `story/${oldest.record}`]),
    leftOut: undefined,
    smaller: new Map<string, string>(),
  };
  const said = { unitName: "城关镇", series: { number: 1, previousBundleId: null }, withheld: [] };
  const statement = stateBundle(town.ws, { purpose: "hand-in", recipient: { kind: "county" } }, [], undefined, said);
  const [section] = describeBundle(town.ws, statement, carried).sections;
  expect([section?.heading, section?.rows.length]).toEqual(["媒体报道（2101 条）", 2000]);
  const only = { ...carried, records: new Set([`story/${oldest.record}`]) };
  expect(describeBundle(town.ws, statement, only).sections.map(({ heading }) => heading)).toEqual(["媒体报道（1 条）"]);
});

function put(ws: Workspace, kind: string, value: Parameters<typeof putRecord>[1]["value"]) {
  return putRecord(ws, { kind, value }, UNWATCHED);
}
