// Whether a file that bears a volume's name is that volume: it may have been written before a power cut could be noted.
import type { Needs } from "../../workspace.ts";
import type { Progress } from "../../ports/progress.ts";
import { Problem } from "../../../domain/problem.ts";
import { drain } from "./drain.ts";
import type { FactReader } from "../../ports/store/facts.ts";
import type { FeedReader } from "../../ports/store/feeds.ts";

export type IsSameVolumeNeeds = Needs<FactReader & FeedReader, "bundles" | "identities" | "stagingDir">;

/** Every byte is read and compared with what this PC signed. A file that cannot be read as a bundle is another file. */
export async function isSameVolume(
  ws: IsSameVolumeNeeds,
  path: string,
  expected: Readonly<{ bundleId: string; volume: number }>,
  { signal }: Progress,
): Promise<boolean> {
  const options = { stagingDir: ws.stagingDir, identities: ws.identities(), keyOfFeed: ws.store.keyOfFeed };
  try {
    const bundle = await ws.bundles.open(path, options, { signal, report: () => undefined });
    try {
      const isOurs = bundle.signerKey === ws.store.facts().selfKey;
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
