// What is admitted can be shown, added up, printed and answered: a county that holds values at the edges of every kind's schema, from a
// township that it has approved, from a stranger and from itself; a township that holds them from its county, from another PC of its
// own and from a stranger; and every procedure that a screen may call.
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createRouterClient } from "@orpc/server";
import Database from "better-sqlite3";
import fc from "fast-check";
import { expect, onTestFinished } from "vitest";
import type { z } from "zod";
import { contract } from "../../../src-main/api/contract.ts";
import { isWriting } from "../../../src-main/api/writing.ts";
import { openDataSide } from "../../../src-main/compose/door.ts";
import { STORE_FILE } from "../../../src-main/session/current/workspace-names.ts";
import { dueObligations } from "../../../src-main/domain/campaign/deadlines.ts";
import type { Campaign } from "../../../src-main/domain/campaign/schema.ts";
import type { JsonObject } from "../../../src-main/domain/json.ts";
import type { RecordKey } from "../../../src-main/domain/record/projected.ts";
import { isValidValue, KINDS } from "../../../src-main/domain/kinds/kinds.ts";
import { UNWATCHED } from "../../../src-main/usecases/workspace.ts";
import { importBundle } from "../../../src-main/usecases/receiving/bundles/import-bundle.ts";
import { edgesOf, type Pool } from "./edges.ts";
import { enrolSenders } from "../../bench/made/enrol-senders.ts";
import { activityOf, APPROVED, reportOf } from "../floods/floods.ts";
import { authorNamed, openPen, recordOf, writePenned, type Author, type Claims, type PennedFeed } from "../floods/pen.ts";
import { COUNTY_OFFICE, makePair, openOffice, PIN, pinCounty, seasonClock, surroundingsOf, TOWN } from "../offices/office.ts";
import { tempFolder } from "../temp-folder.ts";

/** How much one run draws: values of each kind, and inputs of each procedure. */
export type Amounts = Readonly<{ seed: number; values: number; inputs: number }>;

const MOST = Number.MAX_SAFE_INTEGER;
const HASH = "f".repeat(64);

/** Makes the county and reads everything in. @returns its folder. */
export async function countyAtTheEdges(folder: string, { seed, values }: Amounts): Promise<string> {
  const clock = seasonClock();
  const office = await openOffice(join(folder, "county"), COUNTY_OFFICE, clock);
  const { ws } = office;
  await enrolSenders(office, [APPROVED]);
  const { campaign } = ws.store.facts();
  const root: Author = { unit: COUNTY_OFFICE, signer: ws.unlocked().signer };
  const stranger = authorNamed("edges", TOWN);
  const own = openPen(APPROVED, campaign, "edges own");
  const foreign = openPen(stranger, campaign, "edges foreign");
  const county = openPen(root, campaign, "edges county", { audience: "all" });
  pushEdges({ units: [own, foreign], county }, { seed, values });
  pushHandIn(own);
  const bundles: readonly (readonly [string, readonly PennedFeed[], Claims])[] = [
    ["county", [county], {}],
    [
      "own",
      [own],
      { unit: APPROVED.unit, unitName: "\u001b[2J".repeat(50), device: "\u202e".repeat(200), number: MOST, baseFrontier: FAR },
    ],
    ["foreign", [foreign], { unit: "A".repeat(32), number: MOST, previousBundleId: HASH, baseFrontier: FAR }],
  ];
  for (const [name, feeds, claims] of bundles) {
    const path = await writePenned(folder, name, campaign, feeds, claims);
    await importBundle(ws, path, { means: "usb" }, UNWATCHED);
  }
  await office.close();
  return join(folder, "county");
}

/** Another PC of the township, approved like its first. */
const SECOND = authorNamed("second", TOWN);

/** Makes the township and reads everything in. @returns its folder. */
export async function unitAtTheEdges(folder: string, amounts: Omit<Amounts, "inputs">): Promise<string> {
  const pair = await makePair(folder);
  await enrolSenders(pair.county, [SECOND]);
  await importBundle(pair.town.ws, await pinCounty(folder, pair.county.ws, pair.town.ws), { means: "usb" }, UNWATCHED);
  const { campaign } = pair.town.ws.store.facts();
  const root: Author = { unit: COUNTY_OFFICE, signer: pair.county.ws.unlocked().signer };
  const second = openPen(SECOND, campaign, "edges second");
  const foreign = openPen(authorNamed("edges", APPROVED.unit), campaign, "edges foreign");
  const county = openPen(root, campaign, "edges county", { audience: "all" });
  pushEdges({ units: [second, foreign], county }, amounts);
  pushHandIn(second);
  for (const feed of [county, second, foreign]) {
    const path = await writePenned(folder, feed.id.slice(0, 8), campaign, [feed], { recipient: "all", number: MOST });
    await importBundle(pair.town.ws, path, { means: "usb" }, UNWATCHED);
  }
  const shown = (kind: string) => pair.town.ws.store.countRecords({ kind }, 1000);
  expect([shown("activity"), shown("obligation")].every((count) => count > amounts.values / 3)).toBe(true);
  await Promise.all([pair.county.close(), pair.town.close()]);
  return join(folder, "town");
}

/** Values of every kind, each by whoever may write it. */
function pushEdges(
  { units, county }: Readonly<{ units: readonly PennedFeed[]; county: PennedFeed }>,
  { seed, values }: Omit<Amounts, "inputs">,
): void {
  for (const [name, kind] of Object.entries(KINDS)) {
    if (name === "succession") continue; // a second root: nothing of the first one's would stand afterwards
    for (const [at, value] of fc.sample(edgesOf(kind.schema), { numRuns: values, seed }).entries()) {
      if (!isValidValue(kind, value as JsonObject)) throw new Error(`${name}: not admitted`);
      const place = { record: RECORDS[at % RECORDS.length] ?? recordOf(`${name} ${at}`), wallMs: WALLS[at % WALLS.length] ?? 0 };
      for (const feed of kind.writer === "unit" ? units : [county]) feed.push(name, value as JsonObject, place);
    }
  }
}

const FAR = { [HASH]: [{ seq: MOST, hash: HASH }] };
const RECORDS = ["", "__proto__", "\u001b[2J%E0%A4%A\n<script>", "x".repeat(128), undefined, undefined] as const;
const WALLS = [0, MOST, Date.parse("2021-06-02T09:00:00+08:00")] as const;

/** Two records whose numbers no sum can hold, and hand-ins that hold them and that name places which nobody reaches. */
function pushHandIn(own: PennedFeed): void {
  for (const name of ["甲", "乙"]) {
    const attachments = [{ sha256: HASH, sizeBytes: 1, name: "a", mime: "image/png\r\nX: 1", class: "photo" }];
    own.push("activity", activityOf(name, { metrics: { sessions: MOST, persons: MOST }, attachments }), {
      record: recordOf(name),
    });
  }
  own.push("report", reportOf({ period: "weekly:2", frontier: FAR }), { record: recordOf("far") });
  own.push("report", reportOf({ period: "weekly:1", frontier: { [own.id]: [own.last()] } }), { record: recordOf("held") });
}

/** Leaves the workspace, ends the program, or asks the network or a drive: not what shows what is held. */
const NOT_ASKED: ReadonlySet<string> = new Set([
  ..."openOther restoreCopy beginUnit beginCounty restore rebuild beginDemo unlock renewKey lock retry changes"
    .split(" ")
    .map((name) => `session.${name}`),
  ..."setAddress check take discard".split(" ").map((name) => `updates.${name}`),
  "uploads.watch",
  "tasks.watch",
  "system.eject",
]);

type Described = Readonly<{ "~orpc": Readonly<{ inputSchema?: z.ZodType }> }>;
type Client = Readonly<Record<string, Readonly<Record<string, (input?: unknown) => Promise<unknown>>>>>;

/**
 * Calls every procedure of the contract over a workspace.
 *
 * @returns what failed as nobody foresaw, and what wrote though it is not listed among those that write, one line each.
 */
export async function askEverything(folder: string, workspace: string, { seed, inputs }: Amounts): Promise<readonly string[]> {
  const home = join(folder, "home");
  mkdirSync(home);
  mkdirSync(join(folder, "drive"));
  const data = await openDataSide({ mediaUrl: () => "", home, workspace, surroundings: surroundingsOf(seasonClock()) });
  onTestFinished(() => data.close());
  const client = createRouterClient(data.router) as unknown as Client;
  const state = (await client["session"]?.["state"]?.()) as { people: readonly { id: string }[] };
  await client["session"]?.["unlock"]?.({ person: state.people[0]?.id ?? "", pin: PIN });
  const pool = await poolOf(client, join(folder, "drive"));
  const failed: string[] = [];
  const written = writesTo(join(workspace, STORE_FILE));
  for (const [area, procedures] of Object.entries(contract))
    for (const [name, procedure] of Object.entries(procedures)) {
      if (NOT_ASKED.has(`${area}.${name}`)) continue;
      const { inputSchema } = (procedure as unknown as Described)["~orpc"];
      const asked = inputSchema === undefined ? [undefined] : fc.sample(inputsOf(inputSchema, pool), { numRuns: inputs, seed });
      const askAll = async () => {
        for (const input of asked) failed.push(...(await failureOf(client, area, name, input)));
      };
      await askAll();
      if (isWriting([area, name])) await failedTasks(client);
      else if (await writesAlways(written, askAll)) failed.push(`${area}.${name}: writes`);
      written();
    }
  failed.push(...(await failedTasks(client)));
  const log = join(home, "errors.log");
  return failed.length > 0 && existsSync(log) ? [...failed, readFileSync(log, "utf8").slice(0, 6000)] : failed;
}

/** The program looks into files behind the screens meanwhile, in batches, each once: there are fewer of them than rounds here. */
const ROUNDS = 30;

async function writesAlways(written: () => boolean, ask: () => Promise<void>): Promise<boolean> {
  for (let round = 0; round < ROUNDS; round += 1) {
    if (!written()) return false;
    await ask();
  }
  return written();
}

/** @returns whether anything was committed to a file since it was asked last. */
function writesTo(path: string): () => boolean {
  const db = new Database(path, { readonly: true });
  onTestFinished(() => void db.close());
  const state = { version: db.pragma("data_version", { simple: true }) };
  return () => {
    const before = state.version;
    state.version = db.pragma("data_version", { simple: true });
    return state.version !== before;
  };
}

function inputsOf(schema: z.ZodType, pool: Pool): fc.Arbitrary<unknown> {
  return edgesOf(schema, pool).filter((value) => schema.safeParse(value).success);
}

async function failureOf(client: Client, area: string, name: string, input: unknown): Promise<readonly string[]> {
  try {
    await client[area]?.[name]?.(input);
    return [];
  } catch (cause) {
    const { code, data } = cause as Readonly<{ code?: string; data?: Readonly<{ code?: string }> }>;
    const foreseen = code === "PROBLEM" && data?.code !== "internal";
    return foreseen
      ? []
      : [
          `${area}.${name}(${JSON.stringify(input)?.slice(0, 300) ?? ""}): ${String(code)} ${JSON.stringify(data)?.slice(0, 300) ?? ""}`,
        ];
  }
}

/** Long work that was started by a call, once all of it has ended. */
async function failedTasks(client: Client): Promise<readonly string[]> {
  type Shown = readonly Readonly<{ kind: string; state: string; problem: Readonly<{ code: string }> | null }>[];
  const watch = client["tasks"]?.["watch"] ?? (() => Promise.reject(new Error("no tasks.watch")));
  for await (const tasks of (await watch()) as AsyncIterable<Shown>)
    if (tasks.every(({ state }) => state !== "running"))
      return tasks.flatMap(({ kind, problem }) => (problem?.code === "internal" ? [`task ${kind}: internal`] : []));
  return [];
}

/** What there is to ask about: the records, units, periods and files that the workspace shows. */
async function poolOf(client: Client, drive: string): Promise<Pool> {
  const ask = async (area: string, name: string, input?: unknown) => (await client[area]?.[name]?.(input)) as never;
  const campaign = (await ask("campaign", "current")) as Campaign;
  const { rows } = (await ask("activities", "list", { filter: {}, cursor: null, limit: 50 })) as Readonly<{
    rows: readonly Readonly<{ record: string }>[];
  }>;
  const { files } = (await ask("media", "gallery", { filter: {}, sort: "time", cursor: null, limit: 20 })) as Readonly<{
    files: readonly Readonly<{ item: Readonly<{ sha256: string }>; record: RecordKey }>[];
  }>;
  const picked = files.map(({ item: { sha256 }, record: { unit, kind, record } }) => ({
    record: { unit, kind, record },
    sha256,
  }));
  const records = [...rows.map(({ record }) => record), recordOf("held"), recordOf("far"), ""];
  return {
    unit: fc.constantFrom(APPROVED.unit, COUNTY_OFFICE, TOWN, "all", "A".repeat(24)),
    kind: fc.constantFrom(...Object.keys(KINDS), "ledger"),
    record: fc.constantFrom(...records),
    row: fc.constantFrom(...campaign.indicators.map(({ code }) => code)),
    of: fc.constantFrom("total", ...campaign.units.map(({ code }) => code)),
    period: fc.constantFrom("total", "weekly:1", "weekly:2"),
    report: fc.constantFrom("weekly:1", "zero:weekly:1", "final", "now"),
    obligation: fc.constantFrom(...dueObligations(campaign).map(({ id }) => id)),
    cursor: fc.constantFrom(null, "0", "100"),
    // All of the hundred thousand files would be drawn for hours; a person would stop that.
    choice: fc.constantFrom(
      { of: "picked", files: picked },
      { of: "picked", files: [] },
      { of: "filter", filter: { unit: "A".repeat(24) } },
    ),
    folder: fc.constant(drive),
    path: fc.constantFrom(drive, join(drive, "none")),
    parent: fc.constant(drive),
    filter: fc.constantFrom({}, "pending", "returned", "accepted"),
    sha256: fc.constantFrom(HASH, "0".repeat(64)),
    form: fc.constantFrom("attachment1", "attachment2", "consolidated", "matrix", "missing"),
  };
}

/** The two ends of a report. */
export const ENDS = { county: countyAtTheEdges, unit: unitAtTheEdges } as const;

/** The law itself. */
export async function expectAllAnswered(end: keyof typeof ENDS, amounts: Amounts): Promise<void> {
  const folder = await tempFolder();
  const workspace = await ENDS[end](folder, amounts);
  expect(await askEverything(folder, workspace, amounts)).toEqual([]);
}
