// `npm run test:shell`: the end-to-end suite and the findings' specs on the program that offices install, with Electron's double.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { closingLine, NONE, playwrightCounts } from "./count-tests.mjs";
import { ensurePackages } from "./system-packages.mjs";

const ROOT = resolve(fileURLToPath(import.meta.url), "../../..");
const REPORT = join(ROOT, "test-results", "shell.json");

process.exitCode = main();

function main() {
  const lacking = ensurePackages();
  if (lacking) {
    console.error(lacking);
    console.log(closingLine({ ...NONE, failed: 1 }));
    return 1;
  }
  rmSync(REPORT, { force: true });
  const startedMs = Date.now();
  const cli = join(ROOT, "node_modules", "@playwright", "test", "cli.js");
  const child = spawnSync(process.execPath, [cli, "test", "--config", "playwright.shell.config.ts", ...process.argv.slice(2)], {
    cwd: ROOT,
    stdio: ["ignore", "inherit", "inherit"],
  });
  const report = existsSync(REPORT) ? JSON.parse(readFileSync(REPORT, "utf8")) : undefined;
  const counts = playwrightCounts(report, child.status ?? 1);
  console.log(`${((Date.now() - startedMs) / 60_000).toFixed(1)} min`);
  console.log(closingLine(counts));
  return counts.failed === 0 ? 0 : 1;
}
