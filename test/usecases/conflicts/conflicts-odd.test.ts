// Two ends of conflicts that are no choice between two values: a merge that breaks a rule (需核对), and two hand-ins of one period.
import { join } from "node:path";
import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { reportToMend } from "../../../src-main/usecases/hand-in/report-again.ts";
import { figureText } from "../../../src-main/domain/statistics/figures/figures.ts";
import { UNWATCHED, type Workspace } from "../../../src-main/usecases/workspace.ts";
import { approveEnrolment } from "../../../src-main/usecases/trust/enrol.ts";
import { computeFigures } from "../../../src-main/usecases/figures/figures.ts";
import { handIn } from "../../../src-main/usecases/hand-in/hand-in.ts";
import { importBundle } from "../../../src-main/usecases/receiving/bundles/import-bundle.ts";
import { conflictingRecords, countConflicts, listConflicts } from "../../../src-main/usecases/conflicts/list-conflicts.ts";
import { countyHome } from "../../../src-main/usecases/home/county-home.ts";
import { frameFacts } from "../../../src-main/usecases/home/frame.ts";
import { buildMatrix } from "../../../src-main/usecases/duties/matrix/obligations.ts";
import { putRecord } from "../../../src-main/usecases/records/versions/put-record.ts";
import { resolveConflict } from "../../../src-main/usecases/conflicts/resolve-conflict.ts";
import { packCampaign } from "../../../src-main/usecases/trust/trust-root.ts";
import { codeOf } from "../../support/codes.ts";
import {
  askCounty,
  enrolledPair,
  handOver,
  openOffice,
  pinCounty,
  record,
  reopenOffice,
  TOWN,
} from "../../support/offices/office.ts";
import { picture } from "../../support/made/sample-files.ts";
import { tempFolder } from "../../support/temp-folder.ts";

const USB = { means: "usb" } as const;

/** County, and two PCs of one town, each with a key of its own. */
async function threePcs() {
  const folder = await tempFolder();
  const { county, town, clock } = await enrolledPair(folder);
  const second = await openOffice(join(folder, "second"), TOWN, clock);
  await pinCounty(folder, county.ws, second.ws);
  approveEnrolment(county.ws, await askCounty(folder, county.ws, second.ws));
  const pack = await packCampaign(county.ws, folder, undefined, UNWATCHED);
  for (const { ws } of [town, second]) await importBundle(ws, pack.path, USB, UNWATCHED);
  return { folder, county: county.ws, one: town.ws, two: second.ws };
}

async function carry(folder: string, from: Workspace, ...to: readonly Workspace[]): Promise<void> {
  const path = await handOver(folder, from);
  for (const ws of to) await importBundle(ws, path, USB, UNWATCHED);
}

/** 参加人次 as 附件2 says it. */
function persons(ws: Workspace): string | undefined {
  const found = computeFigures(ws, TOWN, "total").rows.find(({ row }) => row === "24");
  return found && figureText(found.cumulative);
}

test("two edits that agree one by one and break a rule together: 需核对, not counted, listed with its place, until it is saved", async () => {
  const { folder, county, one, two } = await threePcs();
  const file = await picture(folder, "a.jpg", 3);
  const { record: id } = await record(one, "宣讲", { code: "23101", endsAt: "2021-06-01T11:00" }, [file]);
  await carry(folder, one, two, county);
  const key = { unit: TOWN, kind: "activity", record: id };
  const { value } = one.store.record(key) ?? {};
  const edit = (ws: Workspace, more: Record<string, string>) =>
    putRecord(ws, { kind: "activity", record: id, value: { ...value, ...more } }, UNWATCHED);
  await edit(one, { startsAt: "2021-06-01T10:30" });
  await edit(two, { endsAt: "2021-06-01T10:00" });
  await carry(folder, one, two, county);
  await carry(folder, two, one, county);
  handIn(one, { report: "weekly:1" });
  await carry(folder, one, two, county);
  for (const ws of [one, two, county]) {
    expect(ws.store.record(key)).toMatchObject({ conflicts: [], needsCheck: true });
    expect(persons(ws)).toBe("0");
    expect(listConflicts(ws)).toMatchObject([{ ...key, fields: [], fault: expect.stringContaining("endsAt") as string }]);
  }
  await edit(one, { startsAt: "2021-06-01T10:30", endsAt: "2021-06-01T11:00" });
  handIn(one, { report: "weekly:1" });
  await carry(folder, one, two, county);
  for (const ws of [one, two, county]) {
    expect(listConflicts(ws)).toEqual([]);
    expect(ws.store.record(key)).toMatchObject({ needsCheck: false, heads: [expect.any(String)] });
    expect(persons(ws)).toBe("12");
  }
});

test("two PCs hand in one period: it is received, shown as open, decided by no field, and ended by handing in once more", async () => {
  const { folder, county, one, two } = await threePcs();
  await record(one, "一号的", {}, [await picture(folder, "a.jpg", 3)]);
  await record(two, "二号的", {}, [await picture(folder, "b.jpg", 4)]);
  for (const ws of [one, two]) handIn(ws, { report: "weekly:1" });
  await carry(folder, one, two, county);
  await carry(folder, two, one, county);
  const cell = (ws: Workspace) =>
    buildMatrix(ws).cells.find(({ unit, obligation }) => unit === TOWN && obligation === "weekly:1");
  const before = cell(county);
  expect(before?.state).toBe("on-time");
  for (const ws of [one, two, county]) expect(listConflicts(ws)).toMatchObject([{ kind: "report", unit: TOWN }]);
  const [open] = listConflicts(one);
  const key = { unit: TOWN, kind: "report", record: open?.record ?? "" };
  const decisions = Object.fromEntries((open?.fields ?? []).map(({ path, sides }) => [path, sides[0]?.value ?? null]));
  expect(await codeOf(() => resolveConflict(one, key, { heads: open?.heads ?? [], decisions }, UNWATCHED))).toBe(
    "conflict-hand-in",
  );
  handIn(one, { report: "weekly:1" });
  await carry(folder, one, two, county);
  for (const ws of [one, two, county]) expect(listConflicts(ws)).toEqual([]);
  expect(cell(county)).toMatchObject({ state: "on-time", receivedMs: before?.receivedMs });
  expect(persons(county)).toBe(persons(one));
});

test("two zero reports with different reasons ask for nothing once a weekly report has gone in their place", async () => {
  const { folder, county, one, two } = await threePcs();
  handIn(one, { report: "zero:2", reason: "抗旱" });
  handIn(two, { report: "zero:2", reason: "防汛" });
  await carry(folder, one, two, county);
  await carry(folder, two, one, county);
  const lists = () => [one, two, county].map((ws) => [listConflicts(ws).length, conflictingRecords(ws).length]);
  expect(lists()).toEqual([1, 1, 1].map(() => [1, 1]));
  const value = () =>
    one.store.record({ unit: TOWN, kind: "report", record: listConflicts(one)[0]?.record ?? "" })?.value ?? null;
  expect(reportToMend(one, { kind: "report", value: value() })).toMatchObject({ report: "zero:weekly:2" });
  await record(one, "漏记的", { startsAt: "2021-06-04T09:00" }, [await picture(folder, "a.jpg", 3)]);
  const mend = reportToMend(one, { kind: "report", value: value() });
  expect(mend).toMatchObject({ report: "weekly:2" });
  handIn(one, { report: mend?.report ?? "" });
  await carry(folder, one, two, county);
  expect(lists()).toEqual([1, 1, 1].map(() => [0, 0]));
});

test("records that wait for others, however many, leave none out that is to be decided", async () => {
  const folder = await tempFolder();
  const { town, clock } = await enrolledPair(folder);
  for (const title of ["一", "二", "三"]) await record(town.ws, title, {}, []);
  await town.close();
  const db = new Database(join(folder, "town", "anbao.db"));
  db.exec("UPDATE record SET waiting = 1 WHERE kind = 'activity' AND title <> '三'");
  db.exec("UPDATE record SET needs_check = 1 WHERE kind = 'activity' AND title = '三'");
  db.close();
  const { ws } = await reopenOffice(join(folder, "town"), clock);
  expect(ws.store.undecided({ toCheckAsWell: true })).toMatchObject([{ kind: "activity", title: "三" }]);
  expect(ws.store.undecided({})).toEqual([]);
});

test("of more conflicts than a screen lists each is counted, in the frame and at home as on the page", async () => {
  const folder = await tempFolder();
  const { county, clock } = await enrolledPair(folder);
  await county.close();
  const db = new Database(join(folder, "county", "anbao.db"));
  db.exec(`
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1234)
    INSERT INTO record (unit, kind, record, status, title, conflicts)
    SELECT '${TOWN}', 'activity', printf('0190a000-0000-7000-8000-%012d', i), 'shown', printf('第%d条', i), '[]' FROM n`);
  db.exec("UPDATE record SET conflicts = NULL, needs_check = 1 WHERE title = '第1条'");
  db.close();
  const { ws } = await reopenOffice(join(folder, "county"), clock);
  expect([countConflicts(ws), countConflicts(ws, true), conflictingRecords(ws).length]).toEqual([1233, 1234, 1233]);
  expect([countyHome(ws).conflicts, frameFacts(ws).marks.conflicts]).toEqual([1233, 1233]);
  expect(listConflicts(ws, 5).map(({ title }) => title)).toEqual(["第1条", "第2条", "第3条", "第4条", "第5条"]);
  expect([ws.store.countUndecided({ unit: "别处" }), conflictingRecords(ws, TOWN).length]).toEqual([0, 1233]);
});
