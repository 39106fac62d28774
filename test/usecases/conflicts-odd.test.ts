// Two ends of conflicts that are no choice between two values: a merge that breaks a rule (需核对), and two hand-ins of one period.
import { join } from "node:path";
import { expect, test } from "vitest";
import { reportToMend } from "../../src-main/api/views/past-hand-ins.ts";
import { figureText } from "../../src-main/domain/statistics/figures.ts";
import { UNWATCHED, type Desk } from "../../src-main/usecases/desk.ts";
import { approveEnrolment } from "../../src-main/usecases/enrol.ts";
import { computeFigures } from "../../src-main/usecases/figures.ts";
import { handIn } from "../../src-main/usecases/hand-in.ts";
import { importBundle } from "../../src-main/usecases/import-bundle.ts";
import { conflictingRecords, listConflicts } from "../../src-main/usecases/list-conflicts.ts";
import { buildMatrix } from "../../src-main/usecases/obligations.ts";
import { putRecord } from "../../src-main/usecases/put-record.ts";
import { resolveConflict } from "../../src-main/usecases/resolve-conflict.ts";
import { packCampaign } from "../../src-main/usecases/trust-root.ts";
import { codeOf } from "../support/codes.ts";
import { askCounty, enrolledPair, handOver, openOffice, pinCounty, record, TOWN } from "../support/office.ts";
import { picture } from "../support/sample-files.ts";
import { tempFolder } from "../support/temp-folder.ts";

const USB = { means: "usb" } as const;

/** County, and two PCs of one town, each with a key of its own. */
async function threePcs() {
  const folder = await tempFolder();
  const { county, town, clock } = await enrolledPair(folder);
  const second = await openOffice(join(folder, "second"), TOWN, clock);
  await pinCounty(folder, county.desk, second.desk);
  approveEnrolment(county.desk, await askCounty(folder, county.desk, second.desk));
  const pack = await packCampaign(county.desk, folder, undefined, UNWATCHED);
  for (const { desk } of [town, second]) await importBundle(desk, pack.path, USB, UNWATCHED);
  return { folder, county: county.desk, one: town.desk, two: second.desk };
}

async function carry(folder: string, from: Desk, ...to: readonly Desk[]): Promise<void> {
  const path = await handOver(folder, from);
  for (const desk of to) await importBundle(desk, path, USB, UNWATCHED);
}

/** 参加人次 as 附件2 says it. */
function persons(desk: Desk): string | undefined {
  const found = computeFigures(desk, TOWN, "total").rows.find(({ row }) => row === "24");
  return found && figureText(found.cumulative);
}

test("two edits that agree one by one and break a rule together: 需核对, not counted, listed with its place, until it is saved", async () => {
  const { folder, county, one, two } = await threePcs();
  const file = await picture(folder, "a.jpg", 3);
  const { record: id } = await record(one, "宣讲", { code: "23101", endsAt: "2021-06-01T11:00" }, [file]);
  await carry(folder, one, two, county);
  const key = { unit: TOWN, kind: "activity", record: id };
  const { value } = one.store.record(key) ?? {};
  const edit = (desk: Desk, more: Record<string, string>) =>
    putRecord(desk, { kind: "activity", record: id, value: { ...value, ...more } }, UNWATCHED);
  await edit(one, { startsAt: "2021-06-01T10:30" });
  await edit(two, { endsAt: "2021-06-01T10:00" });
  await carry(folder, one, two, county);
  await carry(folder, two, one, county);
  handIn(one, { report: "weekly:1" });
  await carry(folder, one, two, county);
  for (const desk of [one, two, county]) {
    expect(desk.store.record(key)).toMatchObject({ conflicts: [], needsCheck: true });
    expect(persons(desk)).toBe("0");
    expect(listConflicts(desk)).toMatchObject([{ ...key, fields: [], fault: expect.stringContaining("endsAt") as string }]);
  }
  await edit(one, { startsAt: "2021-06-01T10:30", endsAt: "2021-06-01T11:00" });
  handIn(one, { report: "weekly:1" });
  await carry(folder, one, two, county);
  for (const desk of [one, two, county]) {
    expect(listConflicts(desk)).toEqual([]);
    expect(desk.store.record(key)).toMatchObject({ needsCheck: false, heads: [expect.any(String)] });
    expect(persons(desk)).toBe("12");
  }
});

test("two PCs hand in one period: it is received, shown as open, decided by no field, and ended by handing in once more", async () => {
  const { folder, county, one, two } = await threePcs();
  await record(one, "一号的", {}, [await picture(folder, "a.jpg", 3)]);
  await record(two, "二号的", {}, [await picture(folder, "b.jpg", 4)]);
  for (const desk of [one, two]) handIn(desk, { report: "weekly:1" });
  await carry(folder, one, two, county);
  await carry(folder, two, one, county);
  const cell = (desk: Desk) => buildMatrix(desk).cells.find(({ unit, obligation }) => unit === TOWN && obligation === "weekly:1");
  const before = cell(county);
  expect(before?.state).toBe("on-time");
  for (const desk of [one, two, county]) expect(listConflicts(desk)).toMatchObject([{ kind: "report", unit: TOWN }]);
  const [open] = listConflicts(one);
  const key = { unit: TOWN, kind: "report", record: open?.record ?? "" };
  const decisions = Object.fromEntries((open?.fields ?? []).map(({ path, sides }) => [path, sides[0]?.value ?? null]));
  expect(await codeOf(() => resolveConflict(one, key, { heads: open?.heads ?? [], decisions }, UNWATCHED))).toBe(
    "conflict-hand-in",
  );
  handIn(one, { report: "weekly:1" });
  await carry(folder, one, two, county);
  for (const desk of [one, two, county]) expect(listConflicts(desk)).toEqual([]);
  expect(cell(county)).toMatchObject({ state: "on-time", receivedMs: before?.receivedMs });
  expect(persons(county)).toBe(persons(one));
});

test("two zero reports with different reasons ask for nothing once a weekly report has gone in their place", async () => {
  const { folder, county, one, two } = await threePcs();
  handIn(one, { report: "zero:2", reason: "抗旱" });
  handIn(two, { report: "zero:2", reason: "防汛" });
  await carry(folder, one, two, county);
  await carry(folder, two, one, county);
  const lists = () => [one, two, county].map((desk) => [listConflicts(desk).length, conflictingRecords(desk).length]);
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
