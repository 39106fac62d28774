// 200 bits of the database turn over, one at a time, in cells that are in use: `check` notices every one that any figure, screen or
// bundle rests on. Local rows (logs, drafts, this PC's facts) and separators of a tree are counted apart; so is of which time words are,
// where forgetting them still works.
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { fc } from "@fast-check/vitest";
import { expect, test, vi } from "vitest";
import { openWorkspace } from "../../../src-main/compose/door.ts";
import { Problem } from "../../../src-main/domain/problem.ts";
import { findDamages } from "../../../src-main/usecases/keeping/check-workspace.ts";
import { UNWATCHED } from "../../../src-main/usecases/workspace.ts";
import { handIn } from "../../../src-main/usecases/hand-in/hand-in.ts";
import { importBundle } from "../../../src-main/usecases/receiving/bundles/import-bundle.ts";
import { handOver, makePair, PIN, record, seasonClock, surroundingsOf } from "../../support/offices/office.ts";
import { picture } from "../../support/made/sample-files.ts";
import { cellsOf, type Cell } from "../../support/made/sqlite-cells.ts";
import { tempFolder } from "../../support/temp-folder.ts";

vi.setConfig({ testTimeout: 600_000 });
const FLIPS = 200;

/** What belongs to this PC alone and stands nowhere else. */
const LOCAL: ReadonlySet<string> = new Set([
  "fact",
  "import",
  "export",
  "media",
  "media_fact",
  "likeness",
  "alike",
  "dismissed_doubt",
  "draft",
  "export_intent",
  "receipt_read",
  "told_by_phone",
  "import_run",
  "import_run_item",
  "carried",
  "volume_set",
  "volume_come",
  "volume_file",
  "export_plan",
  "export_volume",
  "damaged",
]);

type Flip = Readonly<{ cell: Cell; at: number; bit: number }>;

/** Bits of cells, each byte as likely as any other. */
function drawFlips(cells: readonly Cell[], seed: number): readonly Flip[] {
  const total = cells.reduce((sum, { from, to }) => sum + to - from, 0);
  const place = fc.record({ at: fc.integer({ min: 0, max: total - 1 }), bit: fc.integer({ min: 0, max: 7 }) });
  return fc.sample(fc.noBias(place), { numRuns: FLIPS, seed }).map(({ at, bit }) => {
    let left = at;
    const cell = cells.find(({ from, to }) => (left -= to - from) < 0) as Cell;
    return { cell, at: cell.to + left, bit };
  });
}

/** Words of earlier versions stay in the search table, unseen, until it is tidied. */
function forgetDeadWords(path: string): void {
  const db = new Database(path);
  db.exec("INSERT INTO search (search) VALUES ('optimize')");
  db.close();
}

async function isNoticed(folder: string): Promise<boolean> {
  try {
    const office = await openWorkspace(folder, PIN, surroundingsOf(seasonClock()));
    try {
      return (await findDamages(office.ws, false, UNWATCHED)).problems.length > 0;
    } finally {
      await office.close();
    }
  } catch (cause) {
    // What cannot be opened is told at the start, in its own words.
    if (cause instanceof Problem) return true;
    throw cause;
  }
}

test("every flip that matters is noticed", async () => {
  const seed = Number(process.env["FLIP_SEED"] ?? 1);
  const folder = await tempFolder();
  const { county, town } = await makePair(folder);
  for (let nth = 0; nth < 12; nth += 1)
    await record(town.ws, `宣讲 ${nth}`, {}, nth % 3 === 0 ? [await picture(folder, `${nth}.png`, nth * 9)] : []);
  handIn(town.ws, { report: "now" });
  await importBundle(county.ws, await handOver(folder, town.ws), { means: "usb" }, UNWATCHED);
  await Promise.all([county.close(), town.close()]);
  const path = join(folder, "county", "anbao.db");
  const sound = join(folder, "sound.db");
  copyFileSync(path, sound);
  forgetDeadWords(sound);
  const bytes = readFileSync(sound);
  const counts = { noticed: 0, local: 0, localNoticed: 0, separators: 0 };
  const missed: string[] = [];
  for (const { cell, at, bit } of drawFlips(cellsOf(sound), seed)) {
    const flipped = Buffer.from(bytes);
    flipped[at] = (flipped[at] ?? 0) ^ (1 << bit);
    writeFileSync(path, flipped);
    const seen = await isNoticed(join(folder, "county"));
    if (LOCAL.has(cell.table)) counts[seen ? "localNoticed" : "local"] += 1;
    else if (seen) counts.noticed += 1;
    else if (cell.separator || cell.table === "search_docsize") counts.separators += 1;
    else missed.push(`${cell.table} byte ${at} bit ${bit}`);
  }
  process.stdout.write(`flips: seed ${seed}, ${JSON.stringify({ ...counts, missed: missed.length })}\n`);
  expect(missed, `seed ${seed}`).toEqual([]);
  expect(counts.noticed, "most cells matter").toBeGreaterThan(FLIPS / 2);
});
