// What a file costs that was made to cost much: seconds for 10 MB, memory, and the slowest screen afterwards.
import { execFile } from "node:child_process";
import { cp, mkdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { APPROVED, FLOODS, type Flood } from "../../support/floods/floods.ts";
import { writePenned } from "../../support/floods/pen.ts";
import { enrolSenders } from "../made/enrol-senders.ts";
import type { FloodReport } from "./hostile-child.ts";
import { openCounty } from "../made/offices.ts";
import { rowOf, type Family, type Row, type Setting } from "../rows/row.ts";

/** @see issue 14, "Nothing freezes" */
export const hostile: Family = { name: "hostile", measure: measureHostile };

const CHILD = fileURLToPath(new URL("./hostile-child.ts", import.meta.url));
const MOST = { seconds: 10, peakMiB: 400, screenMs: 300 };
const MB = 1_000_000;

/** How large V8 lets what is young become on a PC with 4 GB; with more it takes more. @see v8/src/heap/heap.cc, YoungGenerationSizeFromOldGenerationSize */
const AS_WITH_4_GB = ["--max-semi-space-size=16"];

async function measureHostile(setting: Setting): Promise<readonly Row[]> {
  const { folder, size, say } = setting;
  const county = await openCounty(folder);
  await enrolSenders(county, [APPROVED]);
  const { campaign } = county.ws.store.facts();
  await county.close();
  const rows: Row[] = [];
  for (const flood of FLOODS) {
    const amount = size === "full" ? flood.amount : Math.ceil(flood.amount / 200);
    const place = join(folder, flood.name);
    await mkdir(place);
    await cp(join(folder, "county"), join(place, "county"), { recursive: true });
    const { feeds, claims } = flood.make({ campaign }, amount);
    const path = await writePenned(place, "flood", campaign, feeds, claims);
    const bytes = (await stat(path)).size;
    const { stdout } = await promisify(execFile)(process.execPath, [...AS_WITH_4_GB, CHILD, join(place, "county"), path, place]);
    const report = JSON.parse(stdout) as FloodReport;
    say(lineOf(flood, bytes, report));
    rows.push(...rowsOf(flood, amount, bytes, report));
    await rm(place, { recursive: true });
  }
  return rows;
}

function slowest({ screens }: FloodReport): readonly [string, number] {
  return Object.entries(screens).reduce((worst, one) => (one[1] > worst[1] ? one : worst));
}

function lineOf({ name }: Flood, bytes: number, report: FloodReport): string {
  const screens = Object.entries(report.screens).map(([screen, ms]) => `${screen} ${ms.toFixed(0)}`);
  const { code, seconds, heldMs, importMiB, peakMiB } = report;
  return `${name}: ${(bytes / MB).toFixed(1)} MB, ${code}, ${seconds.toFixed(1)} s (${heldMs.toFixed(0)} ms at a time), ${importMiB.toFixed(0)}, then ${peakMiB.toFixed(0)} MiB; ms: ${screens.join(", ")}`;
}

function rowsOf({ name }: Flood, amount: number, bytes: number, report: FloodReport): readonly Row[] {
  const [screen, screenMs] = slowest(report);
  const what = `${name} ${amount} (${(bytes / MB).toFixed(1)} MB, ${report.code})`;
  const per10 = (report.seconds * 10 * MB) / Math.max(bytes, 10 * MB);
  return [
    rowFor(`${what}: import of 10 MB`, "s", per10, MOST.seconds),
    rowFor(`${what}: process while importing`, "MiB", report.importMiB, MOST.peakMiB),
    rowFor(`${what}: process with screens and check`, "MiB", report.peakMiB, MOST.peakMiB),
    rowFor(`${what}: slowest screen, ${screen}`, "ms", screenMs, MOST.screenMs),
  ];
}

function rowFor(name: string, unit: string, value: number, most: number): Row {
  return rowOf({ name, value, unit, yardstick: most, against: `${most} ${unit}` }, { goal: 1, target: 1 });
}
