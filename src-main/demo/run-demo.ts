// Runs the whole job from an empty folder: county and two townships, enrolment, records, hand-in, export, import, receipt, papers.
// Every step is the use case that a person would call; only the clock is the demo's own, in June 2021.
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createWorkspace, type Created } from "../compose/workspace/create-workspace.ts";
import { openDecoder } from "../compose/workspace/decoder.ts";
import { writePaper } from "../session/files/local-files.ts";
import { PRODUCT, type Surroundings } from "../compose/workspace/workspaces.ts";
import { keyCode } from "../domain/trust/key-code.ts";
import { Problem } from "../domain/problem.ts";
import { UNWATCHED, type Workspace } from "../usecases/workspace.ts";
import { approveEnrolment, requestEnrolment } from "../usecases/trust/enrol.ts";
import { exportHandIn } from "../usecases/hand-in/export-hand-in.ts";
import { handIn } from "../usecases/hand-in/hand-in.ts";
import { importBundle } from "../usecases/receiving/bundles/import-bundle.ts";
import { drawForm, prepareForm } from "../usecases/papers/print-form.ts";
import { putRecord } from "../usecases/records/versions/put-record.ts";
import { issueReceipts } from "../usecases/receipts/receipt.ts";
import { namedReport, zeroId } from "../usecases/duties/reports/report-names.ts";
import { packCampaign, trustRoot } from "../usecases/trust/trust-root.ts";
import { demoDrawing } from "./pictures/demo-photos.ts";
import { demoLiaison, demoPlan, FIRST_TOWN, SECOND_TOWN, type DemoRecord } from "./demo-records.ts";

export const DEMO_PIN = "demo-2021";
/** The demo's PIN stands in the program: there is nothing to protect, and nothing to wait for. */
const DEMO_COST: Surroundings["pinCost"] = { n: 2 ** 12, r: 8, p: 1 };
/** When a person sits down at the demo: the last day, with the summary still to be written. */
export const DEMO_SHOWN_MS = at("2021-07-01T11:00");
const TOWNS = [
  { unit: "620724100", lat: 39.378, lon: 99.819, records: FIRST_TOWN },
  { unit: "620724105", lat: 39.35, lon: 99.57, records: SECOND_TOWN },
] as const;
const REPORTS = ["weekly:1", "weekly:2", "weekly:3", "weekly:4", "final"] as const;
const CLIP = fileURLToPath(new URL("../../resources/demo/clip.mp4", import.meta.url));

type Town = (typeof TOWNS)[number];
type Stage = Readonly<{
  folder: string;
  clock: DemoClock;
  say: (line: string) => void;
  pinCost: Surroundings["pinCost"];
  decoder: ReturnType<typeof openDecoder>;
}>;

/** A clock that the demo sets; it moves on by a second at each look, so that no two entries share an instant. */
type DemoClock = { nowMs: number };

export type DemoResult = Readonly<{
  folder: string;
  county: string;
  units: readonly string[];
  bundles: readonly string[];
  papers: readonly string[];
  lines: readonly string[];
}>;

/**
 * Runs the demo in a new or empty folder and leaves everything there.
 *
 * @throws {Problem} `folder-not-empty`, and whatever a step says
 */
export async function runDemo(folder: string, watch: (line: string) => void, pinCost = DEMO_COST): Promise<DemoResult> {
  mkdirSync(folder, { recursive: true });
  if (readdirSync(folder).length > 0) throw new Problem("folder-not-empty", { path: folder });
  const lines: string[] = [];
  const say = (line: string) => (lines.push(line), watch(line));
  const stage: Stage = { folder, clock: { nowMs: at("2021-05-27T09:00") }, say, pinCost, decoder: openDecoder() };
  for (const name of ["packs", "requests", "bundles", "receipts", "papers", "photos"]) mkdirSync(join(folder, name));
  const county = await open(stage, "county", "620724001");
  const towns: { town: Town; at: Created }[] = [];
  try {
    for (const town of TOWNS) towns.push({ town, at: await enrolTown(stage, county, town) });
    await playMonth(stage, county, towns);
    await drawPapers(stage, county.ws, county, towns);
  } finally {
    for (const { at: unit } of towns) await unit.close();
    await county.close();
    stage.decoder.close();
  }
  const files = (name: string) =>
    readdirSync(join(folder, name))
      .sort()
      .map((file) => join(name, file));
  return {
    folder,
    county: "county",
    units: TOWNS.map(({ unit }) => `unit-${unit}`),
    bundles: files("bundles"),
    papers: files("papers"),
    lines,
  };
}

function at(local: string): number {
  return Date.parse(`${local}:00+08:00`);
}

async function open({ folder, clock, say, pinCost }: Stage, role: "county" | "unit", unit: string): Promise<Created> {
  const world = { ...PRODUCT.world, nowMs: () => (clock.nowMs += 1000) };
  const name = role === "county" ? "county" : `unit-${unit}`;
  const request = {
    folder: join(folder, name),
    role,
    unit,
    campaign: "builtin:2021-gaotai",
    device: role === "county" ? "县级电脑" : "一号电脑",
    person: role === "county" ? "操作员" : "联络员",
    pin: DEMO_PIN,
  };
  const created = await createWorkspace(request, { world, pinCost });
  say(`建立 ${name}：本机密钥核对码 ${codeOf(created.ws)}`);
  return created;
}

function codeOf(ws: Workspace): string {
  return keyCode(ws.fingerprint(ws.store.facts().selfKey));
}

/** Trust in both directions: the township pins the county from paper, the county approves the township from paper. */
async function enrolTown(stage: Stage, county: Created, town: Town): Promise<Created> {
  const unit = await open(stage, "unit", town.unit);
  const folder = join(stage.folder, "packs", town.unit);
  mkdirSync(folder);
  const first = await packCampaign(county.ws, folder, undefined, UNWATCHED);
  await trustRoot(unit.ws, first.path, codeOf(county.ws), UNWATCHED);
  const request = await requestEnrolment(
    unit.ws,
    { folder: join(stage.folder, "requests"), baseName: `request-${town.unit}` },
    UNWATCHED,
  );
  await importBundle(county.ws, request.path, { means: "usb" }, UNWATCHED);
  const approved = approveEnrolment(county.ws, request.code);
  const second = await packCampaign(county.ws, folder, undefined, UNWATCHED);
  await importBundle(unit.ws, second.path, { means: "usb" }, UNWATCHED);
  stage.say(`核准 ${approved.unit} ${approved.device}`);
  return unit;
}

async function playMonth(stage: Stage, county: Created, towns: readonly Readonly<{ town: Town; at: Created }>[]): Promise<void> {
  for (const { town, at: unit } of towns) {
    const unitName = county.ws.campaign().units.find((candidate) => candidate.code === town.unit)?.name ?? town.unit;
    stage.clock.nowMs = at("2021-05-28T08:00");
    await putRecord(unit.ws, { kind: "liaison", value: demoLiaison(unitName) }, UNWATCHED);
    await putRecord(unit.ws, { kind: "plan", value: demoPlan(unitName) }, UNWATCHED);
    await deliver(stage, county, unit);
    for (const report of REPORTS) await playWeek(stage, county, town, unit, report);
    stage.say(
      `${unitName}：${unit.ws.store.records({ kind: "activity", limit: 100 }).records.length} 项活动，已报送 ${REPORTS.length} 期`,
    );
  }
}

/** One period: what happened in it is recorded, handed in the day it is due, carried on a drive, imported, and receipted. */
async function playWeek(stage: Stage, county: Created, town: Town, unit: Created, report: string): Promise<void> {
  const { calendar } = county.ws.campaign();
  const period = calendar.periods.find((candidate) => candidate.id === report);
  const dueAt = calendar.obligations.find((candidate) => candidate.id === report)?.dueAt ?? "";
  const records = town.records.filter(({ on }) => period !== undefined && on >= period.from && on < period.to);
  for (const record of records) await enter(stage, town, unit.ws, record);
  stage.clock.nowMs = dayOf(dueAt) - 2 * 60 * 60 * 1000;
  const { obligation } = namedReport(unit.ws, report);
  const zero = obligation?.mayBeZero === true && records.length === 0 ? zeroId(obligation) : undefined;
  handIn(unit.ws, zero === undefined ? { report } : { report: zero, reason: "本周忙于抗旱，未组织活动" });
  await deliver(stage, county, unit);
  if (report === "final") await exportHandIn(unit.ws, unit.papers, { folder: join(stage.folder, "bundles"), plain: true });
  const receipt = await issueReceipts(county.ws, town.unit, join(stage.folder, "receipts"), UNWATCHED);
  await importBundle(unit.ws, receipt.path, { means: "usb" }, UNWATCHED);
}

/** Carries what a township has to the county on a drive. */
async function deliver(stage: Stage, county: Created, unit: Created): Promise<void> {
  const exported = await exportHandIn(unit.ws, unit.papers, { folder: join(stage.folder, "bundles"), plain: false });
  await importBundle(county.ws, exported.path, { means: "usb" }, UNWATCHED);
}

function dayOf(dueAt: string): number {
  return dueAt.endsWith("T24:00") ? at(`${dueAt.slice(0, 10)}T12:00`) : at(dueAt);
}

async function enter(stage: Stage, town: Town, ws: Workspace, record: DemoRecord): Promise<void> {
  stage.clock.nowMs = at(record.on) + 3 * 60 * 60 * 1000;
  const photos = await Promise.all(Array.from({ length: record.photos }, (_, index) => drawPhoto(stage, town, record, index)));
  const files = [...photos, ...(record.clip === true ? [CLIP] : [])].map((path) => ({ path }));
  await putRecord(ws, { kind: record.kind, value: record.value, files }, UNWATCHED);
}

async function drawPhoto(stage: Stage, town: Town, record: DemoRecord, index: number): Promise<string> {
  const taken = new Date(at(record.on) + (8 * 60 + index * 9) * 60 * 1000 + index * 7000).toISOString().slice(0, 19);
  const seed = [...`${town.unit}${record.on}${index}`].reduce(
    (sum, character) => (sum * 31 + character.charCodeAt(0)) % 1_000_003,
    7,
  );
  const bytes = await stage.decoder.draw(
    demoDrawing({
      seed,
      takenAt: taken,
      lat: town.lat + index * 1e-4,
      lon: town.lon + index * 1e-4,
      widthPx: 1600,
    }),
  );
  const path = join(stage.folder, "photos", `IMG_${town.unit}_${taken.replaceAll(/\D/g, "")}.jpg`);
  writeFileSync(path, bytes);
  return path;
}

async function drawPapers(
  stage: Stage,
  county: Workspace,
  { papers }: Created,
  towns: readonly Readonly<{ town: Town; at: Created }>[],
): Promise<void> {
  const save = async (ws: Workspace, name: string, request: Parameters<typeof prepareForm>[1], format: string) => {
    const [bytes] = await drawForm(papers, prepareForm(ws, request), format);
    if (bytes !== undefined) await writePaper(join(stage.folder, "papers", `${name}.${format}`), bytes);
  };
  for (const { town, at: unit } of towns) {
    for (const format of ["pdf", "xlsx"]) {
      await save(unit.ws, `附件1-${town.unit}`, { form: "attachment1" }, format);
      await save(unit.ws, `附件2-${town.unit}`, { form: "attachment2", period: "final" }, format);
    }
  }
  await save(county, "附件2-空白表", { form: "attachment2", blank: true }, "pdf");
  await save(county, "附件1-空白表", { form: "attachment1", blank: true }, "pdf");
  for (const format of ["pdf", "xlsx"]) await save(county, "附件2-汇总", { form: "consolidated" }, format);
  stage.say(`表格在 papers，报送包在 bundles，数据在 county 和 unit-<代码>（PIN ${DEMO_PIN}）`);
}
