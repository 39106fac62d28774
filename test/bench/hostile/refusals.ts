// What it costs to refuse a hostile file: every case of the one list, each read by a county in a process of its own.
import { execFile } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { recipientOf } from "../../../src-main/bundle/age/age.ts";
import { HOSTILE_CASES, MOST_REFUSAL_MIB, MOST_REFUSAL_MS } from "../../support/hostile/all.ts";
import { hostileKit, type HostileCase, type HostileKit } from "../../support/hostile/kit.ts";
import { openCounty } from "../made/offices.ts";
import type { RefusalReport } from "./refusal-child.ts";
import { rowOf, type Family, type Row, type Setting } from "../rows/row.ts";

/** @see quality.md Reliability 4 */
export const refusals: Family = { name: "refusals", measure: measureRefusals };

const CHILD = fileURLToPath(new URL("./refusal-child.ts", import.meta.url));

type Cost = RefusalReport & Pick<HostileCase, "group" | "name">;

async function measureRefusals({ folder, size, say }: Setting): Promise<readonly Row[]> {
  const county = await openCounty(folder);
  const { store, identities } = county.ws;
  const reader = { campaign: store.facts().campaign, recipient: await recipientOf(identities()[0] ?? "") };
  const digest = store.digests().entriesDigest;
  await county.close();
  await mkdir(join(folder, "files"));
  const kit = await hostileKit(join(folder, "files"), reader);
  const costs: Cost[] = [];
  for (const one of casesOf(size)) {
    const cost = await costOf(kit, one, join(folder, "county"));
    if (cost.code !== one.code || cost.digest !== digest) throw new Error(`${one.name}: ${cost.code} instead of ${one.code}`);
    say(lineOf(cost));
    costs.push(cost);
  }
  return rowsOf(costs);
}

/** A quick run takes the first case of each group. */
function casesOf(size: Setting["size"]): readonly HostileCase[] {
  if (size === "full") return HOSTILE_CASES;
  return HOSTILE_CASES.filter(({ group }, at) => HOSTILE_CASES.findIndex((other) => other.group === group) === at);
}

async function costOf(kit: HostileKit, { group, name, make }: HostileCase, workspace: string): Promise<Cost> {
  const path = await make(kit);
  const { stdout } = await promisify(execFile)(process.execPath, [CHILD, workspace, path]);
  return { group, name, ...(JSON.parse(stdout) as RefusalReport) };
}

function lineOf({ group, name, code, cpuMs, wallMs, peakMiB }: Cost): string {
  const figures = `${cpuMs.toFixed(0)} ms CPU, ${wallMs.toFixed(0)} ms, ${peakMiB.toFixed(0)} MiB`;
  return `${figures}: ${group}: ${name} → ${code}`;
}

/** The worst of each group, then of all. */
function rowsOf(costs: readonly Cost[]): readonly Row[] {
  const groups = [...Map.groupBy(costs, ({ group }) => group)].map(
    ([group, members]) => [`${members.length} ${group}`, members] as const,
  );
  return [...groups, [`all ${costs.length}`, costs] as const].flatMap(([name, members]) => [
    timeRow(`refusal, CPU time, worst of ${name}`, members, ({ cpuMs }) => cpuMs),
    timeRow(`refusal, wall time, worst of ${name}`, members, ({ wallMs }) => wallMs),
    rowOf(
      {
        name: `refusal, whole process, worst of ${name}`,
        value: Math.max(...members.map(({ peakMiB }) => peakMiB)),
        unit: "MiB",
        yardstick: MOST_REFUSAL_MIB,
        against: `${MOST_REFUSAL_MIB} MiB`,
      },
      { goal: 1, target: 1 },
    ),
  ]);
}

function timeRow(name: string, members: readonly Cost[], of: (cost: Cost) => number): Row {
  const value = Math.max(...members.map(of));
  return rowOf({ name, value, unit: "ms", yardstick: MOST_REFUSAL_MS, against: `${MOST_REFUSAL_MS} ms` }, { goal: 1, target: 1 });
}
