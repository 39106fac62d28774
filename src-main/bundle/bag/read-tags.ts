// Reads and checks what stands around the payload: names, tag files, manifests, signature, bundle.json. No media byte is read here.
import { createHash } from "node:crypto";
import { Problem } from "../../domain/problem.ts";
import { BAGIT_TXT, parseBagInfo, parseManifest, type BagInfo, type Manifest } from "./bag.ts";
import { parseBundleInfo, type BundleInfo } from "./bundle-info.ts";
import { decodeUtf8 } from "../text/canonical-text.ts";
import { assertWithinCaps, type Caps } from "./caps.ts";
import type { ReadableFile } from "../disk.ts";
import { parseHeads, type SignedHead } from "./heads-file.ts";
import * as names from "../names.ts";
import { verifySshsig } from "../../keys/signature/sshsig.ts";
import { assertVolumeList } from "./volume-list.ts";
import { readDirectory, readMember } from "../zip/zip-read.ts";
import type { ZipMember } from "../zip/zip-layout.ts";

/** What is known of a bundle once everything but entries and media is checked. `signer`: raw public key in hex. */
export type BundleTags = Readonly<{
  members: ReadonlyMap<string, ZipMember>;
  manifest: Manifest;
  bagInfo: BagInfo;
  info: BundleInfo;
  heads: readonly SignedHead[];
  bundleId: string;
  signer: string;
}>;

/**
 * Reads the tag files of a bundle's ZIP.
 *
 * @throws {Problem} `bundle-not-zip`, `bundle-truncated`, `bundle-hostile`, `bundle-too-large`, `bundle-format-unknown`,
 *   `bundle-unsigned`, `signature-invalid`, `key-unusable`, `bundle-changed`, `bundle-signer-differs`, `cancelled`
 */
export async function readTags(zip: ReadableFile, file: string, caps: Caps, signal: AbortSignal): Promise<BundleTags> {
  const members = byName(await readDirectory(zip, caps.files, file));
  const read = (name: string) => readSmall(zip, required(members, name), signal);
  if (unknownName(members) !== undefined) await refuseUnknownName(members, read);
  assertWithinCaps([...members.values()], caps);
  for (const name of names.REQUIRED) required(members, name);
  if (!members.has(names.SIGNATURE)) throw new Problem("bundle-unsigned", {});
  const tagManifestBytes = await read(names.TAG_MANIFEST);
  const { key } = verifySshsig(decodeUtf8(await read(names.SIGNATURE), "signature"), "anbao-bundle@v1", tagManifestBytes);
  const tagManifest = parseManifest(decodeUtf8(tagManifestBytes, names.TAG_MANIFEST));
  assertSameNames(tagManifest.keys(), [names.BAG_DECLARATION, names.BAG_INFO, names.MANIFEST], "tag manifest");
  const manifestBytes = matching(tagManifest, names.MANIFEST, await read(names.MANIFEST));
  const manifest = parseManifest(decodeUtf8(manifestBytes, names.MANIFEST));
  assertSameNames([...manifest.keys(), ...TAGS], members.keys(), "closed set");
  if (decodeUtf8(matching(tagManifest, names.BAG_DECLARATION, await read(names.BAG_DECLARATION)), "bagit.txt") !== BAGIT_TXT)
    throw hostile("bagit.txt");
  const bagInfo = parseBagInfo(decodeUtf8(matching(tagManifest, names.BAG_INFO, await read(names.BAG_INFO)), "bag-info.txt"));
  const info = parseBundleInfo(matching(manifest, names.INFO, await read(names.INFO)));
  const heads = info.volume === 1 ? parseHeads(matching(manifest, names.HEADS, await read(names.HEADS))) : [];
  if (info.sender.key !== key) throw new Problem("bundle-signer-differs", {});
  const tags = { members, manifest, bagInfo, info, heads, signer: key };
  assertClaimsFit(tags);
  assertVolumeList(info, caps);
  return { ...tags, bundleId: info.bundleId ?? sha256(tagManifestBytes) };
}

const TAGS = [names.BAG_DECLARATION, names.BAG_INFO, names.MANIFEST, names.TAG_MANIFEST, names.SIGNATURE];

function byName(list: readonly ZipMember[]): ReadonlyMap<string, ZipMember> {
  const members = new Map(list.map((member) => [member.name, member]));
  if (members.size !== list.length) throw hostile("two files of one name");
  return members;
}

function unknownName(members: ReadonlyMap<string, ZipMember>): string | undefined {
  return [...members.keys()].find((name) => names.kindOfName(name) === undefined);
}

// A newer format may have other names: then the sentence is "update the program", not "hostile".
async function refuseUnknownName(
  members: ReadonlyMap<string, ZipMember>,
  read: (name: string) => Promise<Uint8Array>,
): Promise<never> {
  const info = members.get(names.INFO);
  if (info !== undefined && info.sizeBytes < 1024 * 1024) parseBundleInfo(await read(names.INFO));
  throw hostile("name");
}

function required(members: ReadonlyMap<string, ZipMember>, name: string): ZipMember {
  const member = members.get(name);
  if (member === undefined) throw hostile(`without ${name}`);
  return member;
}

async function readSmall(zip: ReadableFile, member: ZipMember, signal: AbortSignal): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const bytes of readMember(zip, member, undefined, signal)) parts.push(Buffer.from(bytes));
  return Buffer.concat(parts);
}

function matching(manifest: Manifest, name: string, bytes: Buffer): Buffer {
  if (manifest.get(name) !== sha256(bytes)) throw new Problem("bundle-changed", { file: name });
  return bytes;
}

function assertSameNames(expected: Iterable<string>, found: Iterable<string>, what: string): void {
  const [wanted, there] = [new Set(expected), new Set(found)];
  if (wanted.size !== there.size || ![...wanted].every((name) => there.has(name))) throw hostile(what);
}

// The sender signed these claims too; a bag that contradicts itself was not made by this program.
function assertClaimsFit({ members, manifest, bagInfo, info, heads }: Omit<BundleTags, "bundleId" | "signer">): void {
  const payload = [...manifest.keys()].map((name) => required(members, name));
  const bytes = payload.reduce((sum, member) => sum + member.sizeBytes, 0);
  if (bagInfo.payloadBytes !== bytes || bagInfo.payloadFiles !== payload.length) throw hostile("Payload-Oxum");
  if (
    bagInfo.volume !== info.volume ||
    bagInfo.volumes !== info.volumes.length ||
    (info.volume === 1) !== (info.bundleId === undefined)
  )
    throw hostile("volumes");
  const own = info.volumes.find((volume) => volume.number === info.volume)?.files ?? [];
  const listed = own.map((file) => `${file.sha256} ${file.sizeBytes} ${file.path}`);
  const there = payload
    .filter((member) => member.name !== names.INFO)
    .map((member) => `${manifest.get(member.name)} ${member.sizeBytes} ${member.name}`);
  if (listed.length !== there.length) throw hostile("file list");
  assertSameNames(listed, there, "file list");
  if (info.volume === 1) assertHeadsFit(info, heads);
  assertMediaNames(payload, manifest);
}

function assertHeadsFit(info: BundleInfo, heads: readonly SignedHead[]): void {
  const ends = Object.entries(info.contains).flatMap(([feed, ranges]) =>
    ranges.map((range) => `${feed} ${range.toSeq} ${range.hash}`),
  );
  assertSameNames(
    ends,
    heads.map((head) => `${head.feed} ${head.seq} ${head.hash}`),
    "contained ranges",
  );
}

function assertMediaNames(payload: readonly ZipMember[], manifest: Manifest): void {
  const media = payload.filter((member) => names.kindOfName(member.name) === "media");
  if (media.some((member) => names.hashInName(member.name) !== manifest.get(member.name))) throw hostile("media name");
  if (new Set(media.map((member) => names.hashInName(member.name))).size !== media.length) throw hostile("media twice");
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

function hostile(reason: string): Problem<"bundle-hostile"> {
  return new Problem("bundle-hostile", { reason });
}
