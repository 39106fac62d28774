// Goes on with a plan that was kept: further volumes follow from bundle.json and the originals alone.
import { Problem } from "../../domain/problem.ts";
import type { FileIdentity } from "../../usecases/ports/files.ts";
import type { Signer } from "../../usecases/ports/keys.ts";
import { notesFile, onDisk, planPreview, type PlannedFile } from "../bag/bag-plan.ts";
import type { BundleInfo, ListedFile } from "../bag/bundle-info.ts";
import type { MediaSource, PreviewSource } from "../bag/bundle-source.ts";
import { realDisk, type Disk } from "../disk.ts";
import { measureRanges } from "./measure-parts.ts";
import * as names from "../names.ts";
import { measureTags, sealingFor } from "./volume-sizes.ts";
import { fileNameOf, withStaging, type VolumePlan, type VolumeTarget } from "./volume-writer.ts";

/** What lies behind the names of a plan that was kept: undefined where it is gone or changed. */
export type KeptSources = Readonly<{
  signer: Signer;
  media(sha256: string): MediaSource | undefined;
  preview(sha256: string): Promise<PreviewSource | undefined>;
}>;

/**
 * Goes on with a plan that was kept: all volumes but the first can be written again, byte for byte where they are not sealed.
 *
 * @throws {Problem} `media-missing` when a volume is written whose originals are gone
 */
export function reopenPlan(
  kept: Readonly<{ info: BundleInfo; bundleId: string }>,
  sources: KeptSources,
  target: VolumeTarget,
  disk: Disk = realDisk,
): Promise<VolumePlan> {
  return withStaging(target, disk, async () => ({
    ...kept,
    signer: sources.signer,
    sealing: await sealingFor(target.recipients),
    tags: measureTags(sources.signer),
    payloadOf: (number, signal) => resolveVolume(kept.info, number, sources, target, disk, signal),
  }));
}

/** The files of a further volume, found again by their names. */
async function resolveVolume(
  info: BundleInfo,
  number: number,
  sources: KeptSources,
  target: VolumeTarget,
  disk: Disk,
  signal: AbortSignal,
): Promise<readonly PlannedFile[]> {
  const files = info.volumes.find((volume) => volume.number === number)?.files ?? [];
  if (number === 1) throw new Problem("bundle-input-wrong", { what: "volume 1" });
  const planned: PlannedFile[] = [];
  for (const file of files) {
    const found = await resolveFile(info, file, number, sources, target, disk, signal);
    if (found.identity.sha256 !== file.sha256) throw new Problem("media-changed", { sha256: originalOf(file) });
    planned.push(found);
  }
  return planned;
}

function originalOf({ path, sha256 }: ListedFile): string {
  return names.hashInName(path) ?? names.partIn(path)?.sha256 ?? sha256;
}

async function resolveFile(
  info: BundleInfo,
  file: ListedFile,
  number: number,
  sources: KeptSources,
  target: VolumeTarget,
  disk: Disk,
  signal: AbortSignal,
): Promise<PlannedFile> {
  if (file.path === names.CHECK_NOTES)
    return notesFile(info, fileNameOf(target, number, info.volumes.length), number, info.volumes.length);
  const sha256 = originalOf(file);
  if (names.kindOfName(file.path) === "preview") {
    const preview = await sources.preview(sha256);
    if (preview !== undefined) return planPreview(file.path, preview);
  }
  const medium = sources.media(sha256);
  if (medium === undefined || names.kindOfName(file.path) === "preview") throw new Problem("media-missing", { sha256 });
  if (names.partIn(file.path) === undefined) return onDisk(file.path, medium);
  const fromByte = partsBefore(info, file);
  const { parts } = await measureRanges(disk, medium, [{ fromByte, sizeBytes: file.sizeBytes }], signal, () => undefined);
  return { name: file.path, identity: parts[0] as FileIdentity, path: medium.path, fromByte };
}

/** Where a part begins in its original: after all parts before it. */
function partsBefore(info: BundleInfo, { path }: ListedFile): number {
  const own = names.partIn(path);
  let bytes = 0;
  for (const { files } of info.volumes)
    for (const file of files) {
      const part = names.partIn(file.path);
      if (part !== undefined && part.sha256 === own?.sha256 && part.part < own.part) bytes += file.sizeBytes;
    }
  return bytes;
}
