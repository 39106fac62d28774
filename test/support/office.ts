// Offices for tests: a county and townships in one folder, enrolled as on paper, with a clock that the test sets.
// Everything is real (files, SQLite, signatures); only the PIN's cost is small.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import {
  createWorkspace,
  openWorkspace,
  PRODUCT,
  type Created,
  type Surroundings,
  type Workspace,
} from "../../src-main/compose.ts";
import { keyCode } from "../../src-main/domain/key-code.ts";
import type { JsonObject } from "../../src-main/domain/json.ts";
import { UNWATCHED, type Desk } from "../../src-main/usecases/desk.ts";
import { approveEnrolment, requestEnrolment } from "../../src-main/usecases/enrol.ts";
import { exportBundle } from "../../src-main/usecases/export-bundle.ts";
import { importBundle } from "../../src-main/usecases/import-bundle.ts";
import { putRecord } from "../../src-main/usecases/put-record.ts";
import { packCampaign, trustRoot } from "../../src-main/usecases/trust-root.ts";

export const PIN = "高台 tiger 42";
export const TOWN = "620724100";
export const OTHER_TOWN = "620724105";
export const COUNTY_OFFICE = "620724001";
export const CAMPAIGN = "builtin:2021-gaotai";

/** The test's clock; it moves by a second at each look, so that no two entries share an instant. */
export type TestClock = { nowMs: number };

/** A fresh clock on the first morning of the season. */
export function seasonClock(): TestClock {
  return { nowMs: Date.parse("2021-06-01T09:00:00+08:00") };
}

/** The product's surroundings with a test's clock and a PIN that costs nothing. */
export function surroundingsOf(clock: TestClock): Surroundings {
  return { world: { ...PRODUCT.world, nowMs: () => (clock.nowMs += 1000) }, pinCost: { n: 16, r: 8, p: 1 } };
}

/** Creates a workspace that is closed with the test. */
export async function openOffice(
  folder: string,
  unit: string,
  clock: TestClock = seasonClock(),
  campaign = CAMPAIGN,
): Promise<Created> {
  return closing(await makeOffice(folder, unit, clock, campaign));
}

export function makeOffice(folder: string, unit: string, clock: TestClock, campaign = CAMPAIGN): Promise<Created> {
  const role = unit === COUNTY_OFFICE ? "county" : "unit";
  const request = { folder, role, unit, campaign, device: "一号电脑", person: "联络员", pin: PIN } as const;
  return createWorkspace(request, surroundingsOf(clock));
}

/** Opens an existing workspace again; it is closed with the test. */
export async function reopenOffice(folder: string, clock: TestClock = seasonClock()): Promise<Workspace> {
  return closing(await openWorkspace(folder, PIN, surroundingsOf(clock)));
}

function closing<T extends Workspace>(office: T): T {
  onTestFinished(() => office.close());
  return office;
}

/** The code that a person reads off the sealed paper of this office. */
export function paperCode(desk: Desk): string {
  return keyCode(desk.fingerprint(desk.store.facts().selfKey));
}

/** Pins the county at the unit, as from the printed notice. @returns the pack's path. */
export async function pinCounty(folder: string, county: Desk, unit: Desk): Promise<string> {
  const packs = madeFolder(folder, `packs-${unit.store.facts().unit}-${county.world.randomHex(4)}`);
  const { path } = await packCampaign(county, packs, undefined, UNWATCHED);
  await trustRoot(unit, path, paperCode(county), UNWATCHED);
  return path;
}

/** Brings the unit's request to the county, without approving it. @returns the code on the sealed paper. */
export async function askCounty(folder: string, county: Desk, unit: Desk): Promise<string> {
  const requests = madeFolder(folder, `requests-${unit.store.facts().unit}-${county.world.randomHex(4)}`);
  const { path, code } = await requestEnrolment(unit, { folder: requests, baseName: "request" }, UNWATCHED);
  await importBundle(county, path, { means: "usb" }, UNWATCHED);
  return code;
}

/** A county and one township that trust each other. */
export async function enrolledPair(
  folder: string,
  clock: TestClock = seasonClock(),
): Promise<Readonly<{ county: Created; town: Created; clock: TestClock }>> {
  const pair = await makePair(folder, clock);
  closing(pair.county);
  closing(pair.town);
  return pair;
}

/** The same for several tests; whoever makes it closes it. */
export async function makePair(
  folder: string,
  clock: TestClock = seasonClock(),
): Promise<Readonly<{ county: Created; town: Created; clock: TestClock }>> {
  const county = await makeOffice(join(folder, "county"), COUNTY_OFFICE, clock);
  const town = await makeOffice(join(folder, "town"), TOWN, clock);
  await pinCounty(folder, county.desk, town.desk);
  approveEnrolment(county.desk, await askCounty(folder, county.desk, town.desk));
  return { county, town, clock };
}

/** The least that the schema of an activity asks for, of a code that every town may use. */
export function activity(title: string, more: JsonObject = {}): JsonObject {
  return { code: "21101", title, startsAt: "2021-06-01T09:00", mode: "offline", metrics: { sessions: 1, persons: 12 }, ...more };
}

/** Saves an activity and returns its record. */
export function record(
  desk: Desk,
  title: string,
  more: JsonObject = {},
  files: readonly string[] = [],
): ReturnType<typeof putRecord> {
  return putRecord(desk, { kind: "activity", value: activity(title, more), files: files.map((path) => ({ path })) }, UNWATCHED);
}

/** Exports to the county into a folder of its own. @returns the bundle's path. */
export async function handOver(folder: string, desk: Desk, plain = false): Promise<string> {
  const target = madeFolder(folder, `stick-${desk.world.randomHex(4)}`);
  const exported = await exportBundle(
    desk,
    { folder: target, purpose: "hand-in", recipient: { kind: "county" }, plain, papers: [] },
    UNWATCHED,
  );
  return exported.path;
}

function madeFolder(parent: string, name: string): string {
  const folder = join(parent, name);
  mkdirSync(folder, { recursive: true });
  return folder;
}
