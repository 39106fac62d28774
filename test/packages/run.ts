// `npm run test:packages`: packs every target from placeholders, judges the packages and runs the packed data side; ends with
// `N passed, N failed`. Too slow for `npm test`.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { closingLine, vitestCounts } from "../support/count-tests.mjs";
import { ROOT } from "../support/tree.ts";

type Report = NonNullable<Parameters<typeof vitestCounts>[0]>;

const report = join(ROOT, "test-results", "packages.json");
/** Programs of Debian packages that judge here, besides those of `npm test`. */
const NEEDED = {
  "dpkg-deb": "dpkg",
  "desktop-file-validate": "desktop-file-utils",
  "update-mime-database": "shared-mime-info",
  busybox: "busybox-static",
};
const lacking = Object.entries(NEEDED).filter(([program]) => spawnSync("which", [program]).status !== 0);
if (lacking.length > 0) console.error(`Type: sudo apt-get install -y ${lacking.map(([, name]) => name).join(" ")}`);

const VITEST = join(ROOT, "node_modules/vitest/vitest.mjs");
const REPORTERS = ["--reporter=verbose", "--reporter=json", `--outputFile.json=${report}`];
mkdirSync(join(ROOT, "test-results"), { recursive: true });
const done = spawnSync(
  process.execPath,
  [VITEST, "run", "--config", "vitest.slow.config.ts", "test/packages", ...process.argv.slice(2), ...REPORTERS],
  { cwd: ROOT, stdio: ["ignore", "inherit", "inherit"] },
);
const counts = vitestCounts(
  existsSync(report) ? (JSON.parse(readFileSync(report, "utf8")) as Report) : undefined,
  done.status ?? 1,
);
console.log(closingLine(counts));
process.exitCode = counts.failed === 0 && counts.passed > 0 ? 0 : 1;
