// `npm test`: system packages, checks, the built screens, vitest, Playwright; sums what passed and failed. Skips nothing.
// Plain JavaScript that gets by with Node 20 until it runs itself again under the project's own Node 24.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { addCounts, closingLine, NONE, playwrightCounts, vitestCounts } from "./count-tests.mjs";
import { ensurePackages } from "./system-packages.mjs";

const NODE_MAJOR = 24;
const ROOT = resolve(fileURLToPath(import.meta.url), "../../..");
const BIN = join(ROOT, "node_modules", ".bin");
const REPORTS = join(ROOT, "test-results");
const CHECKS = ["check:types", "check:lint", "check:rules", "check:dead", "check:format"];

const isMain = import.meta.url === pathToFileURL(process.argv[1] ?? "").href;
if (isMain) process.exitCode = main();

function main() {
  if (Number(process.versions.node.split(".")[0]) < NODE_MAJOR) return runUnderOwnNode();
  const lacking = ensurePackages();
  if (lacking) {
    console.error(lacking);
    console.log(closingLine({ ...NONE, failed: 1 }));
    return 1;
  }
  rmSync(REPORTS, { recursive: true, force: true });
  mkdirSync(REPORTS, { recursive: true });
  const counts = [...runChecks(), ...buildScreens(), runVitest(), ...runPlaywright()].reduce(addCounts, NONE);
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

function runChecks() {
  return CHECKS.map((name) => countStep(name, () => npmRun(name)));
}

function buildScreens() {
  if (!existsSync(join(ROOT, "src-renderer", "index.html"))) return [];
  return [countStep("build", () => npmRun("build"))];
}

function runVitest() {
  const report = join(REPORTS, "vitest.json");
  const status = run("vitest", ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`]);
  return vitestCounts(readReport(report), status);
}

function runPlaywright() {
  if (!hasSpecs(join(ROOT, "test", "e2e"))) return [];
  const status = run("playwright", ["test"]);
  return [playwrightCounts(readReport(join(REPORTS, "e2e.json")), status)];
}

function hasSpecs(folder) {
  return existsSync(folder) && readdirSync(folder, { recursive: true }).some((name) => String(name).endsWith(".spec.ts"));
}

function countStep(name, step) {
  const startedMs = Date.now();
  const ok = step() === 0;
  console.log(`${ok ? "ok  " : "FAIL"} ${name} (${((Date.now() - startedMs) / 1000).toFixed(1)} s)`);
  return ok ? { ...NONE, passed: 1 } : { ...NONE, failed: 1 };
}

function npmRun(script) {
  return run("npm", ["run", "--silent", script]);
}

function run(program, args) {
  // Hundreds of runs of the command line: compiled once, a start takes 0.3 s instead of 0.5.
  const env = {
    NODE_COMPILE_CACHE: join(ROOT, "node_modules", ".cache", "node"),
    ...process.env,
    PATH: `${BIN}${delimiter}${process.env["PATH"] ?? ""}`,
  };
  const child = spawnSync(program, args, {
    cwd: ROOT,
    env,
    stdio: ["ignore", "inherit", "inherit"],
    shell: process.platform === "win32",
  });
  if (child.error) console.error(`${program}: ${child.error.message}`);
  return child.status ?? 1;
}

function readReport(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : undefined;
}
