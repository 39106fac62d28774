// `npm test`: system packages, checks, the built screens, vitest, Playwright; sums what passed and failed. Skips nothing.
// Plain JavaScript that gets by with Node 20 until it runs itself again under the project's own Node 24.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath, pathToFileURL } from "node:url";
import {
  addCounts,
  closingLine,
  NONE,
  playwrightCounts,
  playwrightFailures,
  vitestCounts,
  vitestFailures,
} from "./count-tests.mjs";
import { ensurePackages } from "./system-packages.mjs";

const NODE_MAJOR = 24;
const ROOT = resolve(fileURLToPath(import.meta.url), "../../..");
const BIN = join(ROOT, "node_modules", ".bin");
const REPORTS = join(ROOT, "test-results");
/** The longest comes first: the others are done beside it. */
const STEPS = ["check:types", "check:format", "check:lint", "check:rules", "check:dead", "build"];

const OPTIONS = {
  cwd: ROOT,
  // Hundreds of runs of the command line: compiled once, a start takes 0.3 s instead of 0.5.
  env: {
    NODE_COMPILE_CACHE: join(ROOT, "node_modules", ".cache", "node"),
    ...process.env,
    PATH: `${BIN}${delimiter}${process.env["PATH"] ?? ""}`,
  },
  shell: process.platform === "win32",
};

const isMain = import.meta.url === pathToFileURL(process.argv[1] ?? "").href;
if (isMain) process.exitCode = await main();

async function main() {
  if (Number(process.versions.node.split(".")[0]) < NODE_MAJOR) return runUnderOwnNode();
  const lacking = ensurePackages();
  if (lacking) {
    console.error(lacking);
    console.log(closingLine({ ...NONE, failed: 1 }));
    return 1;
  }
  rmSync(REPORTS, { recursive: true, force: true });
  mkdirSync(REPORTS, { recursive: true });
  const steps = await runSteps();
  const suites = [runVitest(), runPlaywright()];
  for (const name of suites.flatMap(({ failures }) => failures)) console.log(`FAIL ${name}`);
  const counts = [...steps, ...suites.map((suite) => suite.counts)].reduce(addCounts, NONE);
  console.log(closingLine(counts));
  return counts.failed === 0 && counts.passed > 0 ? 0 : 1;
}

function runUnderOwnNode() {
  const node = join(BIN, "node");
  if (!existsSync(node)) {
    console.error(`The tests need Node ${NODE_MAJOR}. Type: npm ci`);
    return 1;
  }
  return run(node, [fileURLToPath(import.meta.url)]);
}

/** As many at once as there are processors; what a step says is shown when it ends. */
async function runSteps() {
  const left = STEPS.values();
  const counts = [];
  const lane = async () => {
    for (const name of left) counts.push(await runStep(name));
  };
  await Promise.all(Array.from({ length: availableParallelism() }, lane));
  return counts;
}

async function runStep(name) {
  const startedMs = Date.now();
  const child = spawn("npm", ["run", "--silent", name], { ...OPTIONS, stdio: ["ignore", "pipe", "pipe"] });
  const ended = new Promise((resolve) => child.once("error", () => resolve(1)).once("close", resolve));
  const [code, out, problems] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  process.stdout.write(out + problems);
  console.log(`${code === 0 ? "ok  " : "FAIL"} ${name} (${((Date.now() - startedMs) / 1000).toFixed(1)} s)`);
  return code === 0 ? { ...NONE, passed: 1 } : { ...NONE, failed: 1 };
}

function runVitest() {
  const path = join(REPORTS, "vitest.json");
  const status = run("vitest", ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${path}`]);
  const report = readReport(path);
  return { counts: vitestCounts(report, status), failures: vitestFailures(report) };
}

function runPlaywright() {
  const status = run("playwright", ["test"]);
  const report = readReport(join(REPORTS, "e2e.json"));
  return { counts: playwrightCounts(report, status), failures: playwrightFailures(report) };
}

function run(program, args) {
  const child = spawnSync(program, args, { ...OPTIONS, stdio: ["ignore", "inherit", "inherit"] });
  if (child.error) console.error(`${program}: ${child.error.message}`);
  return child.status ?? 1;
}

function readReport(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : undefined;
}
