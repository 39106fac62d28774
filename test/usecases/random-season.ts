// A campaign as chance has it: three units with two PCs each and two county PCs, real workspaces and real bundle files, carried in
// any order, twice, or never; PCs that are copied or restored and write on; receipts and returns that come back or do not.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { WorkspaceHandle } from "../../src-main/compose/door.ts";
import { deleteRecord } from "../../src-main/usecases/records/versions/delete-record.ts";
import { UNWATCHED, type Workspace } from "../../src-main/usecases/workspace.ts";
import { approveEnrolment } from "../../src-main/usecases/trust/enrol.ts";
import { exportBundle } from "../../src-main/usecases/sending/write/export-bundle.ts";
import { gaps } from "../../src-main/usecases/receipts/gaps.ts";
import { giveBack } from "../../src-main/usecases/keeping/give-back.ts";
import { handIn } from "../../src-main/usecases/hand-in/hand-in.ts";
import { importBundle } from "../../src-main/usecases/receiving/bundles/import-bundle.ts";
import { putRecord } from "../../src-main/usecases/records/versions/put-record.ts";
import { issueReceipts, unitsDueReceipts } from "../../src-main/usecases/receipts/receipt.ts";
import { reviewRecord } from "../../src-main/usecases/duties/review/review.ts";
import { packCampaign, trustRoot } from "../../src-main/usecases/trust/trust-root.ts";
import { Problem } from "../../src-main/domain/problem.ts";
import { copyTree } from "../../resources/release/copy-tree.ts";
import { exchange, joinedOffice } from "../support/offices/county-office.ts";
import { randomFrom } from "../support/faults/mutants.ts";
import {
  activity,
  askCounty,
  COUNTY_OFFICE,
  openOffice,
  paperCode,
  reopenOffice,
  seasonClock,
  type TestClock,
} from "../support/offices/office.ts";

const UNITS = ["620724100", "620724105", "620724101"] as const;
const USB = { means: "usb" } as const;

type Pc = { name: string; unit: string; folder: string; office: WorkspaceHandle };
type Carried = Readonly<{ path: string; pc: string; number: number; lost: boolean }>;
/** One of the county's two PCs; a restored one sits at another desk. */
type Session = { name: string; folder: string; office: WorkspaceHandle };
export type Season = Readonly<{
  /** The first one holds the root. */
  counties: readonly Session[];
  pcs: readonly Pc[];
  folder: string;
  /** A county as it was before the first bundle came. */
  early: string;
  clock: TestClock;
  sent: readonly Carried[];
  /** Every bundle of a unit that a county PC read, in order. */
  read: readonly string[];
  /** PCs that were restored: they count their bundles anew. */
  restored: ReadonlySet<string>;
}>;

/** Plays a season of so many steps. Everything is decided by the seed. */
export async function playSeason(folder: string, seed: number, steps: number): Promise<Season> {
  const random = randomFrom(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const clock = seasonClock();
  const county = await openOffice(join(folder, "county"), COUNTY_OFFICE, clock);
  const second = await joinedOffice(folder, county.ws, clock);
  const pcs = await enrolAll(folder, county.ws, clock);
  const early = join(folder, "early");
  await county.close();
  copyTree(join(folder, "county"), early);
  const counties: Session[] = [
    { name: "一号", folder: join(folder, "county"), office: await reopenOffice(join(folder, "county"), clock) },
    { name: "二号", folder: join(folder, "二号电脑"), office: second },
  ];
  await exchangeBoth(folder, counties, () => 1);
  const sent: Carried[] = [];
  const read: string[] = [];
  const restored = new Set<string>();
  const take = async (session: Session, path: string): Promise<void> => {
    await importBundle(session.office.ws, path, USB, UNWATCHED);
    read.push(path);
  };
  const actions: readonly ((pc: Pc) => Promise<void>)[] = [
    (pc) => write(pc, random),
    (pc) => write(pc, random),
    async (pc) => {
      const made = await send(folder, pc, false);
      if (made === undefined) return;
      const lost = random() < 0.35;
      sent.push({ ...made, lost });
      if (lost) return;
      await take(pick(counties), made.path);
      if (random() < 0.4) await take(pick(counties), made.path);
      for (const other of siblings(pcs, pc)) if (random() < 0.5) await importBundle(other.office.ws, made.path, USB, UNWATCHED);
    },
    async (pc) => {
      const { ws } = pick(counties).office;
      if (!unitsDueReceipts(ws).includes(pc.unit)) return;
      const receipt = await issueReceipts(ws, pc.unit, fresh(folder), UNWATCHED);
      if (random() < 0.7) await importBundle(pc.office.ws, receipt.path, USB, UNWATCHED);
    },
    async (pc) => {
      const { ws } = pick(counties).office;
      const { records } = ws.store.records({ kind: "activity", unit: pc.unit, limit: 50 });
      if (records.length === 0) return;
      const { unit, kind, record } = pick(records);
      const decision = random() < 0.5 ? ("accept" as const) : ("return" as const);
      reviewRecord(ws, { unit, kind, record, decision, reason: "请核对" });
    },
    () => exchangeBoth(folder, counties, () => Math.floor(random() * 3)),
  ];
  const kept = { pc: pick(pcs), session: pick(counties) };
  for (let step = 0; step < steps; step += 1) {
    if (step === Math.floor(steps / 4)) for (const one of [kept.pc, kept.session]) await keepCopy(one, clock);
    if (step === Math.floor(steps / 2)) await clonePc(folder, pick(pcs.filter((pc) => pc !== kept.pc)), pcs, clock, random);
    if (step === Math.floor((3 * steps) / 4)) for (const one of [kept.pc, kept.session]) await restoreCopy(one, clock, restored);
    await pick(actions)(pick(pcs));
  }
  return { counties, pcs, folder, early, clock, sent, read, restored };
}

/** Each county PC writes an exchange for the other. @param copies how often it arrives: lost, once, or repeated */
async function exchangeBoth(folder: string, counties: readonly Session[], copies: () => number): Promise<void> {
  for (const from of counties) {
    const { path } = await exchange(from.office.ws, fresh(folder));
    for (const to of counties.filter((session) => session !== from))
      for (let left = copies(); left > 0; left -= 1) await importBundle(to.office.ws, path, USB, UNWATCHED);
  }
}

/** A copy of the disk, as a backup is. */
async function keepCopy(one: Pc | Session, clock: TestClock): Promise<void> {
  await one.office.close();
  copyTree(one.folder, `${one.folder}-kept`);
  one.office = await reopenOffice(one.folder, clock);
}

/** The PC is lost and its copy takes its place: it opens new feeds before it writes. */
async function restoreCopy(one: Pc | Session, clock: TestClock, restored: Set<string>): Promise<void> {
  await one.office.close();
  one.folder = `${one.folder}-kept`;
  one.office = await reopenOffice(one.folder, clock);
  one.office.ws.store.giveUpFeeds("restored");
  restored.add(one.name);
}

async function enrolAll(folder: string, county: Workspace, clock: TestClock): Promise<Pc[]> {
  const pcs: Pc[] = [];
  const notice = await packCampaign(county, fresh(folder), undefined, UNWATCHED);
  for (const unit of UNITS) {
    for (const place of ["甲", "乙"]) {
      const name = `${unit}-${place}`;
      const office = await openOffice(join(folder, name), unit, clock);
      await trustRoot(office.ws, notice.path, paperCode(county), UNWATCHED);
      approveEnrolment(county, await askCounty(folder, county, office.ws));
      pcs.push({ name, unit, folder: join(folder, name), office });
    }
  }
  const pack = await packCampaign(county, fresh(folder), undefined, UNWATCHED);
  for (const { office } of pcs) await importBundle(office.ws, pack.path, USB, UNWATCHED);
  return pcs;
}

/** A disk that is copied onto another PC: both go on with the same key. */
async function clonePc(folder: string, pc: Pc, pcs: Pc[], clock: TestClock, random: () => number): Promise<void> {
  await pc.office.close();
  const copy = join(folder, `${pc.name}-copy`);
  copyTree(pc.folder, copy);
  pc.office = await reopenOffice(pc.folder, clock);
  const twin = { name: `${pc.name}-copy`, unit: pc.unit, folder: copy, office: await reopenOffice(copy, clock) };
  pcs.push(twin);
  for (const one of [pc, twin]) await write(one, random);
}

async function write(pc: Pc, random: () => number): Promise<void> {
  const { ws } = pc.office;
  const { records } = ws.store.records({ kind: "activity", unit: pc.unit, limit: 20 });
  const open = records.filter((record) => record.conflicts.length === 0);
  const known = open[Math.floor(random() * open.length)];
  const value = activity(`${pc.name} ${Math.floor(random() * 1000)}`, {
    metrics: { sessions: 1, persons: Math.floor(random() * 100) + 1 },
  });
  if (known === undefined || random() < 0.5) await putRecord(ws, { kind: "activity", value }, UNWATCHED);
  else if (random() < 0.2) deleteRecord(ws, { unit: pc.unit, kind: "activity", record: known.record });
  else await putRecord(ws, { kind: "activity", record: known.record, value }, UNWATCHED);
}

/** What the PC hands in next; undefined where there is nothing new. */
async function send(folder: string, pc: Pc, full: boolean): Promise<Omit<Carried, "lost"> | undefined> {
  const { ws } = pc.office;
  if (full) handIn(ws, { report: "now" });
  const request = {
    folder: fresh(folder),
    purpose: "hand-in",
    recipient: { kind: "county" },
    plain: false,
    papers: [],
    full,
  } as const;
  try {
    const { path, number } = await exportBundle(ws, request, UNWATCHED);
    return { path, pc: pc.name, number };
  } catch (error) {
    if (error instanceof Problem && error.code === "nothing-new-to-export") return undefined;
    throw error;
  }
}

function siblings(pcs: readonly Pc[], pc: Pc): readonly Pc[] {
  return pcs.filter((other) => other.unit === pc.unit && other !== pc);
}

let made = 0;
function fresh(folder: string): string {
  const path = join(folder, `stick-${(made += 1)}`);
  mkdirSync(path);
  return path;
}

/** Lost bundles that a later one of the same PC has overtaken, and which of them a county PC names. Copies share their numbers. */
export function overtaken(
  { pcs, sent, restored }: Season,
  county: Workspace,
): readonly Readonly<{ unit: string; number: number; named: boolean }>[] {
  const cloned = new Set(pcs.filter(({ name }) => name.endsWith("-copy")).map(({ name }) => name.replace("-copy", "")));
  return pcs
    .filter(({ name }) => !name.endsWith("-copy") && !cloned.has(name) && !restored.has(name))
    .flatMap(({ name, unit }) => {
      const own = sent.filter(({ pc }) => pc === name);
      const last = Math.max(0, ...own.filter(({ lost }) => !lost).map(({ number }) => number));
      const named = new Set(gaps(county, unit).flatMap((gap) => gap.unseen));
      return own
        .filter(({ lost, number }) => lost && number < last)
        .map(({ number }) => ({ unit, number, named: named.has(number) }));
    });
}

/** The county's two PCs tell each other all that they hold. */
export async function settleOffice({ folder, counties }: Season): Promise<void> {
  for (let round = 0; round < 2; round += 1) await exchangeBoth(folder, counties, () => 1);
}

/**
 * The last exchange: every PC hands in all it has, to one of the county's PCs and to the unit's other PCs; the county gives back what
 * a restored PC had lost. @returns the bundles of the units.
 */
export async function exchangeAll(season: Season): Promise<readonly string[]> {
  const bundles: string[] = [];
  const seatAt = (index: number) => (season.counties[index % 2] as Session).office.ws;
  for (const [index, pc] of season.pcs.entries()) {
    const sent = await send(season.folder, pc, true);
    if (sent === undefined) continue;
    bundles.push(sent.path);
    await importBundle(seatAt(index), sent.path, USB, UNWATCHED);
    for (const other of siblings(season.pcs, pc)) await importBundle(other.office.ws, sent.path, USB, UNWATCHED);
  }
  await settleOffice(season);
  for (const [index, unit] of UNITS.entries()) {
    const { path } = await giveBack(seatAt(index), unit, fresh(season.folder), UNWATCHED);
    for (const pc of season.pcs) if (pc.unit === unit) await importBundle(pc.office.ws, path, USB, UNWATCHED);
  }
  return bundles;
}

/** The early county reads all bundles in another order. */
export async function readElsewhere(season: Season, bundles: readonly string[], seed: number): Promise<Workspace> {
  const random = randomFrom(seed);
  const other = await reopenOffice(season.early, season.clock);
  const order = [...bundles].map((path) => ({ path, at: random() })).sort((a, b) => a.at - b.at);
  for (const { path } of order) await importBundle(other.ws, path, USB, UNWATCHED);
  return other.ws;
}
