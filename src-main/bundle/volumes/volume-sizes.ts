// How many bytes a volume takes, before it exists: bounds to lay files out by, and the exact size of the file as it will be written.
import type { Signer } from "../../usecases/ports/keys.ts";
import { sealHeader } from "../age/age-header.ts";
import { CHUNK_BYTES, SEALED_BYTES, sealedBytes } from "../age/age-stream.ts";
import { BAGIT_TXT, encodeBagInfo } from "../bag/bag.ts";
import { describeBag } from "../bag/bag-plan.ts";
import type { BundleInfo, ListedFile } from "../bag/bundle-info.ts";
import * as names from "../names.ts";
import { memberBytes } from "./volume-layout.ts";
import { END64_BYTES, END_BYTES, LOCATOR_BYTES, zipSizeBytes } from "../zip/zip-layout.ts";
import { canonicalJson, type JsonObject } from "../../domain/json.ts";
import { Problem } from "../../domain/problem.ts";

/** What encryption adds: nothing, or the header's bytes and a tag for each chunk. */
export type Sealing = Readonly<{ prefixBytes: number }> | undefined;

/** Measures the header for these recipients; its length depends on their number alone. @throws {Problem} `key-unusable` */
export async function sealingFor(recipients: readonly string[] | undefined): Promise<Sealing> {
  if (recipients === undefined) return undefined;
  const opening = await sealHeader(recipients);
  if (opening === "wrong-key") throw new Problem("key-unusable", { reason: "age recipient" });
  return { prefixBytes: opening.prefix.byteLength };
}

/** Size of the file that a plain ZIP becomes. */
export function writtenBytes(plainBytes: number, sealing: Sealing): number {
  return sealing === undefined ? plainBytes : sealing.prefixBytes + sealedBytes(plainBytes);
}

/** The largest plain ZIP whose file stays within the limit; may be negative. */
export function mostPlainBytes(limitBytes: number, sealing: Sealing): number {
  if (sealing === undefined) return limitBytes;
  const payload = limitBytes - sealing.prefixBytes;
  return payload - (SEALED_BYTES - CHUNK_BYTES) * Math.max(1, Math.ceil(payload / SEALED_BYTES));
}

/** What every volume holds beside its payload: its length does not depend on what is signed. */
export type TagSizes = Readonly<{ signatureBytes: number }>;

export function measureTags(signer: Signer): TagSizes {
  return { signatureBytes: Buffer.byteLength(signer.sign("anbao-bundle@v1", new Uint8Array(0))) };
}

/** Length of data/bundle.json in a volume. */
export function infoBytes(info: BundleInfo, volume: number): number {
  const first = Buffer.byteLength(canonicalJson({ ...info, volume: 1 } as unknown as JsonObject)) + 1;
  return first + lengthBeyondFirst(volume);
}

function lengthBeyondFirst(volume: number): number {
  const idBytes = volume === 1 ? 0 : `"bundleId":"${"0".repeat(64)}",`.length;
  return idBytes + String(volume).length - 1;
}

/** The most that tag files, data/bundle.json and the end of the ZIP take in any volume. @param infoMost of data/bundle.json. */
export function mostFixedBytes(info: BundleInfo, infoMost: number, tags: TagSizes): number {
  const bagInfo = Buffer.byteLength(encodeBagInfo(describeBag(info, []))) + 48; // numbers of other volumes may be longer
  const sizes: Readonly<Record<string, number>> = {
    [names.BAG_DECLARATION]: BAGIT_TXT.length,
    [names.BAG_INFO]: bagInfo,
    [names.MANIFEST]: 0, // its lines are counted with the files
    [names.TAG_MANIFEST]: tagManifestBytes(),
    [names.SIGNATURE]: tags.signatureBytes,
    [names.INFO]: infoMost,
  };
  const members = Object.entries(sizes).reduce((sum, [name, bytes]) => sum + bytes + memberBytes(Buffer.byteLength(name)), 0);
  return members + END64_BYTES + LOCATOR_BYTES + END_BYTES;
}

function tagManifestBytes(): number {
  return [names.BAG_DECLARATION, names.BAG_INFO, names.MANIFEST].reduce((sum, name) => sum + lineBytes(name), 0);
}

function lineBytes(name: string): number {
  return 64 + 2 + Buffer.byteLength(name) + 1;
}

/** Exact size of a volume's plain ZIP. @param firstInfoBytes of data/bundle.json in volume 1. @param files its payload but that. */
export function plainVolumeBytes(
  info: BundleInfo,
  volume: number,
  files: readonly ListedFile[],
  firstInfoBytes: number,
  tags: TagSizes,
): number {
  const own = { name: names.INFO, sizeBytes: firstInfoBytes + lengthBeyondFirst(volume) };
  const payload = [own, ...files.map(({ path, sizeBytes }) => ({ name: path, sizeBytes }))];
  const bagInfo = describeBag(
    { ...info, volume },
    payload.map(({ sizeBytes }) => ({ identity: { sizeBytes } })),
  );
  return zipSizeBytes([
    { name: names.BAG_DECLARATION, sizeBytes: BAGIT_TXT.length },
    { name: names.BAG_INFO, sizeBytes: Buffer.byteLength(encodeBagInfo(bagInfo)) },
    { name: names.MANIFEST, sizeBytes: payload.reduce((sum, { name }) => sum + lineBytes(name), 0) },
    { name: names.TAG_MANIFEST, sizeBytes: tagManifestBytes() },
    { name: names.SIGNATURE, sizeBytes: tags.signatureBytes },
    ...payload,
  ]);
}
