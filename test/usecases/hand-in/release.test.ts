// 签发: where somebody may release, a hand-in leaves this PC only when such a person has released exactly what is handed in.
import { mkdirSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { expect, test } from "vitest";
import { openWorkspace } from "../../../src-main/compose/door.ts";
import type { Workspace } from "../../../src-main/usecases/workspace.ts";
import { explainCell } from "../../../src-main/usecases/duties/matrix/explain-cell.ts";
import { exportHandIn } from "../../../src-main/usecases/hand-in/export-hand-in.ts";
import { handIn } from "../../../src-main/usecases/hand-in/hand-in.ts";
import { importBundle } from "../../../src-main/usecases/receiving/bundles/import-bundle.ts";
import { UNWATCHED } from "../../../src-main/usecases/workspace.ts";
import { addPerson, releasers } from "../../../src-main/usecases/trust/people.ts";
import { assertReleased, releaseHandIn } from "../../../src-main/usecases/hand-in/release.ts";
import { codeOf } from "../../support/codes.ts";
import {
  enrolledPair,
  handOver,
  openOffice,
  PIN,
  record,
  surroundingsOf,
  TOWN,
  type TestClock,
} from "../../support/offices/office.ts";
import { tempFolder } from "../../support/temp-folder.ts";
import { releasesOf } from "../../../src-main/usecases/duties/reports/releases.ts";

const HEAD_PIN = "站长自己的 7$m";

async function pairWithReleaser() {
  const folder = await tempFolder();
  const { county, town, clock } = await enrolledPair(folder);
  town.ws.keys.unlock(PIN);
  const head = addPerson(town.ws, { name: "王主任", mayRelease: true }, HEAD_PIN);
  const stick = join(folder, "stick");
  mkdirSync(stick);
  await record(town.ws, "本周活动");
  const send = () => exportHandIn(town.ws, town.papers, { folder: stick, plain: false });
  return { folder, stick, county, town, clock, head, send };
}

const stateOf = (ws: Workspace) => {
  const [report] = ws.store.reports(TOWN);
  return report === undefined ? undefined : releasesOf(ws, TOWN)(report);
};

test("nothing leaves until it is released; the clerk cannot do it; released, the county sees by whom", async () => {
  const { stick, county, town, head, send } = await pairWithReleaser();
  handIn(town.ws, { report: "weekly:1" });
  expect(await codeOf(send)).toBe("release-missing");
  expect(readdirSync(stick)).toEqual([]);
  expect(await codeOf(() => releaseHandIn(town.ws, undefined))).toBe("release-not-yours");
  expect(town.ws.keys.holderOf(HEAD_PIN, head)).toBe(head);
  releaseHandIn(town.ws, undefined, head);
  const { path } = await send();
  await importBundle(county.ws, path, { means: "usb" }, UNWATCHED);
  expect(stateOf(county.ws)).toMatchObject({ name: "王主任" });
  expect(explainCell(county.ws, TOWN, "weekly:1").released).toMatchObject({ name: "王主任" });
});

test("a release is about the heads it saw: handing in once more asks again", async () => {
  const { town, head, send } = await pairWithReleaser();
  handIn(town.ws, { report: "weekly:1" });
  releaseHandIn(town.ws, undefined, head);
  await record(town.ws, "补记一项");
  handIn(town.ws, { report: "weekly:1" });
  expect(stateOf(town.ws)).toBeUndefined();
  expect(await codeOf(send)).toBe("release-missing");
});

test("who may release and hands in himself does both in one step, and earlier hand-ins are not asked about again", async () => {
  const { stick, town, head, send } = await pairWithReleaser();
  town.ws.keys.unlock(HEAD_PIN, head);
  handIn(town.ws, { report: "weekly:1" });
  expect(stateOf(town.ws)).toMatchObject({ name: "王主任" });
  await send();
  town.ws.keys.unlock(PIN);
  await record(town.ws, "下周的活动");
  await send(); // no new hand-in: records alone need no release
  expect(readdirSync(stick)).toHaveLength(2);
});

test("without anybody who may release, hand-ins go as before; a release of nothing is refused", async () => {
  const folder = await tempFolder();
  const { town, clock } = await enrolledPair(folder);
  handIn(town.ws, { report: "weekly:1" });
  const { path } = await exportHandIn(town.ws, town.papers, { folder, plain: false });
  expect(readdirSync(folder)).toContain(basename(path));
  await reopened(town, clock);
});

test("a report that the unit's other PC made is not asked for here; what was made here still is", async () => {
  const { folder, clock, town } = await pairWithReleaser();
  const second = await openOffice(join(folder, "second"), TOWN, clock);
  await record(second.ws, "二号电脑的活动");
  handIn(second.ws, { report: "weekly:1" });
  await importBundle(town.ws, await handOver(folder, second.ws, true), { means: "usb" }, UNWATCHED);
  handIn(town.ws, { report: "weekly:2" });
  const waiting = releaseHandIn(town.ws, undefined, town.ws.keys.holderOf(HEAD_PIN, headOf(town.ws)));
  expect(waiting.period).toBe("weekly:2");
  expect(() => assertReleased(town.ws)).not.toThrow();
});

function headOf(ws: Workspace): string {
  return releasers(ws)[0]?.person ?? "";
}

/** The PIN decides who works here when a workspace is opened with one, as on the command line. */
async function reopened(town: Awaited<ReturnType<typeof pairWithReleaser>>["town"], clock: TestClock): Promise<void> {
  const head = addPerson(town.ws, { name: "王主任", mayRelease: true }, HEAD_PIN);
  const place = town.ws.stagingDir.replace(/[\\/]staging$/, "");
  await town.close();
  const office = await openWorkspace(place, HEAD_PIN, surroundingsOf(clock));
  expect(office.ws.store.facts().person).toBe(head);
  expect(await codeOf(() => releaseHandIn(office.ws, "w1"))).toBe("release-nothing");
  await office.close();
}
