// The county counts what was handed in, and nothing else: neither later edits, nor removals, nor what a cloned PC wrote.
import { cp } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { figureText } from "../../src-main/domain/statistics/figures.ts";
import { checkWorkspace } from "../../src-main/usecases/check-workspace.ts";
import { deleteRecord } from "../../src-main/usecases/delete-record.ts";
import { UNWATCHED, type Desk } from "../../src-main/usecases/desk.ts";
import { computeFigures } from "../../src-main/usecases/figures.ts";
import { handIn } from "../../src-main/usecases/hand-in.ts";
import { importBundle } from "../../src-main/usecases/import-bundle.ts";
import { reviewRecord } from "../../src-main/usecases/review.ts";
import { validateFigures } from "../../src-main/usecases/validate-figures.ts";
import { recordStates } from "../../src-main/usecases/record-states.ts";
import { putRecord } from "../../src-main/usecases/put-record.ts";
import { activity, COUNTY_OFFICE, enrolledPair, handOver, makePair, record, reopenOffice, TOWN } from "../support/office.ts";
import { picture } from "../support/sample-files.ts";
import { tempFolder } from "../support/temp-folder.ts";

/** 参加群众 of the town in 累计. */
function persons(desk: Desk): string {
  const row = computeFigures(desk, TOWN, "total").rows.find((one) => one.row === "02");
  return row === undefined ? "" : figureText(row.cumulative);
}

const take = async (folder: string, from: Desk, to: Desk) =>
  importBundle(to, await handOver(folder, from), { means: "usb" }, UNWATCHED);

const edit = (desk: Desk, key: { record: string }, change: object) => {
  const value = desk.store.record({ unit: TOWN, kind: "activity", record: key.record })?.value ?? {};
  return putRecord(desk, { kind: "activity", record: key.record, value: { ...value, ...change } }, UNWATCHED);
};

test("an edit or a removal that came in no hand-in changes no figure, and the next hand-in brings it", async () => {
  const folder = await tempFolder();
  const { county, town } = await enrolledPair(folder);
  const [meeting, lecture] = [
    await record(town.desk, "宣讲会", { metrics: { sessions: 1, persons: 300 } }, [await picture(folder, "a.jpg", 1)]),
    await record(town.desk, "讲座", {}, [await picture(folder, "b.jpg", 2)]),
  ];
  handIn(town.desk, { report: "weekly:1" });
  await take(folder, town.desk, county.desk);
  expect(persons(county.desk)).toBe("312");
  const before = [county.desk.store.figuresDigest(), county.desk.store.digests().stateDigest];

  await edit(town.desk, meeting, { title: "宣讲会（改）", metrics: { sessions: 1, persons: 900 } });
  deleteRecord(town.desk, { unit: TOWN, kind: "activity", record: lecture.record });
  await take(folder, town.desk, county.desk); // a bundle sent after, without a hand-in
  expect([persons(county.desk), persons(town.desk)]).toEqual(["312", "900"]);
  const after = await checkWorkspace(county.desk, false, UNWATCHED);
  expect([after.figuresDigest === before[0], after.stateDigest === before[1]]).toEqual([true, false]);
  const held = county.desk.store.projected(TOWN).filter(({ kind }) => kind === "activity");
  expect(held.map(({ value, handedIn, later }) => [value["title"], handedIn, later]).sort()).toEqual([
    ["宣讲会", true, true],
    ["讲座", true, true],
  ]);
  expect(county.desk.store.handedIn()({ unit: TOWN, kind: "activity", record: meeting.record })).toBe(false);

  handIn(town.desk, { report: "weekly:2" });
  await take(folder, town.desk, county.desk);
  expect([persons(county.desk), persons(town.desk)]).toEqual(["900", "900"]);
  expect(county.desk.store.handedIn()({ unit: TOWN, kind: "activity", record: meeting.record })).toBe(true);
  const reports = county.desk.store.records({ kind: "report", unit: TOWN, limit: 5 }).records;
  expect(reports.map(recordStates(county.desk))).toEqual(["received", "received"]);
});

test("a record that came and was reported nowhere counts nowhere, whatever was handed in before", async () => {
  const folder = await tempFolder();
  const { county, town } = await enrolledPair(folder);
  await record(town.desk, "甲", {}, [await picture(folder, "a.jpg", 1)]);
  handIn(town.desk, { report: "weekly:1" });
  await record(town.desk, "乙", {}, [await picture(folder, "b.jpg", 2)]);
  await take(folder, town.desk, county.desk);
  expect(persons(county.desk)).toBe("12");
  const row = computeFigures(county.desk, TOWN, "total").rows.find((one) => one.row === "02");
  expect(row?.notCounted.map(({ reason }) => reason)).toEqual(["not-handed-in"]);
});

test("what the county enters for a unit needs no hand-in", async () => {
  const folder = await tempFolder();
  const { county } = await enrolledPair(folder);
  const files = [{ path: await picture(folder, "a.jpg", 1) }];
  await putRecord(county.desk, { kind: "activity", value: activity("代录"), files, onBehalfOf: TOWN }, UNWATCHED);
  expect(persons(county.desk)).toBe("12");
  expect(county.desk.store.facts().unit).toBe(COUNTY_OFFICE);
});

/*
 *   feed --o 共同 --o 甲 --o 乙 --[report]     this PC hands in
 *                 \
 *                  o 只在另一台                  its clone; no hand-in names it
 */
test("what a cloned PC wrote and no hand-in names counts nowhere", async () => {
  const folder = await tempFolder();
  const { county, town, clock } = await makePair(folder);
  await record(town.desk, "共同", {}, [await picture(folder, "a.jpg", 1)]);
  await town.close();
  await cp(join(folder, "town"), join(folder, "twin"), { recursive: true });
  const [one, two] = [await reopenOffice(join(folder, "town"), clock), await reopenOffice(join(folder, "twin"), clock)];
  await record(two.desk, "只在另一台", { metrics: { sessions: 1, persons: 1000 } }, [await picture(folder, "b.jpg", 2)]);
  await record(one.desk, "甲", {}, [await picture(folder, "c.jpg", 3)]);
  await record(one.desk, "乙", {}, [await picture(folder, "d.jpg", 4)]);
  handIn(one.desk, { report: "weekly:1" });
  await take(folder, one.desk, county.desk);
  expect(persons(county.desk)).toBe("36");
  await take(folder, two.desk, county.desk);
  expect(county.desk.store.forks()).toHaveLength(1);
  expect(persons(county.desk)).toBe("36");
  handIn(two.desk, { report: "weekly:1" });
  await take(folder, two.desk, county.desk);
  expect(persons(county.desk)).toBe("1036");
  await county.close();
});

/*
 *   feed --o 宣讲会 300 --[report]            handed in: it counts
 *                 \
 *                  o 900 人，其中 901 人驻高    its clone's edit; no hand-in names it
 */
test("neither a check nor a return that is about an edit outside the hand-ins touches what counts", async () => {
  const folder = await tempFolder();
  const { county, town, clock } = await makePair(folder);
  const meeting = await record(town.desk, "宣讲会", { metrics: { sessions: 1, persons: 300 } }, [
    await picture(folder, "a.jpg", 1),
  ]);
  await town.close();
  await cp(join(folder, "town"), join(folder, "twin"), { recursive: true });
  const [one, two] = [await reopenOffice(join(folder, "town"), clock), await reopenOffice(join(folder, "twin"), clock)];
  handIn(one.desk, { report: "weekly:1" });
  await take(folder, one.desk, county.desk);
  const checks = () => validateFigures(county.desk, "all", "total", "now").map(({ id }) => id);
  const before = checks();

  await edit(two.desk, meeting, { metrics: { sessions: 2000, persons: 48_600 } });
  await record(two.desk, "广场活动", {
    code: "23207",
    jointEvent: "central-square-2021",
    startsAt: "2021-06-16T09:00",
    metrics: { boards: 3 },
  });
  await take(folder, two.desk, county.desk);
  expect(county.desk.store.record({ unit: TOWN, kind: "activity", record: meeting.record })?.value?.["metrics"]).toEqual({
    sessions: 2000,
    persons: 48_600,
  });
  expect([persons(county.desk), checks()]).toEqual(["300", before]);
  expect(validateFigures(two.desk, TOWN, "total", "now").map(({ id }) => id)).not.toEqual(before);

  reviewRecord(county.desk, { record: meeting.record, unit: TOWN, decision: "return", reason: "人数不实" });
  expect(persons(county.desk)).toBe("300");
  county.desk.store.rebuild();
  expect(persons(county.desk)).toBe("300");
  await county.close();
});
