// Writes the volumes of a plan that stands, one by one, to one drive or to several; sizes are known to the byte before.
import { join } from "node:path";
import { Problem } from "../../domain/problem.ts";
import { bundleFileName, volumeBaseName } from "../../domain/bundle/bundle-names.ts";
import type { Signer } from "../../usecases/ports/keys.ts";
import type { Progress } from "../../usecases/ports/progress.ts";
import { bagOf, type PlannedFile } from "../bag/bag-plan.ts";
import type { BundleInfo } from "../bag/bundle-info.ts";
import { DEFAULT_CAPS } from "../bag/caps.ts";
import type { Disk } from "../disk.ts";
import { explaining, writingProblem } from "../../disk/disk-problems.ts";
import { kindOfName } from "../names.ts";
import { assertVolumeList } from "../bag/volume-list.ts";
import { infoBytes, plainVolumeBytes, writtenBytes, type Sealing, type TagSizes } from "./volume-sizes.ts";
import { assertFree, planBytes, publish, type Fits } from "../write/write-bundle.ts";

/** How a bundle is to be cut. `recipients` (`age1…`): sealed to them; absent: plain. `limitBytes` of a file as it is written. */
export type VolumeTarget = Readonly<{
  baseName: string;
  stagingDir: string;
  recipients?: readonly string[];
  limitBytes: number;
  /** Called when a file has its name. */
  named?: () => Promise<void>;
}>;

/** A volume that will be written. `sizeBytes`: of the file, exactly. */
export type PlannedVolume = Readonly<{ number: number; fileName: string; sizeBytes: number; originals: number }>;

/** A plan that stands: it holds a temporary folder until it is closed. */
export type VolumePlan = Readonly<{
  bundleId: string;
  /** What volume 1 says. */
  info: BundleInfo;
  volumes: readonly PlannedVolume[];
  /**
   * Writes one volume; the whole file or nothing is there afterwards.
   * @throws {Problem} `bundle-exists`, `media-changed`, `media-missing`, `disk-*`, `drive-*`, `cancelled`
   */
  write(
    volume: number,
    folder: string,
    fits: Fits | undefined,
    progress: Progress,
  ): Promise<Readonly<{ path: string; sizeBytes: number }>>;
  close(): Promise<void>;
}>;

/** All that writing needs; `payloadOf` gives a volume's files but data/bundle.json. */
export type VolumePlanOf = Readonly<{
  info: BundleInfo;
  bundleId: string;
  signer: Signer;
  sealing: Sealing;
  tags: TagSizes;
  payloadOf(volume: number, signal: AbortSignal): Promise<readonly PlannedFile[]>;
}>;

/** Makes a plan in a temporary folder of its own, which goes with it. */
export async function withStaging(
  target: VolumeTarget,
  disk: Disk,
  plan: (staging: string) => Promise<VolumePlanOf>,
): Promise<VolumePlan> {
  const staging = await explaining(
    () => disk.makeStaging(target.stagingDir),
    (cause) => writingProblem(cause, target.stagingDir),
  );
  const close = () => disk.remove(staging);
  try {
    const standing = await plan(staging);
    assertVolumeList(standing.info, DEFAULT_CAPS);
    const volumes = plannedVolumes(standing, target);
    const over = volumes.find((volume) => volume.sizeBytes > target.limitBytes);
    if (over !== undefined) throw new Error(`volume ${over.number} would take ${over.sizeBytes} of ${target.limitBytes} bytes`);
    return {
      bundleId: standing.bundleId,
      info: standing.info,
      volumes,
      write: (number, folder, fits, progress) =>
        writeVolume(standing, volumes, number, { ...target, folder, fits }, staging, progress, disk),
      close,
    };
  } catch (cause) {
    await close();
    throw cause;
  }
}

function plannedVolumes({ info, sealing, tags }: VolumePlanOf, target: VolumeTarget): readonly PlannedVolume[] {
  const firstInfo = infoBytes(info, 1);
  return info.volumes.map(({ number, files }) => ({
    number,
    fileName: fileNameOf(target, number, info.volumes.length),
    sizeBytes: writtenBytes(plainVolumeBytes(info, number, files, firstInfo, tags), sealing),
    originals: files.filter(({ path }) => ["media", "part"].includes(kindOfName(path) ?? "")).length,
  }));
}

/** What a volume's file is called. */
export function fileNameOf({ baseName, recipients }: VolumeTarget, volume: number, volumes: number): string {
  return bundleFileName(volumeBaseName(baseName, volume, volumes), recipients !== undefined);
}

async function writeVolume(
  standing: VolumePlanOf,
  volumes: readonly PlannedVolume[],
  number: number,
  target: VolumeTarget & Readonly<{ folder: string; fits: Fits | undefined }>,
  staging: string,
  progress: Progress,
  disk: Disk,
): Promise<Readonly<{ path: string; sizeBytes: number }>> {
  const planned = volumes.find((volume) => volume.number === number);
  if (planned === undefined) throw new Problem("bundle-input-wrong", { what: `volume ${number}` });
  const path = join(target.folder, planned.fileName);
  await assertFree(path, target.folder, planned.fileName, disk);
  await target.fits?.(target.folder, planned.sizeBytes);
  const info = { ...standing.info, volume: number, ...(number > 1 && { bundleId: standing.bundleId }) };
  const bag = bagOf(standing.signer, info, await standing.payloadOf(number, progress.signal));
  if (writtenBytes(planBytes(bag), standing.sealing) !== planned.sizeBytes) throw new Error(`volume ${number} is not as planned`);
  const sizeBytes = await publish(bag, path, staging, target, progress, disk);
  return { path, sizeBytes };
}
