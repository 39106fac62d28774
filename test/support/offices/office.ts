// Offices for tests: a county and townships in one folder, enrolled as on paper, with a clock that the test sets.
// Everything is real (files, SQLite, signatures); only the PIN's cost is small.
import { constants, cpSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished } from "vitest";
import {
  createWorkspace,
  openWorkspace,
  PRODUCT,
  type Created,
  type Surroundings,
  type WorkspaceHandle,
} from "../../../src-main/compose/door.ts";
import { holdThreads } from "../../../src-main/disk/threads/threads.ts";
import { keyCode } from "../../../src-main/domain/trust/key-code.ts";
import type { JsonObject } from "../../../src-main/domain/json.ts";
import { UNWATCHED, type Workspace } from "../../../src-main/usecases/workspace.ts";
import { approveEnrolment, requestEnrolment } from "../../../src-main/usecases/trust/enrol.ts";
import { exportBundle } from "../../../src-main/usecases/sending/write/export-bundle.ts";
import { importBundle } from "../../../src-main/usecases/receiving/bundles/import-bundle.ts";
import { putRecord } from "../../../src-main/usecases/records/versions/put-record.ts";
import { packCampaign, trustRoot } from "../../../src-main/usecases/trust/trust-root.ts";
import { preparedFolder } from "../prepared-folder.ts";

// A thread takes its time to start: it rests from one test to the next instead of leaving with the last office.
holdThreads();

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
export async function reopenOffice(folder: string, clock: TestClock = seasonClock()): Promise<WorkspaceHandle> {
  return closing(await openWorkspace(folder, PIN, surroundingsOf(clock)));
}

function closing<T extends WorkspaceHandle>(office: T): T {
  onTestFinished(() => office.close());
  return office;
}

/** The code that a person reads off the sealed paper of this office. */
export function paperCode(ws: Workspace): string {
  return keyCode(ws.fingerprint(ws.store.facts().selfKey));
}

/** Pins the county at the unit, as from the printed notice. @returns the pack's path. */
export async function pinCounty(folder: string, county: Workspace, unit: Workspace): Promise<string> {
  const packs = madeFolder(folder, `packs-${unit.store.facts().unit}-${county.world.randomHex(4)}`);
  const { path } = await packCampaign(county, packs, undefined, UNWATCHED);
  await trustRoot(unit, path, paperCode(county), UNWATCHED);
  return path;
}

/** Brings the unit's request to the county, without approving it. @returns the code on the sealed paper. */
export async function askCounty(folder: string, county: Workspace, unit: Workspace): Promise<string> {
  const requests = madeFolder(folder, `requests-${unit.store.facts().unit}-${county.world.randomHex(4)}`);
  const { path, code } = await requestEnrolment(unit, { folder: requests, baseName: "request" }, UNWATCHED);
  await importBundle(county, path, { means: "usb" }, UNWATCHED);
  return code;
}

export type Pair = Readonly<{ county: Created; town: Created; clock: TestClock }>;

/** A county and one township that trust each other. The first of a test that begins with the season is a copy of one that was made before. */
export async function enrolledPair(folder: string, clock: TestClock = seasonClock()): Promise<Pair> {
  const pair = mayBeCopy(clock) ? await copyPair(folder, clock) : await makePair(folder, clock);
  closing(pair.county);
  closing(pair.town);
  return pair;
}

/** The same for several tests; whoever makes it closes it. */
export async function makePair(folder: string, clock: TestClock = seasonClock()): Promise<Pair> {
  const county = await makeOffice(join(folder, "county"), COUNTY_OFFICE, clock);
  const town = await makeOffice(join(folder, "town"), TOWN, clock);
  await pinCounty(folder, county.ws, town.ws);
  approveEnrolment(county.ws, await askCounty(folder, county.ws, town.ws));
  return { county, town, clock };
}

type PreparedPair = Readonly<{ folder: string; nowMs: number; cards: Readonly<Record<"county" | "town", string | undefined>> }>;

const prepared: { pair?: Promise<PreparedPair> } = {};

/** The pair that is copied, made once by each process. */
function preparedPair(): Promise<PreparedPair> {
  return (prepared.pair ??= preparePair(join(preparedFolder() ?? "", String(process.pid))));
}

async function preparePair(folder: string): Promise<PreparedPair> {
  const { county, town, clock } = await makePair(folder);
  await Promise.all([county.close(), town.close()]);
  return { folder, nowMs: clock.nowMs, cards: { county: county.recoveryIdentity, town: town.recoveryIdentity } };
}

/** Two pairs of one test are strangers: only its first is a copy. */
const copied = { by: "" };

function mayBeCopy(clock: TestClock): boolean {
  const { testPath, currentTestName } = expect.getState();
  const test = `${testPath} ${currentTestName}`;
  if (clock.nowMs !== seasonClock().nowMs || preparedFolder() === undefined || copied.by === test) return false;
  copied.by = test;
  return true;
}

async function copyPair(folder: string, clock: TestClock): Promise<Pair> {
  const made = await preparedPair();
  cpSync(made.folder, folder, { recursive: true, mode: constants.COPYFILE_FICLONE });
  clock.nowMs = made.nowMs;
  const open = async (name: "county" | "town"): Promise<Created> => ({
    ...(await openWorkspace(join(folder, name), PIN, surroundingsOf(clock))),
    recoveryIdentity: made.cards[name],
  });
  return { county: await open("county"), town: await open("town"), clock };
}

/** The least that the schema of an activity asks for, of a code that every town may use. */
export function activity(title: string, more: JsonObject = {}): JsonObject {
  return { code: "21101", title, startsAt: "2021-06-01T09:00", mode: "offline", metrics: { sessions: 1, persons: 12 }, ...more };
}

/** Saves an activity and returns its record. */
export function record(
  ws: Workspace,
  title: string,
  more: JsonObject = {},
  files: readonly string[] = [],
): ReturnType<typeof putRecord> {
  return putRecord(ws, { kind: "activity", value: activity(title, more), files: files.map((path) => ({ path })) }, UNWATCHED);
}

/** Exports to the county into a folder of its own. @returns the bundle's path. */
export async function handOver(folder: string, ws: Workspace, plain = false): Promise<string> {
  const target = madeFolder(folder, `stick-${ws.world.randomHex(4)}`);
  const exported = await exportBundle(
    ws,
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
