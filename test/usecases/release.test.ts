// 签发: where somebody may release, a hand-in leaves this PC only when such a person has released exactly what is handed in.
import { mkdirSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { expect, test } from "vitest";
import { openWorkspace } from "../../src-main/compose.ts";
import type { Desk } from "../../src-main/usecases/desk.ts";
import { explainCell } from "../../src-main/usecases/explain-cell.ts";
import { exportHandIn } from "../../src-main/usecases/export-hand-in.ts";
import { handIn } from "../../src-main/usecases/hand-in.ts";
import { importBundle } from "../../src-main/usecases/import-bundle.ts";
import { UNWATCHED } from "../../src-main/usecases/desk.ts";
import { addPerson, releasers } from "../../src-main/usecases/people.ts";
import { assertReleased, releaseHandIn, releasesOf } from "../../src-main/usecases/release.ts";
import { codeOf } from "../support/codes.ts";
import { enrolledPair, handOver, openOffice, PIN, record, surroundingsOf, TOWN, type TestClock } from "../support/office.ts";
import { tempFolder } from "../support/temp-folder.ts";

const HEAD_PIN = "站长自己的 7$m";

async function pairWithReleaser() {
  const folder = await tempFolder();
  const { county, town, clock } = await enrolledPair(folder);
  town.desk.keys.unlock(PIN);
  const head = addPerson(town.desk, { name: "王主任", mayRelease: true }, HEAD_PIN);
  const stick = join(folder, "stick");
  mkdirSync(stick);
  await record(town.desk, "本周活动");
  const send = () => exportHandIn(town.desk, town.papers, { folder: stick, plain: false });
  return { folder, stick, county, town, clock, head, send };
}

const stateOf = (desk: Desk) => {
  const [report] = desk.store.reports(TOWN);
  return report === undefined ? undefined : releasesOf(desk, TOWN)(report);
};

test("nothing leaves until it is released; the clerk cannot do it; released, the county sees by whom", async () => {
  const { stick, county, town, head, send } = await pairWithReleaser();
  handIn(town.desk, { report: "weekly:1" });
  expect(await codeOf(send)).toBe("release-missing");
  expect(readdirSync(stick)).toEqual([]);
  expect(await codeOf(() => releaseHandIn(town.desk, undefined))).toBe("release-not-yours");
  expect(town.desk.keys.holderOf(HEAD_PIN, head)).toBe(head);
  releaseHandIn(town.desk, undefined, head);
  const { path } = await send();
  await importBundle(county.desk, path, { means: "usb" }, UNWATCHED);
  expect(stateOf(county.desk)).toMatchObject({ name: "王主任" });
  expect(explainCell(county.desk, TOWN, "weekly:1").released).toMatchObject({ name: "王主任" });
});

test("a release is about the heads it saw: handing in once more asks again", async () => {
  const { town, head, send } = await pairWithReleaser();
  handIn(town.desk, { report: "weekly:1" });
  releaseHandIn(town.desk, undefined, head);
  await record(town.desk, "补记一项");
  handIn(town.desk, { report: "weekly:1" });
  expect(stateOf(town.desk)).toBeUndefined();
  expect(await codeOf(send)).toBe("release-missing");
});

test("who may release and hands in himself does both in one step, and earlier hand-ins are not asked about again", async () => {
  const { stick, town, head, send } = await pairWithReleaser();
  town.desk.keys.unlock(HEAD_PIN, head);
  handIn(town.desk, { report: "weekly:1" });
  expect(stateOf(town.desk)).toMatchObject({ name: "王主任" });
  await send();
  town.desk.keys.unlock(PIN);
  await record(town.desk, "下周的活动");
  await send(); // no new hand-in: records alone need no release
  expect(readdirSync(stick)).toHaveLength(2);
});

test("without anybody who may release, hand-ins go as before; a release of nothing is refused", async () => {
  const folder = await tempFolder();
  const { town, clock } = await enrolledPair(folder);
  handIn(town.desk, { report: "weekly:1" });
  const { path } = await exportHandIn(town.desk, town.papers, { folder, plain: false });
  expect(readdirSync(folder)).toContain(basename(path));
  await reopened(town, clock);
});

test("a report that the unit's other PC made is not asked for here; what was made here still is", async () => {
  const { folder, clock, town } = await pairWithReleaser();
  const second = await openOffice(join(folder, "second"), TOWN, clock);
  await record(second.desk, "二号电脑的活动");
  handIn(second.desk, { report: "weekly:1" });
  await importBundle(town.desk, await handOver(folder, second.desk, true), { means: "usb" }, UNWATCHED);
  handIn(town.desk, { report: "weekly:2" });
  const waiting = releaseHandIn(town.desk, undefined, town.desk.keys.holderOf(HEAD_PIN, headOf(town.desk)));
  expect(waiting.period).toBe("weekly:2");
  expect(() => assertReleased(town.desk)).not.toThrow();
});

function headOf(desk: Desk): string {
  return releasers(desk)[0]?.person ?? "";
}

/** The PIN decides who works here when a workspace is opened with one, as on the command line. */
async function reopened(town: Awaited<ReturnType<typeof pairWithReleaser>>["town"], clock: TestClock): Promise<void> {
  const head = addPerson(town.desk, { name: "王主任", mayRelease: true }, HEAD_PIN);
  const place = town.desk.stagingDir.replace(/[\\/]staging$/, "");
  await town.close();
  const office = await openWorkspace(place, HEAD_PIN, surroundingsOf(clock));
  expect(office.desk.store.facts().person).toBe(head);
  expect(await codeOf(() => releaseHandIn(office.desk, "w1"))).toBe("release-nothing");
  await office.close();
}
