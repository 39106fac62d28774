// `npm run bench`: measures every family of rows and prints them. Ratios against a yardstick in the same run, never bare times.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { FAMILIES } from "./families.ts";
import type { Row, Size } from "./rows/row.ts";
import { tableOf } from "./rows/table.ts";

const USAGE = `npm run bench -- [--json] [--quick] [--only NAME …]   NAME: ${FAMILIES.map(({ name }) => name).join(" ")}`;

/**
 * Measures the families of those names, one after another, each in a fresh folder that is removed.
 *
 * @param say is told what is being done, a line at a time.
 */
export async function measure(names: readonly string[], size: Size, say: (line: string) => void): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const family of FAMILIES.filter(({ name }) => names.length === 0 || names.includes(name))) {
    const folder = await mkdtemp(join(tmpdir(), `anbao-bench-${family.name}-`));
    try {
      rows.push(...(await family.measure({ folder, size, say: (line) => say(`${family.name}: ${line}`) })));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
  return rows;
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      json: { type: "boolean" },
      quick: { type: "boolean" },
      only: { type: "string", multiple: true },
      help: { type: "boolean" },
    },
  });
  const unknown = (values.only ?? []).filter((name) => !FAMILIES.some((family) => family.name === name));
  if (values.help === true || unknown.length > 0) {
    process.stderr.write(`${USAGE}\n`);
    return values.help === true ? 0 : 2;
  }
  const rows = await measure(
    values.only ?? [],
    values.quick === true ? "quick" : "full",
    (line) => void process.stderr.write(`${line}\n`),
  );
  process.stdout.write(values.json === true ? `${JSON.stringify(rows, null, 2)}\n` : tableOf(rows));
  return rows.every((row) => row.ok) ? 0 : 1;
}

if (import.meta.main) process.exitCode = await main();
