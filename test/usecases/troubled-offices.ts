// Offices whose drives, disks and folders get into trouble at a moment that the test names.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import { UNWATCHED, type Workspace } from "../../src-main/usecases/workspace.ts";
import { exportBundle, type Exported } from "../../src-main/usecases/sending/write/export-bundle.ts";
import type { Progress } from "../../src-main/usecases/ports/progress.ts";
import { enrolledPair, makePair, record } from "../support/offices/office.ts";
import { sharedFolder, tempFolder } from "../support/temp-folder.ts";

const MIB = 2 ** 20;

type Offices = Readonly<{ folder: string; county: Workspace; town: Workspace }>;

type WithStick = Offices & Readonly<{ stick: string }>;

/** One county and one township for all tests of a file that leave them as they were, with an activity and a document of 6 MiB. */
export function sharedPair(): () => Promise<WithStick> {
  const shared = sharedFolder();
  const made: { pair?: Awaited<ReturnType<typeof makePair>> } = {};
  beforeAll(async () => {
    const folder = await shared();
    made.pair = await makePair(folder);
    await fillIn(folder, made.pair.town.ws, 6);
  });
  afterAll(async () => {
    await made.pair?.county.close();
    await made.pair?.town.close();
  });
  return async () => {
    const { county, town } = made.pair as NonNullable<typeof made.pair>;
    return { folder: await shared(), county: county.ws, town: town.ws, stick: join(await tempFolder(), "U盘") };
  };
}

/** Offices of a test's own. `prepare` may put a drive where one of them will lie. */
export async function offices(mib = 1, prepare: (folder: string) => void = () => undefined): Promise<Offices> {
  const folder = await tempFolder();
  prepare(folder);
  const { county, town } = await enrolledPair(folder);
  await fillIn(folder, town.ws, mib);
  return { folder, county: county.ws, town: town.ws };
}

async function fillIn(folder: string, town: Workspace, mib: number): Promise<void> {
  const paper = join(folder, "材料.txt");
  writeFileSync(paper, "安全生产月\n".repeat(Math.ceil((mib * MIB) / 16)));
  await record(town, "宣讲", {}, [paper]);
}

/** Exports a hand-in for the county. */
export function send(ws: Workspace, folder: string, progress: Progress = UNWATCHED, plain = false): Promise<Exported> {
  return exportBundle(ws, { folder, purpose: "hand-in", recipient: { kind: "county" }, plain, papers: [] }, progress);
}

/** Something happens once, as soon as work has begun. */
export function whenBegun(trouble: () => void): Progress {
  const once = { done: false };
  const report = (): void => {
    if (once.done) return;
    once.done = true;
    trouble();
  };
  return { ...UNWATCHED, report };
}

/** The same office, with something happening right after the check for room. */
export function afterFits(ws: Workspace, trouble: () => void): Workspace {
  return {
    ...ws,
    fits: async (folder, sizeBytes) => {
      await ws.fits(folder, sizeBytes);
      trouble();
    },
  };
}
