// How smooth the gallery is while a person scrolls through it: the time between frames in Chromium, with the next files read meanwhile,
// beside what the same PC needs to scroll a list that nothing stands behind.
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { buildWhenStale, SCREENS } from "../../src-main/start/build-when-stale.ts";
import { fillStore } from "./made/fill-store.ts";
import { openCounty, PIN } from "./made/offices.ts";
import { rowOf, type Family } from "./rows/row.ts";

const run = promisify(execFile);
const ROOT = join(import.meta.dirname, "../..");
const FILES = { full: 20_000, quick: 400 } as const;
const FRAMES = { full: 1200, quick: 60 } as const;
const FILES_EACH = 8;
/** The usual frame and the 95th of 100, against a list without a program. No picture is here: the grid is measured, and the reading. */
export const scrolling: Family = {
  name: "scrolling",
  measure: async ({ folder, size, say }) => {
    await buildWhenStale(ROOT, [SCREENS], Date.now());
    await (await openCounty(folder)).close();
    say(`${FILES[size]} files`);
    fillStore(join(folder, "county"), FILES[size] / FILES_EACH, FILES_EACH);
    const { gallery, bare } = await framesIn(folder, FRAMES[size]);
    const row = (name: string, part: number) =>
      rowOf(
        { name, value: at(gallery, part), unit: "ms", yardstick: at(bare, part), against: "as many bare boxes" },
        { goal: 1.2, target: 1.2 },
      );
    return [row("gallery, frame while scrolling, median", 0.5), row("gallery, frame while scrolling, p95", 0.95)];
  },
};

function at(times: readonly number[], part: number): number {
  return times.toSorted((a, b) => a - b)[Math.floor((times.length - 1) * part)] ?? Number.NaN;
}

type Frames = Readonly<{ gallery: readonly number[]; bare: readonly number[] }>;

async function framesIn(folder: string, frames: number): Promise<Frames> {
  const program = join(ROOT, "test/e2e/scroll-gallery.ts");
  const { stdout } = await run(process.execPath, [program, folder, String(frames), PIN]);
  return JSON.parse(stdout) as Frames;
}
