// Whether the list of all volumes in bundle.json can be true: each file once, parts whole, only volume 1 with entries and papers.
// The sender signed it; a list that contradicts itself was not made by this program. No file is read for this.
import { createHash } from "node:crypto";
import { canonicalJson, type JsonObject } from "../../domain/json.ts";
import { Problem } from "../../domain/problem.ts";
import type { BundleInfo, ListedFile } from "./bundle-info.ts";
import type { Caps } from "./caps.ts";
import { CHECK_NOTES, FIRST_ONLY, hashInName, kindOfName, partIn } from "../names.ts";

/** SHA-256 of what all volumes of a bundle state alike: everything but the volume's own number and the bundle's id. */
export function planDigest(info: BundleInfo): string {
  const { volume: _volume, bundleId: _id, ...shared } = info;
  return createHash("sha256")
    .update(canonicalJson(shared as unknown as JsonObject))
    .digest("hex");
}

/** @throws {Problem} `volume-list-wrong`, `bundle-too-large` */
export function assertVolumeList({ volume, volumes }: Pick<BundleInfo, "volume" | "volumes">, caps: Caps): void {
  if (volumes.some((one, index) => one.number !== index + 1) || volume > volumes.length) throw wrong("numbers");
  const count = volumes.reduce((sum, one) => sum + one.files.length, 0);
  if (count > caps.files) throw new Problem("bundle-too-large", { what: "files", most: caps.files });
  const all = volumes.flatMap((one) => one.files);
  let total = 0;
  for (const file of all) total += file.sizeBytes;
  if (!Number.isSafeInteger(total) || total > caps.totalBytes)
    throw new Problem("bundle-too-large", { what: "bytes", most: caps.totalBytes });
  for (const { number, files } of volumes) assertFilesOf(number, files);
  assertOriginals(all, caps);
}

function assertFilesOf(volume: number, files: readonly ListedFile[]): void {
  const paths = new Set(files.map((file) => file.path));
  if (paths.size !== files.length) throw wrong("file twice");
  if (!paths.has(CHECK_NOTES)) throw wrong("notes");
  for (const name of FIRST_ONLY) if (paths.has(name) !== (volume === 1)) throw wrong(name);
  for (const { path } of files) {
    const kind = kindOfName(path);
    if (kind === "tag" || kind === "info" || (volume > 1 && kind === "paper")) throw wrong(path);
  }
}

/** Each original whole in one place, or in parts that are all there; each preview in one place. */
function assertOriginals(all: readonly ListedFile[], caps: Caps): void {
  const wholes = new Set<string>();
  const previews = new Set<string>();
  const split = new Map<string, ListedFile[]>();
  for (const file of all) {
    const kind = kindOfName(file.path);
    const sha256 = hashInName(file.path) ?? "";
    if (kind === "media") addOnce(wholes, sha256);
    if (kind === "preview") addOnce(previews, sha256);
    const part = partIn(file.path);
    if (part === undefined) continue;
    const known = split.get(part.sha256);
    if (known === undefined) split.set(part.sha256, [file]);
    else known.push(file);
  }
  for (const [sha256, parts] of split) {
    if (wholes.has(sha256)) throw wrong("whole and in parts");
    assertParts(parts, caps);
  }
}

function assertParts(files: readonly ListedFile[], caps: Caps): void {
  const names = files.flatMap((file) => partIn(file.path) ?? []);
  const [first] = names;
  const numbers = new Set(names.map(({ part }) => part));
  if (first === undefined || numbers.size !== names.length || numbers.size !== first.parts) throw wrong("parts");
  if (names.some(({ ext, parts }) => ext !== first.ext || parts !== first.parts)) throw wrong("parts");
  if (files.some((file) => file.sizeBytes === 0)) throw wrong("empty part");
  const sizeBytes = files.reduce((sum, file) => sum + file.sizeBytes, 0);
  if (sizeBytes > caps.mediumBytes) throw new Problem("bundle-too-large", { what: files[0]?.path ?? "", most: caps.mediumBytes });
}

function addOnce(seen: Set<string>, value: string): void {
  if (seen.has(value)) throw wrong("file twice");
  seen.add(value);
}

function wrong(reason: string): Problem<"volume-list-wrong"> {
  return new Problem("volume-list-wrong", { reason });
}
