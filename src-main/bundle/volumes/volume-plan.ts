// A bundle in volumes, planned whole before anything is written: what lies in which of them, to the byte.
import { join } from "node:path";
import { Problem } from "../../domain/problem.ts";
import { sizeText } from "../../domain/bundle/room.ts";
import { MOST_VOLUMES } from "../../domain/bundle/volumes.ts";
import type { FileIdentity } from "../../usecases/ports/files.ts";
import type { Progress } from "../../usecases/ports/progress.ts";
import * as bags from "../bag/bag-plan.ts";
import type { PlannedFile, SpooledEntries } from "../bag/bag-plan.ts";
import type { BundleInfo, ListedFile } from "../bag/bundle-info.ts";
import type { BundleSource, MediaSource, PreviewSource } from "../bag/bundle-source.ts";
import { realDisk, type Disk } from "../disk.ts";
import { explaining, writingProblem } from "../../disk/disk-problems.ts";
import { measureRanges } from "./measure-parts.ts";
import * as names from "../names.ts";
import { spoolEntries } from "../write/spool-entries.ts";
import { layOut, memberBytes, type LaidFile, type Piece } from "./volume-layout.ts";
import {
  infoBytes,
  measureTags,
  mostFixedBytes,
  mostPlainBytes,
  sealingFor,
  writtenBytes,
  type Sealing,
  type TagSizes,
} from "./volume-sizes.ts";
import { fileNameOf, withStaging, type VolumePlan, type VolumeTarget } from "./volume-writer.ts";
import { BASE_NAME } from "../write/write-bundle.ts";

/**
 * Plans all volumes: entries, papers and the page for readers in volume 1, small pictures next, then the originals.
 *
 * @throws {Problem} `volume-too-small`, `volumes-too-many`, `media-changed`, `media-missing`, `bundle-input-wrong`, `disk-*`, `cancelled`
 * @see design.md §3 Volumes
 */
export async function planVolumes(
  source: BundleSource,
  target: VolumeTarget,
  progress: Progress,
  disk: Disk = realDisk,
): Promise<VolumePlan> {
  if (!BASE_NAME.test(target.baseName)) throw new Problem("bundle-input-wrong", { what: target.baseName });
  return withStaging(target, disk, async (staging) => {
    const spooling = () => spoolEntries(disk, source.entries, join(staging, "entries.jsonl"), progress.signal);
    const spooled = await explaining(spooling, (cause) => writingProblem(cause, target.stagingDir));
    const sealing = await sealingFor(target.recipients);
    const tags = measureTags(source.signer);
    const files = filesToLay(source);
    bags.assertDistinct(files.map((file) => file.name));
    bags.assertDistinct(source.media.map((medium) => medium.sha256));
    const laid = layOutAll(source, spooled, files, target, sealing, tags);
    const pieces = new Map<string, PlannedFile>();
    for (const file of await planPieces(files, laid, disk, progress)) pieces.set(file.name, file);
    const here = laid[0]?.map((piece) => nameOf(files, piece)) ?? [];
    const first = [...bags.planFirst(source, spooled, linksTo(source, new Set(here))), notes(source, target, 1, laid.length)];
    const volumes = laid.map((volume, index) => [
      ...(index === 0 ? first : [notes(source, target, index + 1, laid.length)]),
      ...volume.map((piece) => pieces.get(nameOf(files, piece)) as PlannedFile),
    ]);
    const info = bags.stateInfo(
      source,
      spooled.entries,
      [...source.heads],
      volumes.map((volume) => volume.map(bags.listed)),
    );
    const { bundleId } = bags.bagOf(source.signer, info, volumes[0] ?? []);
    return { info, bundleId, signer: source.signer, sealing, tags, payloadOf: async (number) => volumes[number - 1] ?? [] };
  });
}

type ToLay = Readonly<{ name: string; file: MediaSource | PreviewSource }>;

/** Small pictures first, so that they lie in the first volumes. */
function filesToLay({ previews, media }: BundleSource): readonly ToLay[] {
  return [
    ...previews.map((file) => ({ name: names.previewName(file.sha256), file })),
    ...media.map((file) => ({ name: names.mediaName(file.sha256, file.ext), file })),
  ];
}

function sizeOf({ file }: ToLay): number {
  if ("bytes" in file) return file.bytes.byteLength;
  return "file" in file ? file.file.sizeBytes : file.sizeBytes;
}

/** Lays out until the list of all files, which lies in every volume, has the room that it was given. */
function layOutAll(
  source: BundleSource,
  spooled: SpooledEntries,
  files: readonly ToLay[],
  target: VolumeTarget,
  sealing: Sealing,
  tags: TagSizes,
): readonly (readonly Piece[])[] {
  const toLay: LaidFile[] = files.map((one) => ({
    sizeBytes: sizeOf(one),
    nameBytes: Buffer.byteLength(one.name),
    maySplit: "ext" in one.file,
  }));
  // With every link on the page: at least as long as it will be.
  const first = [
    ...bags.planFirst(source, spooled, bags.filesForReadme(source)),
    notes(source, target, MOST_VOLUMES, MOST_VOLUMES),
  ];
  const most = mostPlainBytes(target.limitBytes, sealing);
  for (let given = 0; ;) {
    const info = boundInfo(source, spooled, first, target, files, []);
    const fixed = (infoMost: number) => mostFixedBytes(info, infoMost, tags);
    const infoMost = Math.max(given, infoBytes(info, MOST_VOLUMES));
    const firstUsed = first.reduce(
      (sum, { name, identity }) => sum + identity.sizeBytes + memberBytes(Buffer.byteLength(name)),
      0,
    );
    const noteUsed = sizeOfNotes(source, target) + memberBytes(Buffer.byteLength(names.CHECK_NOTES));
    const room = { first: most - fixed(infoMost) - firstUsed, other: most - fixed(infoMost) - noteUsed };
    if (room.first < 0 || room.other <= 0) {
      const needed = fixed(infoMost) + Math.max(firstUsed, noteUsed);
      throw new Problem("volume-too-small", { needed: sizeText(writtenBytes(needed, sealing)) });
    }
    const laid = layOut(toLay, room);
    const used = infoBytes(boundInfo(source, spooled, first, target, files, laid), MOST_VOLUMES);
    if (used <= infoMost) return laid;
    given = used + LIST_SLACK;
  }
}

/** Digits of sizes may change with the layout. */
const LIST_SLACK = 256;
const NO_HASH = "0".repeat(64);

function sizeOfNotes(source: BundleSource, target: VolumeTarget): number {
  return notes(source, target, MOST_VOLUMES, MOST_VOLUMES).identity.sizeBytes;
}

function notes(
  { statement }: Pick<BundleSource, "statement">,
  target: VolumeTarget,
  volume: number,
  volumes: number,
): PlannedFile {
  return bags.notesFile(statement, fileNameOf(target, volume, volumes), volume, volumes);
}

/** bundle.json with a hash of zeros for every piece: as long as the real one. */
function boundInfo(
  source: BundleSource,
  spooled: SpooledEntries,
  first: readonly PlannedFile[],
  target: VolumeTarget,
  files: readonly ToLay[],
  laid: readonly (readonly Piece[])[],
): BundleInfo {
  const pieces = laid.length === 0 ? [files.map((_, file) => wholeOf(files, file))] : laid;
  const listed = pieces.map((volume, index): ListedFile[] => [
    ...(index === 0 ? first.map(bags.listed) : [bags.listed(notes(source, target, index + 1, pieces.length))]),
    ...volume.map((piece) => ({ path: nameOf(files, piece), sizeBytes: piece.sizeBytes, sha256: NO_HASH })),
  ]);
  return bags.stateInfo(source, spooled.entries, [...source.heads], listed);
}

function wholeOf(files: readonly ToLay[], file: number): Piece {
  return { file, part: 1, parts: 1, fromByte: 0, sizeBytes: sizeOf(files[file] as ToLay) };
}

function nameOf(files: readonly ToLay[], { file, part, parts }: Piece): string {
  const one = files[file] as ToLay;
  if (parts === 1 || !("ext" in one.file)) return one.name;
  return names.partName({ sha256: one.file.sha256, ext: one.file.ext, part, parts });
}

/** Pieces with their identities; only files that are split have to be read for it. */
async function planPieces(
  files: readonly ToLay[],
  laid: readonly (readonly Piece[])[],
  disk: Disk,
  progress: Progress,
): Promise<readonly PlannedFile[]> {
  const byFile = Map.groupBy(laid.flat(), (piece) => piece.file);
  const split = [...byFile.values()].flat().filter((piece) => piece.parts > 1);
  const total = split.reduce((sum, piece) => sum + piece.sizeBytes, 0);
  const planned: PlannedFile[] = [];
  let done = 0;
  const passed = (bytes: number) => progress.report((done += bytes), total);
  for (const [file, pieces] of byFile) {
    const one = files[file] as ToLay;
    if (pieces.length === 1 || !("ext" in one.file)) planned.push(planWhole(one));
    else planned.push(...(await planSplit(files, one.file, pieces, disk, progress.signal, passed)));
  }
  return planned;
}

function planWhole({ name, file }: ToLay): PlannedFile {
  return "ext" in file ? bags.onDisk(name, file) : bags.planPreview(name, file);
}

async function planSplit(
  files: readonly ToLay[],
  medium: MediaSource,
  pieces: readonly Piece[],
  disk: Disk,
  signal: AbortSignal,
  passed: (bytes: number) => void,
): Promise<readonly PlannedFile[]> {
  const ordered = [...pieces].sort((a, b) => a.part - b.part);
  const { parts, sha256 } = await measureRanges(disk, medium, ordered, signal, passed);
  if (sha256 !== medium.sha256) throw new Problem("media-changed", { sha256: medium.sha256 });
  return ordered.map((piece, index) => ({
    name: nameOf(files, piece),
    identity: parts[index] as FileIdentity,
    path: medium.path,
    fromByte: piece.fromByte,
  }));
}

/** The page links to what lies in the same file. */
function linksTo(source: BundleSource, here: ReadonlySet<string>): ReturnType<typeof bags.filesForReadme> {
  const all = bags.filesForReadme(source);
  const present = (files: ReadonlyMap<string, string>) => new Map([...files].filter(([, path]) => here.has(`data/${path}`)));
  return { ...all, media: present(all.media), previews: present(all.previews) };
}
