// The full check of a bundle without a workspace: structure, checksums, signatures, who, counts. Nothing is kept.
import type { BundleInfo } from "../bag/bundle-info.ts";
import { fingerprintOf } from "../../keys/signature/ed25519-key.ts";
import { realDisk, type Disk } from "../disk.ts";
import { openBundle, type OpenOptions } from "./read-bundle.ts";

/** What a whole check found; a bundle that fails throws instead. `signer.fingerprint`: SHA-256 of the raw key, in hex. */
export type BundleVerdict = Readonly<{
  bundleId: string;
  encrypted: boolean;
  signer: Readonly<{ key: string; fingerprint: string }>;
  info: BundleInfo;
  feeds: readonly Readonly<{ feed: string; seq: number; hash: string }>[];
  /** Files whose every byte was read and hashed. */
  checkedFiles: number;
  checkedBytes: number;
}>;

/**
 * Reads every byte of a bundle and checks all that can be checked without knowing whom to trust.
 *
 * @throws {Problem} as {@link openBundle}
 */
export async function verifyBundle(path: string, options: OpenOptions, disk: Disk = realDisk): Promise<BundleVerdict> {
  const bundle = await openBundle(path, options, disk);
  try {
    await bundle.receiveFiles(drain);
    const { bundleId, encrypted, info, files } = bundle;
    return {
      bundleId,
      encrypted,
      signer: { key: bundle.signer.key, fingerprint: fingerprintOf(bundle.signer.key) },
      info,
      feeds: bundle.heads.map(({ feed, seq, hash }) => ({ feed, seq, hash })),
      checkedFiles: files.length,
      checkedBytes: files.reduce((sum, file) => sum + file.sizeBytes, 0),
    };
  } finally {
    await bundle.close();
  }
}

async function drain(_file: unknown, bytes: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const block of bytes) void block;
}
