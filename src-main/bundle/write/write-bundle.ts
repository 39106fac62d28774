// Writes one bundle: plan, write under a temporary name, then place it for good. Afterwards the whole file or nothing is there.
import { join } from "node:path";
import { bundleFileName } from "../../domain/bundle/bundle-names.ts";
import { Problem } from "../../domain/problem.ts";
import type { Progress } from "../../usecases/ports/progress.ts";
import { encryptFile } from "../age/age.ts";
import { planBag, type BagPlan, type PlannedFile } from "../bag/bag-plan.ts";
import type { BundleSource } from "../bag/bundle-source.ts";
import { placeOnDrive } from "../../disk/lasting.ts";
import { partOf } from "../../disk/new-file.ts";
import { realDisk, type Disk } from "../disk.ts";
import { explaining, writingProblem } from "../../disk/disk-problems.ts";
import { mediaProblem } from "../reading-problems.ts";
import type { BundleInfo } from "../bag/bundle-info.ts";
import { hashInName, kindOfName, partIn } from "../names.ts";
import { spoolEntries } from "./spool-entries.ts";
import { zipSizeBytes } from "../zip/zip-layout.ts";
import { fillFromBytes, startZip, type Fill, type ZipWriter } from "../zip/zip-write.ts";

/** Where a bundle goes. `recipients` (`age1…`): encrypted to them; absent: plain. `stagingDir` is a local folder for temporary files. */
export type BundleTarget = Readonly<{
  folder: string;
  /** What it is called inside, and on the disk where `fileName` does not say otherwise. */
  baseName: string;
  fileName?: string;
  stagingDir: string;
  recipients?: readonly string[];
  fits?: Fits;
  /** Called when the file has its name. */
  named?: () => Promise<void>;
}>;

/** Asked before the first byte is written; throws where a file of that size has no room in the folder. */
export type Fits = (folder: string, sizeBytes: number) => Promise<void>;

/** A bundle that lies complete on the disk. `bundleId` is the SHA-256 of its tag manifest; `sizeBytes` that of the file. */
export type WrittenBundle = Readonly<{ path: string; sizeBytes: number; bundleId: string; info: BundleInfo }>;

/** What a bundle may be called inside, where every system has to be able to read it. */
export const BASE_NAME = /^[\p{L}\p{N}][\p{L}\p{N}-]{0,79}$/u;

/**
 * Writes a bundle. Originals are hashed again while they are written.
 *
 * @param progress counts bytes; an encrypted bundle's bytes are counted twice.
 * @throws {Problem} `media-changed`, `media-missing`, `bundle-exists`, `bundle-input-wrong`, `disk-full`, `disk-read-only`, `disk-failing`, `cancelled`
 * @see design.md §3
 */
export async function writeBundle(
  source: BundleSource,
  target: BundleTarget,
  progress: Progress,
  disk: Disk = realDisk,
): Promise<WrittenBundle> {
  if (!BASE_NAME.test(target.baseName)) throw new Problem("bundle-input-wrong", { what: target.baseName });
  const nameWithin = bundleFileName(target.baseName, target.recipients !== undefined);
  const fileName = target.fileName ?? nameWithin;
  const path = join(target.folder, fileName);
  await assertFree(path, target.folder, fileName, disk);
  const staging = await explaining(
    () => disk.makeStaging(target.stagingDir),
    (cause) => writingProblem(cause, target.stagingDir),
  );
  try {
    const spooling = () => spoolEntries(disk, source.entries, join(staging, "entries.jsonl"), progress.signal);
    const plan = planBag(source, await explaining(spooling, (cause) => writingProblem(cause, target.stagingDir)), nameWithin);
    await target.fits?.(target.folder, planBytes(plan));
    const sizeBytes = await publish(plan, path, staging, target, progress, disk);
    return { path, sizeBytes, bundleId: plan.bundleId, info: plan.info };
  } finally {
    await disk.remove(staging);
  }
}

/** @throws {Problem} `bundle-exists`, `disk-*` */
export async function assertFree(path: string, folder: string, fileName: string, disk: Disk): Promise<void> {
  const found = await explaining(
    () => disk.kindOf(path),
    (cause) => writingProblem(cause, folder),
  );
  if (found !== "none") throw new Problem("bundle-exists", { file: fileName });
}

/** Writes a planned bag under a temporary name and makes it last. @returns the file's size. */
export async function publish(
  plan: BagPlan,
  path: string,
  staging: string,
  target: Pick<BundleTarget, "folder" | "recipients" | "named">,
  progress: Progress,
  disk: Disk,
): Promise<number> {
  const partial = partOf(path);
  const explain = (cause: unknown) => writingProblem(cause, target.folder);
  try {
    if (target.recipients === undefined) await writeZip(plan, partial, target.folder, true, progress, disk);
    else await writeEncrypted(plan, partial, staging, target.recipients, progress, disk);
    const sizeBytes = await explaining(() => sizeOf(disk, partial), explain);
    await explaining(() => placeOnDrive(disk, partial, path, target.named), explain);
    return sizeBytes;
  } catch (cause) {
    await disk.remove(partial).catch(() => undefined);
    throw cause;
  }
}

async function writeEncrypted(
  plan: BagPlan,
  to: string,
  staging: string,
  recipients: readonly string[],
  progress: Progress,
  disk: Disk,
): Promise<void> {
  const plain = join(staging, "plain.zip");
  const bytes = planBytes(plan);
  const [first, second] = [0, bytes].map((before) => ({
    signal: progress.signal,
    report: (done: number) => progress.report(before + done, 2 * bytes),
  }));
  await writeZip(plan, plain, staging, false, first as Progress, disk);
  await encryptFile(plain, to, recipients, second as Progress);
}

/** Size of the plan's ZIP in bytes. */
export function planBytes(plan: BagPlan): number {
  return zipSizeBytes(plan.files.map(({ name, identity }) => ({ name, sizeBytes: identity.sizeBytes })));
}

// `lasting`: forced to the disk; a staged file is read once more and removed, and may stay in memory.
async function writeZip(
  plan: BagPlan,
  path: string,
  folder: string,
  lasting: boolean,
  progress: Progress,
  disk: Disk,
): Promise<void> {
  const explain = (cause: unknown) => writingProblem(cause, folder);
  const file = await explaining(() => disk.create(path), explain);
  const total = planBytes(plan);
  try {
    let done = 0;
    const zip = startZip(file, progress.signal, (bytes) => progress.report((done += bytes), total));
    for (const planned of plan.files) await explaining(() => addFile(zip, planned, disk), explain);
    await explaining(() => zip.finish(), explain);
    if (lasting) await explaining(() => file.sync(), explain);
    progress.report(total, total);
  } finally {
    await file.close();
  }
}

async function addFile(zip: ZipWriter, planned: PlannedFile, disk: Disk): Promise<void> {
  const known = await ("bytes" in planned
    ? zip.add(planned.name, planned.identity, fillFromBytes(planned.bytes))
    : addFromDisk(zip, planned, disk));
  if (!known) throw new Problem("media-changed", { sha256: nameOfContent(planned) });
}

async function addFromDisk(zip: ZipWriter, planned: Extract<PlannedFile, { path: string }>, disk: Disk): Promise<boolean> {
  const explain = (cause: unknown) => mediaProblem(cause, nameOfContent(planned));
  const file = await explaining(() => disk.openToRead(planned.path), explain);
  try {
    // A part ends where its size says; a whole file that grew is noticed by what comes after its end.
    const end = planned.fromByte === undefined ? Number.MAX_SAFE_INTEGER : planned.fromByte + planned.identity.sizeBytes;
    let at = planned.fromByte ?? 0;
    const fill: Fill = async (block) => {
      const read = await explaining(() => file.readAt(block.subarray(0, Math.min(block.byteLength, end - at)), at), explain);
      at += read;
      return read;
    };
    return await zip.add(planned.name, planned.identity, fill);
  } finally {
    await file.close();
  }
}

function nameOfContent({ name, identity }: PlannedFile): string {
  if (kindOfName(name) === "media") return hashInName(name) ?? name;
  return partIn(name)?.sha256 ?? identity.sha256;
}

async function sizeOf(disk: Disk, path: string): Promise<number> {
  const file = await disk.openToRead(path);
  await file.close();
  return file.sizeBytes;
}
