// What a unit is told to do: step by step until the county knows its PC, and duty by duty as time goes on.
import { join } from "node:path";
import { expect, test } from "vitest";
import { demoLiaison } from "../../../src-main/demo/demo-records.ts";
import { UNWATCHED } from "../../../src-main/usecases/workspace.ts";
import { listNotices } from "../../../src-main/usecases/home/notices.ts";
import { unitHome } from "../../../src-main/usecases/home/unit-home.ts";
import { putRecord } from "../../../src-main/usecases/records/versions/put-record.ts";
import { approveEnrolment } from "../../../src-main/usecases/trust/enrol.ts";
import {
  askCounty,
  COUNTY_OFFICE,
  openOffice,
  pinCounty,
  record,
  seasonClock,
  TOWN,
  type TestClock,
} from "../../support/offices/office.ts";
import { tempFolder } from "../../support/temp-folder.ts";

test("what stands before the first hand-in is told one after the other", async () => {
  const folder = await tempFolder();
  const clock = seasonClock();
  const county = await openOffice(join(folder, "county"), COUNTY_OFFICE, clock);
  const { ws } = await openOffice(join(folder, "town"), TOWN, clock);
  const setup = () => unitHome(ws).setup;
  expect(setup()).toEqual(["import-pack", "export-request"]);
  await pinCounty(folder, county.ws, ws);
  expect(setup()).toEqual(["export-request"]);
  const code = await askCounty(folder, county.ws, ws);
  expect(setup()).toEqual(["await-approval"]);
  approveEnrolment(county.ws, code);
  await pinCounty(folder, county.ws, ws); // the next pack says so
  expect(setup()).toEqual([]);
});

test("a duty is upcoming, open and overdue as time goes on, and a form that is filled in waits for its way out", async () => {
  const folder = await tempFolder();
  const clock = seasonClock();
  const { ws } = await openOffice(join(folder, "town"), TOWN, clock);
  const stateOf = (obligation: string) => unitHome(ws).duties.find((duty) => duty.obligation === obligation)?.state;
  expect(["liaison", "weekly:1", "weekly:2"].map(stateOf)).toEqual(["overdue", "open", "upcoming"]);
  const actionOfForm = () => unitHome(ws).duties.find(({ obligation }) => obligation === "liaison")?.action;
  expect(actionOfForm()).toBe("fill-liaison");
  await putRecord(ws, { kind: "liaison", value: demoLiaison("城关镇") }, UNWATCHED);
  expect(actionOfForm()).toBe("send-liaison");
  await record(ws, "宣讲");
  expect(unitHome(ws).duties.find(({ obligation }) => obligation === "weekly:1")?.gathered).toMatchObject({
    activities: 1,
    soFar: 1,
    lacking: 1,
  });
  advanceTo(clock, "2021-06-03T09:00:00+08:00");
  expect(dueOf()).toEqual({ "weekly:1": "due-soon" });
  advanceTo(clock, "2021-06-03T12:01:00+08:00");
  expect(stateOf("weekly:1")).toBe("overdue");
  expect(dueOf()).toEqual({ "weekly:1": "overdue" });

  function dueOf() {
    const weekly = listNotices(ws).filter(({ notice }) => notice.startsWith("due:weekly"));
    return Object.fromEntries(weekly.map(({ notice, kind }) => [notice.split(":").slice(1, 3).join(":"), kind]));
  }
});

function advanceTo(clock: TestClock, at: string): void {
  clock.nowMs = Date.parse(at);
}
