// Chance writes, edits, deletes, returns and hands in; what every report says is held against both ends' tables.
import { expect } from "vitest";
import type { JsonObject } from "../../src-main/domain/json.ts";
import type { RecordKey } from "../../src-main/domain/record/projected.ts";
import { figureText } from "../../src-main/domain/statistics/figures/figures.ts";
import { deleteRecord } from "../../src-main/usecases/records/versions/delete-record.ts";
import { UNWATCHED, type Workspace } from "../../src-main/usecases/workspace.ts";
import { computeFigures } from "../../src-main/usecases/figures/figures.ts";
import { handIn } from "../../src-main/usecases/hand-in/hand-in.ts";
import { putRecord } from "../../src-main/usecases/records/versions/put-record.ts";
import { reviewRecord } from "../../src-main/usecases/duties/review/review.ts";
import { codeOf } from "../support/codes.ts";
import { randomFrom } from "../support/faults/mutants.ts";
import { enrolledPair, handOver, TOWN } from "../support/offices/office.ts";
import { receiptTo, take } from "../support/offices/receipts.ts";

const PERIODS = ["weekly:1", "weekly:2", "weekly:3", "weekly:4", "final"];

/** How many reports were held against the unit's table, and how many of them against the county's. */
export type Held = Readonly<{ unit: number; county: number }>;

/** Plays so many steps of one unit and its county. */
export async function holdFiledFigures(folder: string, seed: number, steps: number): Promise<Held> {
  const random = randomFrom(seed);
  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)];
  const { county, town, clock } = await enrolledPair(folder);
  const made: RecordKey[] = [];
  const held = { unit: 0, county: 0 };
  const hazard = (): JsonObject => ({
    foundOn: day(random),
    source: "self",
    place: "粮库",
    content: `隐患${Math.floor(random() * 1000)}`,
    level: random() < 0.3 ? "major" : "general",
    ...(random() < 0.5 && { closedOn: "2021-06-29" }),
  });
  const story = (): JsonObject => ({
    title: `稿${Math.floor(random() * 30)}`,
    media: "县报",
    level: "county",
    publishedOn: day(random),
  });
  const put = async (kind: string, value: JsonObject, record?: string): Promise<void> => {
    const key = await putRecord(town.ws, { kind, value, ...(record !== undefined && { record }) }, UNWATCHED);
    if (record === undefined) made.push(key);
  };
  const edit = async (): Promise<void> => {
    const key = pick(made);
    if (key !== undefined) await put(key.kind, key.kind === "hazard" ? hazard() : story(), key.record);
  };
  const remove = async (): Promise<void> => {
    const [key] = made.length === 0 ? [] : made.splice(Math.floor(random() * made.length), 1);
    if (key !== undefined) deleteRecord(town.ws, key);
  };
  const giveBack = async (): Promise<void> => {
    const { records } = county.ws.store.records({ kind: "hazard", unit: TOWN, limit: 20 });
    const [record] = records;
    if (record === undefined) return;
    const { unit, kind } = record;
    reviewRecord(county.ws, { unit, kind, record: record.record, decision: "return", reason: "请核对" });
    if (random() < 0.7) await receiptTo(folder, county.ws, town.ws);
  };
  const report = async (): Promise<void> => {
    const period = pick(PERIODS) ?? "final";
    const request = period.startsWith("weekly") && random() < 0.2 ? `zero:${period}` : period;
    if ((await codeOf(async () => void handIn(town.ws, { report: request, reason: "没有活动" }))) !== "done") return;
    const filed = filedIn(town.ws, request, period);
    expect(filed, `seed ${seed}: the unit's own table`).toEqual(tableOf(town.ws, period));
    held.unit += 1;
    if (random() < 0.4) await handOver(folder, town.ws);
    if (random() < 0.5) return;
    if (random() < 0.3) await edit();
    const bundle = await handOver(folder, town.ws).catch(() => undefined);
    if (bundle === undefined) return;
    await take(county.ws, bundle);
    if (!sameJudgements(county.ws, town.ws) || lacksSome(county.ws)) return;
    expect(tableOf(county.ws, period), `seed ${seed}: the county's table`).toEqual(filed);
    held.county += 1;
  };
  const actions = [() => put("hazard", hazard()), () => put("story", story()), edit, edit, remove, giveBack, report, report];
  for (let step = 0; step < steps; step += 1) {
    clock.nowMs += 60_000;
    await pick(actions)?.();
  }
  return held;
}

function day(random: () => number): string {
  return `2021-06-${String(1 + Math.floor(random() * 28)).padStart(2, "0")}`;
}

function filedIn(ws: Workspace, request: string, period: string): unknown {
  const type = request.startsWith("zero:") ? "zero" : period.replace(/:.*/, "");
  const report = ws.store.reports(TOWN).find((one) => one.period === period && one.type === type);
  return report?.value["figures"];
}

function tableOf(ws: Workspace, period: string): unknown {
  const { rows } = computeFigures(ws, TOWN, period);
  return Object.fromEntries(
    rows.map((row) => [row.row, { period: figureText(row.period), cumulative: figureText(row.cumulative) }]),
  );
}

/** A return that the unit has not read, or answered without the county knowing, changes one end's figures only. */
function sameJudgements(county: Workspace, town: Workspace): boolean {
  const returned = (ws: Workspace) =>
    ws.store
      .projected(TOWN)
      .filter((record) => record.returned)
      .map(({ kind, record }) => `${kind}/${record}`)
      .sort()
      .join();
  return returned(county) === returned(town);
}

/** A lost bundle leaves the county without entries that the report names. */
function lacksSome(county: Workspace): boolean {
  return county.store.reports(TOWN).some(({ missing }) => missing.length > 0);
}
