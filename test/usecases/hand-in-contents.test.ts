// What a hand-in lists besides the activities of its period.
import { expect, test } from "vitest";
import { UNWATCHED, type Desk } from "../../src-main/usecases/desk.ts";
import { contentsBeside } from "../../src-main/usecases/hand-in-contents.ts";
import { putRecord } from "../../src-main/usecases/put-record.ts";
import { activity, enrolledPair, handOver, record } from "../support/office.ts";
import { tempFolder } from "../support/temp-folder.ts";

const WEEK = ["2021-06-01T00:00", "2021-06-03T12:00"] as const;

test("ledgers and documents of the period are listed, and what has not left yet whatever its day; nothing else", async () => {
  const folder = await tempFolder();
  const { town } = await enrolledPair(folder);
  const { desk } = town;
  const hazard = (content: string, foundOn: string) =>
    put(desk, "hazard", { level: "general", source: "self-check", content, foundOn, place: "粮站" });
  const listed = () => contentsBeside(desk, ...WEEK).map(({ title }) => title);
  const early = await record(desk, "早前的活动", { startsAt: "2021-05-20T09:00" });
  await record(desk, "本期的活动", { startsAt: "2021-06-02T09:00" });
  await hazard("首日的隐患", "2021-06-01");
  await hazard("早前的隐患", "2021-05-20");
  await put(desk, "liaison", { name: "张三", post: "干事", mobile: "13800000000" });
  expect(listed()).toEqual(["早前的活动", "首日的隐患", "早前的隐患", "张三"]);
  await handOver(folder, desk);
  expect(listed()).toEqual(["首日的隐患"]);
  const value = activity("早前的活动，已改", { startsAt: "2021-05-20T09:00" });
  await putRecord(desk, { kind: "activity", record: early.record, value }, UNWATCHED);
  expect(listed()).toEqual(["早前的活动，已改", "首日的隐患"]);
});

function put(desk: Desk, kind: string, value: Parameters<typeof putRecord>[1]["value"]) {
  return putRecord(desk, { kind, value }, UNWATCHED);
}
