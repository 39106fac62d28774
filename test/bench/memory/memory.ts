// Memory of export and import: each in a process of its own, over a small and a large amount; peak of resident memory.
import { execFile } from "node:child_process";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { enrolSenders } from "../made/enrol-senders.ts";
import { senderOf, writeSenderBundle } from "../made/made-bundles.ts";
import type { MemoryReport } from "./memory-child.ts";
import { openCounty, openTown } from "../made/offices.ts";
import { recordPhotos } from "../photos.ts";
import { rowOf, type Family, type Row, type Setting, type Size } from "../rows/row.ts";

type Amounts = Readonly<{ bytes: readonly [number, number]; entries: readonly [number, number] }>;

const AMOUNTS: Readonly<Record<Size, Amounts>> = {
  full: { bytes: [2 ** 28, 2 ** 32], entries: [20_000, 300_000] },
  quick: { bytes: [5_000_000, 20_000_000], entries: [200, 600] },
};
/** Megabytes above idle that any amount may need. */
const MOST_MIB = 250;

/** @see quality.md Speed and size, "Memory of import and export" */
export const memory: Family = { name: "memory", measure: measureMemory };

async function measureMemory({ folder, size, say }: Setting): Promise<readonly Row[]> {
  const { bytes, entries } = AMOUNTS[size];
  const [few, many] = [await photosIn(join(folder, "few"), bytes[0], say), await photosIn(join(folder, "many"), bytes[1], say)];
  const [short, long] = [
    await entriesIn(join(folder, "short"), entries[0], say),
    await entriesIn(join(folder, "long"), entries[1], say),
  ];
  return [
    ...rowsOf(`export of ${sizeText(bytes[1])}`, few.exported, many.exported, sizeText(bytes[0])),
    ...rowsOf(`import of ${sizeText(bytes[1])}`, few.imported, many.imported, sizeText(bytes[0])),
    ...rowsOf(`import of ${entries[1]} entries`, short, long, `${entries[0]} entries`),
  ];
}

function sizeText(bytes: number): string {
  return `${(bytes / 2 ** 30).toFixed(2)} GiB`;
}

type Say = Setting["say"];

/** Exports photos of a township, then imports them at the county. */
async function photosIn(
  folder: string,
  bytes: number,
  say: Say,
): Promise<Readonly<{ exported: MemoryReport; imported: MemoryReport }>> {
  await mkdir(folder);
  const county = await openCounty(folder);
  const town = await openTown(folder, county);
  say(`recording ${sizeText(bytes)} of photos`);
  await recordPhotos(town.ws, bytes);
  await Promise.all([town.close(), county.close()]);
  say(`exporting and importing ${sizeText(bytes)}`);
  const exported = await inChild("export", join(folder, "town"), join(folder, "drive"));
  const imported = await inChild("import", join(folder, "county"), join(folder, "drive"));
  await rm(folder, { recursive: true });
  return { exported, imported };
}

/** Imports one bundle of so many entries. */
async function entriesIn(folder: string, entries: number, say: Say): Promise<MemoryReport> {
  await mkdir(join(folder, "drive"), { recursive: true });
  const county = await openCounty(folder);
  const sender = senderOf(1);
  await enrolSenders(county, [sender]);
  say(`writing and importing a bundle of ${entries} entries`);
  await writeSenderBundle(join(folder, "drive"), sender, county.ws.store.facts().campaign, entries);
  await county.close();
  const report = await inChild("import", join(folder, "county"), join(folder, "drive"));
  await rm(folder, { recursive: true });
  return report;
}

const CHILD = fileURLToPath(new URL("./memory-child.ts", import.meta.url));

/** The same in a process of its own. `volumes`: exported in volumes, each read back. */
export async function inChild(work: "export" | "volumes" | "import", workspace: string, drive: string): Promise<MemoryReport> {
  await mkdir(drive, { recursive: true });
  const { stdout } = await promisify(execFile)(process.execPath, [CHILD, work, workspace, drive]);
  return JSON.parse(stdout) as MemoryReport;
}

function rowsOf(name: string, small: MemoryReport, large: MemoryReport, smallName: string): readonly Row[] {
  const peak = {
    name: `memory: ${name}, peak`,
    value: large.peakMiB,
    unit: "MiB",
    yardstick: small.peakMiB,
    against: `the same with ${smallName}`,
  };
  const above = {
    name: `memory: ${name}, above idle`,
    value: large.peakMiB - large.idleMiB,
    unit: "MiB",
    yardstick: MOST_MIB,
    against: `${MOST_MIB} MiB`,
  };
  return [rowOf(peak, { goal: 1.5, target: 1.25 }), rowOf(above, { goal: 1, target: 1 })];
}
