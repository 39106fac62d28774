// `npm run test:windows`: unit tests and the whole demo with Windows binaries under Wine. `-- test/store` runs one folder or file,
// `--no-demo` leaves the demo out, `--lanes N` runs so many files at once. What cannot run there stands in not-here.ts.
// What passed is kept in the cache, so that a run that was cut off goes on with the same tree; `--fresh` begins anew.
import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { closingLine } from "../support/count-tests.mjs";
import { listFiles, ROOT } from "../support/tree.ts";
import { addVerdicts, judgeFile, judgeStep, type FileReport, type Listed, type Verdict } from "./judge.ts";
import { keepVerdict, readKept, seenTree } from "./kept-verdicts.ts";
import { NOT_HERE } from "./not-here.ts";
import { prepareWindows, type Windows } from "./prepare.ts";
import { runNode, windowsPath } from "./run-node.ts";

const FOLDERS = ["store", "bundle", "media", "drives", "disk", "program", "api", "usecases"].map((name) => `test/${name}`);
const OF_WINDOWS = "test/windows/on-windows.windows.test.ts";
const RESULTS = join(ROOT, "test-results", "windows");
const FILE_MS = 45 * 60_000;
const DEMO_MS = 45 * 60_000;
/** Lines of one file: a hook that fails takes all its tests with it. */
const MOST_SHOWN = 8;
const DEMO_PIN = "demo-2021";

/** A test file by its path, or the demo. */
type Step = Readonly<{ name: string; run: () => Promise<Verdict> }>;
type Done = Readonly<{ verdict: Verdict; seconds: number; kept: boolean }>;

process.exitCode = await main();

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      "no-demo": { type: "boolean", default: false },
      fresh: { type: "boolean", default: false },
      lanes: { type: "string", default: "2" },
    },
  });
  const startedMs = Date.now();
  const windows = prepareWindows(console.log);
  rmSync(RESULTS, { recursive: true, force: true });
  mkdirSync(RESULTS, { recursive: true });
  if (values.fresh) rmSync(keptIn(windows), { recursive: true, force: true });
  const files = testFiles(positionals.length === 0 ? [...FOLDERS, OF_WINDOWS] : positionals);
  const steps = files.map((name) => ({ name, run: () => runFile(windows, name) }));
  const demo = { name: "the whole demo", run: () => runDemo(windows) };
  const done = await inLanes(windows, values["no-demo"] ? steps : [demo, ...steps], Number(values.lanes));
  return tellAll(done, Date.now() - startedMs);
}

/** @returns the exit code */
function tellAll(done: readonly Done[], ms: number): number {
  const { passed, failed, notHere, complaints } = addVerdicts(done.map(({ verdict }) => verdict));
  for (const complaint of complaints) console.log(`FAIL ${complaint}`);
  const earlier = done.filter(({ kept }) => kept);
  const earlierMs = 1000 * earlier.reduce((sum, { seconds }) => sum + seconds, 0);
  console.log(`${notHere} tests cannot run under Wine (test/windows/not-here.ts)`);
  console.log(
    `${minutes(ms)}; ${earlier.length} of ${done.length} kept from earlier runs on this tree (${minutes(earlierMs)} by themselves)`,
  );
  console.log(closingLine({ passed, failed }));
  return failed === 0 && passed > 0 ? 0 : 1;
}

function testFiles(places: readonly string[]): readonly string[] {
  const isTest = (name: string) => name.endsWith(".test.ts") && !name.endsWith(".slow.test.ts");
  return places
    .filter((place) => existsSync(join(ROOT, place)))
    .flatMap((place) => {
      if (isTest(place)) return [place];
      const names = readdirSync(join(ROOT, place), { recursive: true, encoding: "utf8" });
      return names.filter(isTest).map((name) => `${place}/${name}`);
    })
    .sort();
}

async function inLanes(windows: Windows, steps: readonly Step[], lanes: number): Promise<readonly Done[]> {
  const [waiting, done, paths] = [[...steps], [] as Done[], listFiles()];
  const lane = async (): Promise<void> => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) done.push(await takeStep(windows, paths, step));
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return done;
}

/** Runs a step, or tells what it came to on this tree before. */
async function takeStep(windows: Windows, paths: readonly string[], { name, run }: Step): Promise<Done> {
  const listed = listedOf(name);
  const tree = seenTree(windows.checkout, paths, name, listed);
  const earlier = readKept(keptIn(windows), name, tree);
  const startedMs = Date.now();
  const verdict = earlier?.verdict ?? (await run());
  const seconds = earlier?.seconds ?? Math.round((Date.now() - startedMs) / 1000);
  if (earlier === undefined) keepVerdict(keptIn(windows), name, { tree, verdict, seconds });
  return {
    verdict: told(name, verdict, `${seconds} s${earlier === undefined ? "" : ", kept"}`),
    seconds,
    kept: earlier !== undefined,
  };
}

function listedOf(name: string): readonly Listed[] {
  return NOT_HERE.filter(({ file }) => file === name);
}

function keptIn({ checkout }: Windows): string {
  return join(dirname(checkout), "kept");
}

async function runFile(windows: Windows, file: string): Promise<Verdict> {
  const name = file.replaceAll("/", "-");
  const [report, output] = [join(RESULTS, `${name}.json`), join(RESULTS, `${name}.txt`)];
  const args = ["node_modules/vitest/vitest.mjs", "run", file, "--config", "test/windows/vitest.windows.config.ts"];
  const reporting = ["--reporter=json", `--outputFile=${windowsPath(report)}`];
  const exitCode = await runNode(windows, [...args, ...reporting], output, { mostMs: FILE_MS });
  const read = existsSync(report) ? (JSON.parse(readFileSync(report, "utf8")) as FileReport) : undefined;
  return judgeFile(read, exitCode, listedOf(file));
}

function told(what: string, verdict: Verdict, time: string): Verdict {
  const { passed, failed, notHere, complaints } = verdict;
  const aside = notHere === 0 ? "" : `, ${notHere} not here`;
  console.log(`${failed === 0 ? "ok  " : "FAIL"} ${what}: ${passed} passed, ${failed} failed${aside} (${time})`);
  const shown = complaints.slice(0, MOST_SHOWN).map((complaint) => `${what}: ${complaint}`);
  const more = complaints.length - shown.length;
  return { ...verdict, complaints: more === 0 ? shown : [...shown, `${what}: and ${more} more`] };
}

/** The demo with Windows binaries; then this machine's program looks at what it left. */
async function runDemo(windows: Windows): Promise<Verdict> {
  const folder = join(RESULTS, "演示");
  const args = ["src-main/cli/anbao.ts", "demo", "-o", windowsPath(folder)];
  const exitCode = await runNode(windows, args, join(RESULTS, "demo.txt"), { mostMs: DEMO_MS });
  if (exitCode !== 0) return judgeStep(`ended with ${exitCode}`);
  const bundles = readdirSync(join(folder, "bundles")).filter((name) => name.endsWith(".anbao"));
  const looks = bundles.map((name) => ["verify", join(folder, "bundles", name)]);
  const steps: Verdict[] = [];
  for (const look of [...looks, ["check", join(folder, "county"), "--read-media"]]) steps.push(await lookHere(look));
  return addVerdicts([judgeStep(undefined), ...steps]);
}

function lookHere(args: readonly string[]): Promise<Verdict> {
  const env = { ...process.env, ANBAO_PIN: DEMO_PIN };
  return new Promise((resolve) => {
    execFile(process.execPath, [join(ROOT, "src-main", "cli", "anbao.ts"), ...args], { env }, (failure, _, errors) =>
      resolve(judgeStep(failure === null ? undefined : `anbao ${args.join(" ")}: ${errors.slice(0, 300)}`)),
    );
  });
}

function minutes(ms: number): string {
  return `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1000)} s`;
}
