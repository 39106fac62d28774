// 附件1 goes sealed with the enrolment request, waits with it in quarantine, and counts from when the request was received.
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { demoLiaison } from "../../../src-main/demo/demo-records.ts";
import { UNWATCHED, type Workspace } from "../../../src-main/usecases/workspace.ts";
import { approveEnrolment, requestEnrolment } from "../../../src-main/usecases/trust/enrol.ts";
import { importBundle } from "../../../src-main/usecases/receiving/bundles/import-bundle.ts";
import { liaisonState } from "../../../src-main/usecases/trust/liaison.ts";
import { buildMatrix } from "../../../src-main/usecases/duties/matrix/obligations.ts";
import { putRecord } from "../../../src-main/usecases/records/versions/put-record.ts";
import { COUNTY_OFFICE, openOffice, pinCounty, record, TOWN } from "../../support/offices/office.ts";
import { contentsOf } from "../../support/offices/receipts.ts";
import { picture } from "../../support/made/sample-files.ts";
import { tempFolder } from "../../support/temp-folder.ts";

const PHONE = "13800009999";
const MAY_29 = Date.parse("2021-05-29T10:00:00+08:00");

const fillIn = (ws: Workspace, more: object = {}) =>
  putRecord(ws, { kind: "liaison", value: { ...demoLiaison("城关镇"), mobile: PHONE, ...more } }, UNWATCHED);

const duty = (ws: Workspace) => {
  const cell = buildMatrix(ws).cells.find(({ unit, obligation }) => unit === TOWN && obligation === "liaison");
  return { state: cell?.state, receivedMs: cell?.receivedMs ?? null };
};

async function twoOffices() {
  const folder = await tempFolder();
  const clock = { nowMs: MAY_29 };
  const county = (await openOffice(join(folder, "county"), COUNTY_OFFICE, clock)).ws;
  const town = (await openOffice(join(folder, "town"), TOWN, clock)).ws;
  const stick = join(folder, "stick");
  mkdirSync(stick);
  const request = () => requestEnrolment(town, { folder: stick, baseName: `request-${readdirSync(stick).length}` }, UNWATCHED);
  return { folder, clock, county, town, stick, request };
}

test("it is on time by the receipt of the request, however late the approval is, and nothing else goes along", async () => {
  const { folder, clock, county, town, stick, request } = await twoOffices();
  await pinCounty(folder, county, town);
  await record(town, "开会", {}, [await picture(folder, "a.jpg", 1)]);
  expect([liaisonState(town).state, duty(town).state]).toEqual(["unwritten", "due"]);
  await fillIn(town);
  expect([liaisonState(town).state, duty(town).state]).toEqual(["written", "due"]);

  const { path, code, liaison } = await request();
  expect(readdirSync(stick).sort()).toEqual(["request-0-附件1.anbao.age", "request-0.anbao"]);
  expect(readdirSync(stick).filter((name) => readFileSync(join(stick, name)).includes(PHONE))).toEqual([]);
  expect([liaisonState(town).state, duty(town).state]).toEqual(["left", "on-time"]);

  const receivedMs = clock.nowMs;
  for (const one of [path, liaison.sent?.path ?? ""]) await importBundle(county, one, { means: "usb", receivedMs }, UNWATCHED);
  expect(county.store.records({ kind: "liaison", limit: 5 }).records).toEqual([]);
  expect(duty(county)).toEqual({ state: "due", receivedMs: null });
  expect(Object.values((await contentsOf(county, liaison.sent?.path ?? "")).places)).toEqual([[0, 1]]);

  clock.nowMs = Date.parse("2021-06-03T09:00:00+08:00");
  approveEnrolment(county, code);
  expect(duty(county)).toEqual({ state: "on-time", receivedMs });
  expect(county.store.records({ kind: "liaison", limit: 5 }).records).toMatchObject([{ unit: TOWN, value: { mobile: PHONE } }]);
  expect(county.store.records({ kind: "activity", limit: 5 }).records).toEqual([]);

  await fillIn(town, { post: "安监站站长" });
  expect(liaisonState(town).state).toBe("written");
});

test("without the county's key, or without the form, only the request goes and it says why", async () => {
  const { folder, county, town, stick, request } = await twoOffices();
  expect((await request()).liaison).toEqual({ sent: null, why: "unwritten" });
  await fillIn(town);
  expect((await request()).liaison).toEqual({ sent: null, why: "no-county-key" });
  expect(readdirSync(stick)).toEqual(["request-0.anbao", "request-1.anbao"]);
  expect(liaisonState(town).state).toBe("written");
  await pinCounty(folder, county, town);
  expect((await request()).liaison.sent?.encrypted).toBe(true);
  expect(liaisonState(town).state).toBe("left");
});
