// Whether a file that bears a volume's name is that volume: it may have been written before a power cut could be noted.
import type { Desk } from "./desk.ts";
import type { Progress } from "./ports.ts";
import { Problem } from "../domain/problem.ts";
import { drain } from "./receive-media.ts";

/** Every byte is read and compared with what this PC signed. A file that cannot be read as a bundle is another file. */
export async function isSameVolume(
  desk: Desk,
  path: string,
  expected: Readonly<{ bundleId: string; volume: number }>,
  { signal }: Progress,
): Promise<boolean> {
  const options = { stagingDir: desk.stagingDir, identities: desk.identities(), keyOfFeed: desk.store.keyOfFeed };
  try {
    const bundle = await desk.bundles.open(path, options, { signal, report: () => undefined });
    try {
      const isOurs = bundle.signerKey === desk.store.facts().selfKey;
      if (!isOurs || bundle.bundleId !== expected.bundleId || bundle.volume !== expected.volume) return false;
      await bundle.receiveFiles(drain);
      return true;
    } finally {
      await bundle.close();
    }
  } catch (cause) {
    if (cause instanceof Problem && cause.code !== "cancelled") return false;
    throw cause;
  }
}
