// Decides what a bag holds, byte for byte, before anything is written: names, checksums, manifests, signature, order in the file.
import type { FileIdentity } from "../../usecases/ports/files.ts";
import type { Signer } from "../../usecases/ports/keys.ts";
import { BAGIT_TXT, encodeBagInfo, encodeManifest } from "./bag.ts";
import { BUNDLE_FORMAT, encodeBundleInfo, type BundleInfo, type ListedFile } from "./bundle-info.ts";
import type { BundleSource, PreviewSource } from "./bundle-source.ts";
import { writeCheckNotes } from "./check-notes.ts";
import { encodeHeads, type SignedHead } from "./heads-file.ts";
import { drawIndexPage, type ReadmeFiles } from "./index-page.ts";
import * as names from "../names.ts";
import { Problem } from "../../domain/problem.ts";
import { identityOf } from "../zip/zip-write.ts";

/** Entries that were copied to a temporary file, so that their checksum is known. */
export type SpooledEntries = FileIdentity & Readonly<{ path: string; entries: number }>;

/** A file of the bag: bytes in memory, or a file that must still be what its identity says; from `fromByte` on it is a part of that. */
export type PlannedFile = Readonly<
  | { name: string; identity: FileIdentity; bytes: Uint8Array }
  | { name: string; identity: FileIdentity; path: string; fromByte?: number }
>;

/** A bag that can be written. `bundleId`: SHA-256 of the tag manifest. */
export type BagPlan = Readonly<{ files: readonly PlannedFile[]; bundleId: string; info: BundleInfo }>;

/**
 * Plans the one volume of a bundle.
 *
 * @param fileName as it will be called, for the notes.
 * @throws {Problem} `bundle-input-wrong`
 */
export function planBag(source: BundleSource, spooled: SpooledEntries, fileName: string): BagPlan {
  const heads = [...source.heads];
  const payload = [
    ...planFirst(source, spooled, filesForReadme(source)),
    notesFile(source.statement, fileName, 1, 1),
    ...source.previews.map((preview) => planPreview(names.previewName(preview.sha256), preview)),
    ...source.media.map((medium) => onDisk(names.mediaName(medium.sha256, medium.ext), medium)),
  ];
  assertDistinct([...payload.map((file) => file.name), ...source.media.map((medium) => medium.sha256)]);
  return bagOf(source.signer, stateInfo(source, spooled.entries, heads, [payload.map(listed)]), payload);
}

/** What only volume 1 holds: heads, entries, the page for readers, papers. */
export function planFirst(source: BundleSource, spooled: SpooledEntries, files: ReadmeFiles): readonly PlannedFile[] {
  return [
    inMemory(names.HEADS, encodeHeads([...source.heads])),
    onDisk(names.ENTRIES, spooled),
    inMemory(names.INDEX_PAGE, drawIndexPage(source.readme, files)),
    ...source.papers.map((paper) => inMemory(names.paperName(paper.name), paper.bytes)),
  ];
}

/** How to check this volume, and how to join parts where there are several. */
export function notesFile(
  { sender, createdAtMs }: Pick<BundleInfo, "sender" | "createdAtMs">,
  fileName: string,
  volume: number,
  volumes: number,
): PlannedFile {
  return inMemory(names.CHECK_NOTES, writeCheckNotes({ ...sender, fileName, createdAtMs, volume, volumes }));
}

/** A file as bundle.json lists it. */
export function listed({ name, identity }: Pick<PlannedFile, "name" | "identity">): ListedFile {
  return { path: name, sizeBytes: identity.sizeBytes, sha256: identity.sha256 };
}

/** One volume with its tag files and signature. @throws {Problem} `bundle-input-wrong` */
export function bagOf(signer: Signer, info: BundleInfo, payload: readonly PlannedFile[]): BagPlan {
  const described = [inMemory(names.INFO, encodeBundleInfo(info)), ...payload];
  const tags = planTagFiles(signer, info, described);
  return { files: [...tags.files, ...described], bundleId: tags.bundleId, info };
}

function planTagFiles(
  signer: Signer,
  info: BundleInfo,
  payload: readonly PlannedFile[],
): { files: readonly PlannedFile[]; bundleId: string } {
  const signed = [
    inMemory(names.BAG_DECLARATION, BAGIT_TXT),
    inMemory(names.BAG_INFO, encodeBagInfo(describeBag(info, payload))),
    inMemory(names.MANIFEST, manifestOf(payload)),
  ];
  const tagManifest = inMemory(names.TAG_MANIFEST, manifestOf(signed));
  const signature = inMemory(names.SIGNATURE, signer.sign("anbao-bundle@v1", tagManifest.bytes));
  return { files: [...signed, tagManifest, signature], bundleId: tagManifest.identity.sha256 };
}

/** What bag-info.txt says of a volume. @param payload with data/bundle.json. */
export function describeBag(
  info: BundleInfo,
  payload: readonly Readonly<{ identity: Pick<FileIdentity, "sizeBytes"> }>[],
): Parameters<typeof encodeBagInfo>[0] {
  const number = seriesNumber(info.series.number);
  return {
    sourceOrganization: info.sender.unitName,
    externalIdentifier: `${info.sender.unit}-${number}`,
    baggingDate: chinaDate(info.createdAtMs),
    groupIdentifier: `${info.sender.unit}-${info.sender.key.slice(0, 16)}-${number}`,
    volume: info.volume,
    volumes: info.volumes.length,
    payloadBytes: payload.reduce((sum, file) => sum + file.identity.sizeBytes, 0),
    payloadFiles: payload.length,
    softwareAgent: `${info.program.name} ${info.program.version}`,
  };
}

/** A bundle's number as file names show it: at least three digits. */
export function seriesNumber(number: number): string {
  return String(number).padStart(3, "0");
}

// China has one zone and no summer time.
function chinaDate(timeMs: number): string {
  return new Date(timeMs + 8 * 3_600_000).toISOString().slice(0, 10);
}

/** What bundle.json says in volume 1. @param volumes the files of each volume. */
export function stateInfo(
  source: BundleSource,
  entries: number,
  heads: readonly SignedHead[],
  volumes: readonly (readonly ListedFile[])[],
): BundleInfo {
  const { media, previews, papers } = source;
  const counts = {
    entries,
    feeds: new Set(heads.map((head) => head.feed)).size,
    media: media.length,
    mediaBytes: media.reduce((sum, medium) => sum + medium.sizeBytes, 0),
    previews: previews.length,
    papers: papers.length,
  };
  const numbered = volumes.map((files, index) => ({ number: index + 1, files }));
  return { ...source.statement, format: BUNDLE_FORMAT, volume: 1, volumes: numbered, counts };
}

/** Every file of the bundle, as it lies in a bundle of one volume. */
export function filesForReadme({ media, previews, papers }: BundleSource): ReadmeFiles {
  const below = (name: string) => name.slice("data/".length);
  return {
    media: new Map(media.map((medium) => [medium.sha256, below(names.mediaName(medium.sha256, medium.ext))])),
    previews: new Map(previews.map((preview) => [preview.sha256, below(names.previewName(preview.sha256))])),
    papers: papers.map((paper) => below(names.paperName(paper.name))),
  };
}

function manifestOf(files: readonly PlannedFile[]): string {
  return encodeManifest(new Map(files.map((file) => [file.name, file.identity.sha256])));
}

function inMemory(
  name: string,
  content: string | Uint8Array,
): Readonly<{ name: string; identity: FileIdentity; bytes: Uint8Array }> {
  const bytes = typeof content === "string" ? Buffer.from(content) : content;
  return { name, identity: identityOf(bytes), bytes };
}

/** A small picture, from memory or from its file. */
export function planPreview(name: string, preview: PreviewSource): PlannedFile {
  return "bytes" in preview ? inMemory(name, preview.bytes) : onDisk(name, preview.file);
}

/** A file that lies on this PC. */
export function onDisk(name: string, { sha256, sizeBytes, crc32, path }: FileIdentity & Readonly<{ path: string }>): PlannedFile {
  return { name, identity: { sha256, sizeBytes, crc32 }, path };
}

/** @throws {Problem} `bundle-input-wrong` for what comes twice */
export function assertDistinct(values: readonly string[]): void {
  const seen = new Set<string>();
  for (const value of values) {
    if (seen.has(value)) throw new Problem("bundle-input-wrong", { what: value });
    seen.add(value);
  }
}
