// The check of a bundle without a workspace: structure, checksums, signatures, and whether its signer is on a list.
import { opensshPublicKey } from "../../keys/signature/sshsig.ts";
import { verifyBundle, type BundleVerdict } from "../../bundle/read/verify-bundle.ts";
import type { Progress } from "../../usecases/ports/progress.ts";
import { readIdentities, readLines } from "../../session/files/local-files.ts";

/** Files that a check may use: age identities, one a line, and an `allowed_signers` list. */
export type VerdictFiles = Readonly<{ identity?: string; signers?: string }>;

/** Checks a bundle without a workspace. `listed`: whether its signer stands in the list of signers; null without a list. */
export async function bundleVerdict(
  path: string,
  files: VerdictFiles,
  stagingDir: string,
  progress: Progress,
): Promise<BundleVerdict & Readonly<{ listed: boolean | null }>> {
  const identities = files.identity === undefined ? [] : readIdentities(files.identity);
  const signers = files.signers === undefined ? undefined : readLines(files.signers);
  const verdict = await verifyBundle(path, { stagingDir, identities, progress });
  const blob = opensshPublicKey(verdict.signer.key).split(" ")[1] ?? "";
  return {
    ...verdict,
    listed: signers === undefined ? null : signers.some((line) => !line.startsWith("#") && line.split(/\s+/).includes(blob)),
  };
}
