// `npm run test:windows`: unit tests and the whole demo with Windows binaries under Wine. `-- test/store` runs one folder or file,
// `--no-demo` leaves the demo out, `--lanes N` runs so many files at once. What cannot run there stands in not-here.ts.
import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { closingLine } from "../support/count-tests.mjs";
import { ROOT } from "../support/tree.ts";
import { addVerdicts, judgeFile, judgeStep, type FileReport, type Verdict } from "./judge.ts";
import { NOT_HERE } from "./not-here.ts";
import { prepareWindows, type Windows } from "./prepare.ts";
import { runNode, windowsPath } from "./run-node.ts";

const FOLDERS = ["store", "bundle", "media", "drives", "disk", "program", "api", "usecases", "windows"].map(
  (name) => `test/${name}`,
);
const RESULTS = join(ROOT, "test-results", "windows");
const FILE_MS = 45 * 60_000;
const DEMO_MS = 45 * 60_000;
/** Lines of one file: a hook that fails takes all its tests with it. */
const MOST_SHOWN = 8;
const DEMO_PIN = "demo-2021";

process.exitCode = await main();

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { "no-demo": { type: "boolean", default: false }, lanes: { type: "string", default: "2" } },
  });
  const startedMs = Date.now();
  const windows = prepareWindows(console.log);
  rmSync(RESULTS, { recursive: true, force: true });
  mkdirSync(RESULTS, { recursive: true });
  const files = testFiles(positionals.length === 0 ? FOLDERS : positionals);
  const steps = files.map((file) => () => runFile(windows, file));
  const all = values["no-demo"] ? steps : [() => runDemo(windows), ...steps];
  const verdicts = await inLanes(all, Number(values.lanes));
  const { passed, failed, notHere, complaints } = addVerdicts(verdicts);
  for (const complaint of complaints) console.log(`FAIL ${complaint}`);
  console.log(`${notHere} tests cannot run under Wine (test/windows/not-here.ts); ${minutes(Date.now() - startedMs)}`);
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

async function inLanes(steps: readonly (() => Promise<Verdict>)[], lanes: number): Promise<readonly Verdict[]> {
  const [waiting, done] = [[...steps], [] as Verdict[]];
  const lane = async (): Promise<void> => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) done.push(await step());
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return done;
}

async function runFile(windows: Windows, file: string): Promise<Verdict> {
  const name = file.replaceAll("/", "-");
  const [report, output] = [join(RESULTS, `${name}.json`), join(RESULTS, `${name}.txt`)];
  const args = ["node_modules/vitest/vitest.mjs", "run", file, "--config", "test/windows/vitest.windows.config.ts"];
  const reporting = ["--reporter=json", `--outputFile=${windowsPath(report)}`];
  const { exitCode, seconds } = await runNode(windows, [...args, ...reporting], output, { mostMs: FILE_MS });
  const read = existsSync(report) ? (JSON.parse(readFileSync(report, "utf8")) as FileReport) : undefined;
  const listed = NOT_HERE.filter((entry) => entry.file === file);
  return told(file, judgeFile(read, exitCode, listed), seconds);
}

function told(what: string, verdict: Verdict, seconds: number): Verdict {
  const { passed, failed, notHere, complaints } = verdict;
  const aside = notHere === 0 ? "" : `, ${notHere} not here`;
  console.log(`${failed === 0 ? "ok  " : "FAIL"} ${what}: ${passed} passed, ${failed} failed${aside} (${seconds} s)`);
  const shown = complaints.slice(0, MOST_SHOWN).map((complaint) => `${what}: ${complaint}`);
  const more = complaints.length - shown.length;
  return { ...verdict, complaints: more === 0 ? shown : [...shown, `${what}: and ${more} more`] };
}

/** The demo with Windows binaries; then this machine's program looks at what it left. */
async function runDemo(windows: Windows): Promise<Verdict> {
  const folder = join(RESULTS, "演示");
  const args = ["src-main/cli/anbao.ts", "demo", "-o", windowsPath(folder)];
  const { exitCode, seconds } = await runNode(windows, args, join(RESULTS, "demo.txt"), { mostMs: DEMO_MS });
  const played = told("the whole demo", judgeStep(exitCode === 0 ? undefined : `ended with ${exitCode}`), seconds);
  if (played.failed > 0) return played;
  const bundles = readdirSync(join(folder, "bundles")).filter((name) => name.endsWith(".anbao"));
  const looks = bundles.map((name) => ["verify", join(folder, "bundles", name)]);
  const steps: Verdict[] = [];
  for (const look of [...looks, ["check", join(folder, "county"), "--read-media"]]) steps.push(await lookHere(look));
  return addVerdicts([played, told("what the demo left, seen from here", addVerdicts(steps), 0)]);
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
