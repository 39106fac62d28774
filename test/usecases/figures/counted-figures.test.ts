// The county counts what was handed in, and nothing else: neither later edits, nor removals, nor what a cloned PC wrote.
import { cp } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { figureText } from "../../../src-main/domain/statistics/figures/figures.ts";
import { checkWorkspace } from "../../../src-main/usecases/keeping/check-workspace.ts";
import { deleteRecord } from "../../../src-main/usecases/records/versions/delete-record.ts";
import { UNWATCHED, type Workspace } from "../../../src-main/usecases/workspace.ts";
import { computeFigures } from "../../../src-main/usecases/figures/figures.ts";
import { handIn } from "../../../src-main/usecases/hand-in/hand-in.ts";
import { importBundle } from "../../../src-main/usecases/receiving/bundles/import-bundle.ts";
import { reviewRecord } from "../../../src-main/usecases/duties/review/review.ts";
import { validateFigures } from "../../../src-main/usecases/figures/validate-figures.ts";
import { recordStates } from "../../../src-main/usecases/duties/review/record-states.ts";
import { putRecord } from "../../../src-main/usecases/records/versions/put-record.ts";
import {
  activity,
  COUNTY_OFFICE,
  enrolledPair,
  handOver,
  makePair,
  record,
  reopenOffice,
  TOWN,
} from "../../support/offices/office.ts";
import { picture } from "../../support/made/sample-files.ts";
import { tempFolder } from "../../support/temp-folder.ts";

/** 参加群众 of the town in 累计. */
function persons(ws: Workspace): string {
  const row = computeFigures(ws, TOWN, "total").rows.find((one) => one.row === "02");
  return row === undefined ? "" : figureText(row.cumulative);
}

const take = async (folder: string, from: Workspace, to: Workspace) =>
  importBundle(to, await handOver(folder, from), { means: "usb" }, UNWATCHED);

const edit = (ws: Workspace, key: { record: string }, change: object) => {
  const value = ws.store.record({ unit: TOWN, kind: "activity", record: key.record })?.value ?? {};
  return putRecord(ws, { kind: "activity", record: key.record, value: { ...value, ...change } }, UNWATCHED);
};

test("an edit or a removal that came in no hand-in changes no figure, and the next hand-in brings it", async () => {
  const folder = await tempFolder();
  const { county, town } = await enrolledPair(folder);
  const [meeting, lecture] = [
    await record(town.ws, "宣讲会", { metrics: { sessions: 1, persons: 300 } }, [await picture(folder, "a.jpg", 1)]),
    await record(town.ws, "讲座", {}, [await picture(folder, "b.jpg", 2)]),
  ];
  handIn(town.ws, { report: "weekly:1" });
  await take(folder, town.ws, county.ws);
  expect(persons(county.ws)).toBe("312");
  const before = [county.ws.store.figuresDigest(), county.ws.store.digests().stateDigest];

  await edit(town.ws, meeting, { title: "宣讲会（改）", metrics: { sessions: 1, persons: 900 } });
  deleteRecord(town.ws, { unit: TOWN, kind: "activity", record: lecture.record });
  await take(folder, town.ws, county.ws); // a bundle sent after, without a hand-in
  expect([persons(county.ws), persons(town.ws)]).toEqual(["312", "900"]);
  const after = await checkWorkspace(county.ws, false, UNWATCHED);
  expect([after.figuresDigest === before[0], after.stateDigest === before[1]]).toEqual([true, false]);
  const held = county.ws.store.projected(TOWN).filter(({ kind }) => kind === "activity");
  expect(held.map(({ value, handedIn, later }) => [value["title"], handedIn, later]).sort()).toEqual([
    ["宣讲会", true, true],
    ["讲座", true, true],
  ]);
  expect(county.ws.store.handedIn()({ unit: TOWN, kind: "activity", record: meeting.record })).toBe(false);

  handIn(town.ws, { report: "weekly:2" });
  await take(folder, town.ws, county.ws);
  expect([persons(county.ws), persons(town.ws)]).toEqual(["900", "900"]);
  expect(county.ws.store.handedIn()({ unit: TOWN, kind: "activity", record: meeting.record })).toBe(true);
  const reports = county.ws.store.records({ kind: "report", unit: TOWN, limit: 5 }).records;
  expect(reports.map(recordStates(county.ws))).toEqual(["received", "received"]);
});

test("a record that came and was reported nowhere counts nowhere, whatever was handed in before", async () => {
  const folder = await tempFolder();
  const { county, town } = await enrolledPair(folder);
  await record(town.ws, "甲", {}, [await picture(folder, "a.jpg", 1)]);
  handIn(town.ws, { report: "weekly:1" });
  await record(town.ws, "乙", {}, [await picture(folder, "b.jpg", 2)]);
  await take(folder, town.ws, county.ws);
  expect(persons(county.ws)).toBe("12");
  const row = computeFigures(county.ws, TOWN, "total").rows.find((one) => one.row === "02");
  expect(row?.notCounted.map(({ reason }) => reason)).toEqual(["not-handed-in"]);
});

test("what the county enters for a unit needs no hand-in", async () => {
  const folder = await tempFolder();
  const { county } = await enrolledPair(folder);
  const files = [{ path: await picture(folder, "a.jpg", 1) }];
  await putRecord(county.ws, { kind: "activity", value: activity("代录"), files, onBehalfOf: TOWN }, UNWATCHED);
  expect(persons(county.ws)).toBe("12");
  expect(county.ws.store.facts().unit).toBe(COUNTY_OFFICE);
});

/*
 *   feed --o 共同 --o 甲 --o 乙 --[report]     this PC hands in
 *                 \
 *                  o 只在另一台                  its clone; no hand-in names it
 */
test("what a cloned PC wrote and no hand-in names counts nowhere", async () => {
  const folder = await tempFolder();
  const { county, town, clock } = await makePair(folder);
  await record(town.ws, "共同", {}, [await picture(folder, "a.jpg", 1)]);
  await town.close();
  await cp(join(folder, "town"), join(folder, "twin"), { recursive: true });
  const [one, two] = [await reopenOffice(join(folder, "town"), clock), await reopenOffice(join(folder, "twin"), clock)];
  await record(two.ws, "只在另一台", { metrics: { sessions: 1, persons: 1000 } }, [await picture(folder, "b.jpg", 2)]);
  await record(one.ws, "甲", {}, [await picture(folder, "c.jpg", 3)]);
  await record(one.ws, "乙", {}, [await picture(folder, "d.jpg", 4)]);
  handIn(one.ws, { report: "weekly:1" });
  await take(folder, one.ws, county.ws);
  expect(persons(county.ws)).toBe("36");
  await take(folder, two.ws, county.ws);
  expect(county.ws.store.forks()).toHaveLength(1);
  expect(persons(county.ws)).toBe("36");
  handIn(two.ws, { report: "weekly:1" });
  await take(folder, two.ws, county.ws);
  expect(persons(county.ws)).toBe("1036");
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
  const meeting = await record(town.ws, "宣讲会", { metrics: { sessions: 1, persons: 300 } }, [
    await picture(folder, "a.jpg", 1),
  ]);
  await town.close();
  await cp(join(folder, "town"), join(folder, "twin"), { recursive: true });
  const [one, two] = [await reopenOffice(join(folder, "town"), clock), await reopenOffice(join(folder, "twin"), clock)];
  handIn(one.ws, { report: "weekly:1" });
  await take(folder, one.ws, county.ws);
  const checks = () => validateFigures(county.ws, "all", "total", "now").map(({ id }) => id);
  const before = checks();

  await edit(two.ws, meeting, { metrics: { sessions: 2000, persons: 48_600 } });
  await record(two.ws, "广场活动", {
    code: "23207",
    jointEvent: "central-square-2021",
    startsAt: "2021-06-16T09:00",
    metrics: { boards: 3 },
  });
  await take(folder, two.ws, county.ws);
  expect(county.ws.store.record({ unit: TOWN, kind: "activity", record: meeting.record })?.value?.["metrics"]).toEqual({
    sessions: 2000,
    persons: 48_600,
  });
  expect([persons(county.ws), checks()]).toEqual(["300", before]);
  expect(validateFigures(two.ws, TOWN, "total", "now").map(({ id }) => id)).not.toEqual(before);

  reviewRecord(county.ws, { record: meeting.record, unit: TOWN, decision: "return", reason: "人数不实" });
  expect(persons(county.ws)).toBe("300");
  county.ws.store.rebuild();
  expect(persons(county.ws)).toBe("300");
  await county.close();
});
