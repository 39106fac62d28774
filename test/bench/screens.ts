// What a person waits for: the first screen, a page of a list, the first JavaScript.
import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { performance } from "node:perf_hooks";
import { gzipSync } from "node:zlib";
import { createRouterClient } from "@orpc/server";
import { build } from "vite";
import { openDataSide, PRODUCT } from "../../src-main/compose/door.ts";
import { fillStore, RARE } from "./made/fill-store.ts";
import { openCounty, reopen } from "./made/offices.ts";
import { rowOf, type Family, type Row, type Setting } from "./rows/row.ts";

const ROOT = resolve(import.meta.dirname, "..", "..");
const RECORDS = { full: { start: 100_000, list: 1_000_000 }, quick: { start: 2_000, list: 5_000 } } as const;
const RUNS = 5;
const PIN = "bench-2021";

/** First screen with many records against none; p95 of list and search pages; gzipped JavaScript of the first screen. */
export const screens: Family = {
  name: "screens",
  measure: async (setting) => [await startRow(setting), await listRow(setting), await scriptRow(setting)],
};

/** The calls that the county's first screen makes, by name. */
type FirstScreen = Readonly<{
  session: {
    state(): Promise<{ people: { id: string }[] }>;
    unlock(input: { person: string; pin: string }): Promise<unknown>;
    frame(): Promise<unknown>;
  };
  home: { desk(): Promise<unknown> };
  campaign: { current(): Promise<unknown> };
  notices: { list(): Promise<unknown> };
}>;

async function startRow({ folder, size, say }: Setting): Promise<Row> {
  const [empty, full] = [join(folder, "empty"), join(folder, "full")];
  for (const place of [empty, full]) {
    await mkdir(place);
    await (await openCounty(place)).close();
  }
  say(`${RECORDS[size].start} records`);
  fillStore(join(full, "county"), RECORDS[size].start);
  const times = { empty: [] as number[], full: [] as number[] };
  for (let run = 0; run <= RUNS; run += 1) {
    times.empty.push(await firstScreen(empty));
    times.full.push(await firstScreen(full));
  }
  return rowOf(
    {
      name: "start to usable screen, many records",
      value: median(times.full.slice(1)),
      unit: "ms",
      yardstick: median(times.empty.slice(1)),
      against: "the same, empty workspace",
    },
    { goal: 1.3, target: 1.3 },
  );
}

async function firstScreen(place: string): Promise<number> {
  const home = join(place, "home");
  await mkdir(home, { recursive: true });
  const surroundings = { ...PRODUCT, pinCost: { n: 2 ** 10, r: 8, p: 1 } };
  const started = performance.now();
  const data = await openDataSide({ mediaUrl: () => "", home, workspace: join(place, "county"), surroundings });
  const client = createRouterClient(data.router) as unknown as FirstScreen;
  const { people } = await client.session.state();
  await client.session.unlock({ person: people[0]?.id ?? "", pin: PIN });
  await Promise.all([client.session.frame(), client.campaign.current(), client.home.desk(), client.notices.list()]);
  const took = performance.now() - started;
  await data.close();
  return took;
}

const FREQUENT = ["安全", "宣传", "活动", "社区", "企业", "演练", "教育", "责任", "咨询", "整治"];

async function listRow({ folder, size, say }: Setting): Promise<Row> {
  const place = join(folder, "list");
  await mkdir(place);
  await (await openCounty(place)).close();
  say(`${RECORDS[size].list} records`);
  fillStore(join(place, "county"), RECORDS[size].list);
  const { ws, close } = await reopen(join(place, "county"));
  const pairs = FREQUENT.map((word, index) => `${word} ${FREQUENT[(index + 3) % FREQUENT.length] ?? ""}`);
  const pages = [
    ...[...FREQUENT, ...RARE, ...pairs].map((words) => () => ws.store.search(words, 50)),
    ...[...FREQUENT, ...RARE, ...pairs].map((words) => () => ws.store.records({ kind: "activity", words, limit: 50 })),
    () => ws.store.records({ kind: "activity", limit: 50 }),
    () => ws.store.records({ kind: "activity", unit: "620724103", limit: 50 }),
    () => ws.store.records({ kind: "activity", from: "2021-06-10T12:00", to: "2021-06-17T12:00", limit: 50 }),
    () => ws.store.countRecords({ kind: "activity", words: "安全" }, 1001),
  ];
  const times = pages.map((page) => {
    page();
    const started = performance.now();
    page();
    return performance.now() - started;
  });
  await close();
  const sorted = times.sort((a, b) => a - b);
  const value = sorted[Math.floor(sorted.length * 0.95)] ?? 0;
  return rowOf(
    { name: "page of a list or search, p95", value, unit: "ms", yardstick: 50, against: "50 ms" },
    { goal: 1, target: 1 },
  );
}

const BUDGET_KB = 350;

async function scriptRow({ folder, say }: Setting): Promise<Row> {
  say("builds the screens");
  const outDir = join(folder, "renderer");
  await build({ configFile: join(ROOT, "vite.renderer.config.ts"), logLevel: "silent", build: { outDir, emptyOutDir: true } });
  const files = await readdir(join(outDir, "assets"));
  const home = files.filter((name) => /^unit-home-.*[.]js$/.test(name));
  const needed = await closureOf(outDir, [...scriptsIn(await readFile(join(outDir, "index.html"), "utf8")), ...home]);
  const bytes = await Promise.all(needed.map(async (name) => gzipSync(await readFile(join(outDir, "assets", name))).byteLength));
  const value = bytes.reduce((sum, size) => sum + size, 0) / 1000;
  await writeFile(join(folder, "needed.txt"), needed.join("\n"));
  return rowOf(
    { name: "JavaScript of the home screen, gzipped", value, unit: "kB", yardstick: BUDGET_KB, against: `${BUDGET_KB} kB` },
    { goal: 1, target: 1 },
  );
}

function scriptsIn(html: string): string[] {
  return [...html.matchAll(/assets\/([\w.-]+[.]js)/g)].map((match) => match[1] ?? "");
}

/** Files and all that they import statically. */
async function closureOf(outDir: string, entries: readonly string[]): Promise<string[]> {
  const seen = new Set<string>();
  const open = [...entries];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (seen.has(name)) continue;
    seen.add(name);
    const text = await readFile(join(outDir, "assets", name), "utf8");
    open.push(...[...text.matchAll(/(?:from|import)\s*"\.\/([\w.-]+[.]js)"/g)].map((match) => match[1] ?? ""));
  }
  return [...seen].sort();
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
