// Reads only what a bundle says of itself, as strictly as the reader does: directory, tag files, manifests, signature, bundle.json.
// Neither entries nor media are read and nothing is staged, so that a drive full of bundles is looked over in a moment.
import { basename } from "node:path";
import { Problem } from "../../domain/problem.ts";
import type { BundleInfo } from "../bag/bundle-info.ts";
import { DEFAULT_CAPS } from "../bag/caps.ts";
import { realDisk, type Disk, type ReadableFile } from "../disk.ts";
import { readingProblem } from "../reading-problems.ts";
import { readTags } from "../bag/read-tags.ts";
import { openSealed } from "../age/sealed-file.ts";
import { isEncrypted } from "./stage.ts";

/** `signer`: raw key in hex. The signature over the tag files holds; entries may still turn out to be forged. */
export type PeekedBundle = Readonly<{
  info: BundleInfo;
  bundleId: string;
  signer: string;
  encrypted: boolean;
  sizeBytes: number;
}>;

/** @throws {Problem} as `openBundle`, but for what only entries and media show */
export async function peekBundle(
  path: string,
  identities: readonly string[],
  signal: AbortSignal,
  disk: Disk = realDisk,
): Promise<PeekedBundle> {
  const name = basename(path);
  const opened: ReadableFile[] = [];
  try {
    if ((await disk.kindOf(path)) !== "file") throw new Problem("bundle-missing", { file: name });
    const file = await disk.openToRead(path);
    opened.push(file);
    const encrypted = await isEncrypted(file, name);
    const zip = encrypted ? await openSealed(file, identities, name) : file;
    const { info, bundleId, signer } = await readTags(zip, name, DEFAULT_CAPS, signal);
    return { info, bundleId, signer, encrypted, sizeBytes: file.sizeBytes };
  } catch (cause) {
    throw readingProblem(cause, name);
  } finally {
    for (const file of opened) await file.close();
  }
}
