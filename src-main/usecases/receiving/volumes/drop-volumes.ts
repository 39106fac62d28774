// Volumes that are kept for a volume 1 that never came: the county may stop waiting for it.
import { Problem } from "../../../domain/problem.ts";
import type { Needs } from "../../workspace.ts";
import { removeLeaving } from "../../records/originals/let-go.ts";
import type { VolumeSet, VolumeWriter } from "../../ports/store/volumes.ts";
import type { OriginalWriter } from "../../ports/store/originals.ts";

/** What was let go. */
export type DroppedVolumes = Readonly<{ number: number; unit: string; volumes: readonly number[] }>;

/** Whether volumes of a set came, and volume 1 is not among them. */
export function isParked({ arrived }: Pick<VolumeSet, "arrived">): boolean {
  return arrived.every((one) => one.volume !== 1);
}

/**
 * Lets go of what came of a bundle without volume 1. Records and what they show stay; the same volumes can be read in again.
 *
 * @param bundle its id, or the beginning of it.
 * @throws {Problem} `volumes-not-parked`
 */
export async function dropParked(
  ws: Needs<OriginalWriter & VolumeWriter, "media">,
  bundle: string,
): Promise<readonly DroppedVolumes[]> {
  const parked = ws.store.volumeSets().filter((set) => isParked(set) && set.bundle.startsWith(bundle));
  const ids = new Set(parked.map((set) => set.bundle));
  if (ids.size !== 1) throw new Problem("volumes-not-parked", {});
  for (const set of parked) ws.store.forgetSet(set.set);
  await removeLeaving(ws);
  return parked.map(({ number, unit, arrived }) => ({ number, unit, volumes: arrived.map((one) => one.volume) }));
}
