// What files would bring, without taking them in: one answer a bundle, its volumes together, and what becomes of it when it is merged.
import { absentVolumes } from "../../../domain/bundle/volumes.ts";
import { unseenNumbers } from "../../../domain/bundle/unseen-numbers.ts";
import type { Problem } from "../../../domain/problem.ts";
import type { Needs } from "../../workspace.ts";
import type { FoundBundles } from "../../ports/bundles.ts";
import type { Progress } from "../../ports/progress.ts";
import type { MediaCounts } from "../../records/originals/count-media.ts";
import { searchForBundles } from "./find-bundles.ts";
import { previewBatch, type PreviewedBatch, type ImportBatchReads } from "./import-batch.ts";
import type { BundlePreview } from "./import-bundle.ts";
import { originalsOf, volumesOf, waitsForFirst, type VolumesHere } from "./volumes-together.ts";
import type { DeliveryReader } from "../../ports/store/deliveries.ts";
import type { FactReader } from "../../ports/store/facts.ts";

type LookAtFilesNeeds = ImportBatchReads & Needs<DeliveryReader & FactReader, "bundles">;

/**
 * `held`: its key is not approved yet; it is kept, and counts from the approval on. `ended`: its PC was ended; what it wrote later is
 * kept and does not count. `waiting`: its volume 1, with all records, has not come. `gap`: an earlier bundle is missing.
 */
export type LookedOutcome = "ready" | "conflict" | "gap" | "held" | "ended" | "waiting" | "already";

/** `lead`: the lowest of its volumes that were found. `missingBundles`: numbers of this PC's bundles that have not been seen. */
export type ReadBundle = Readonly<{
  paths: readonly string[];
  outcome: LookedOutcome;
  lead: BundlePreview;
  media: MediaCounts;
  missingBundles: readonly number[];
  missingVolumes: readonly number[];
  volumes: VolumesHere;
}>;

export type RefusedFile = Readonly<{ paths: readonly string[]; outcome: "refused"; problem: Problem }>;

/** One bundle that was looked at: a file, or the volumes of one bundle, in the order of their numbers. */
export type LookedBundle = ReadBundle | RefusedFile;

/** `batch`: file by file, and all together. */
export type Look = Readonly<{ bundles: readonly LookedBundle[]; search: FoundBundles; batch: PreviewedBatch }>;

/** Everything is verified, nothing is kept. @param paths files, and folders to be searched. @throws {Problem} `cancelled` */
export async function lookAtFiles(ws: LookAtFilesNeeds, paths: readonly string[], progress: Progress): Promise<Look> {
  const search = await searchForBundles(ws, paths, progress.signal);
  const batch = await previewBatch(ws, search.paths, progress);
  return { bundles: groupsOf(batch).flatMap((group) => lookedBundle(ws, group, batch)), search, batch };
}

/** Volumes that were found together stand for their bundle, in the place of the first of them. */
function groupsOf({ paths, done }: PreviewedBatch): readonly (readonly string[])[] {
  const bundleOf = new Map(done.flatMap((row) => (row.volumes > 1 ? [[row.path, row.bundleId] as const] : [])));
  return [...Map.groupBy(paths, (path) => bundleOf.get(path) ?? path).values()];
}

function lookedBundle(
  ws: Needs<DeliveryReader & FactReader>,
  paths: readonly string[],
  { done, refused }: PreviewedBatch,
): readonly LookedBundle[] {
  const found = done.filter((item) => paths.includes(item.path)).sort((a, b) => a.volume - b.volume);
  const [lead] = found;
  if (lead !== undefined) return [{ paths, ...readBundle(ws, lead, found, done) }];
  const unread = refused.find((item) => item.path === paths[0]);
  return unread === undefined ? [] : [{ paths, outcome: "refused", problem: unread.problem }];
}

/** @param together all of its volumes that were found, `lead` the lowest of them. @param batch whatever will be read with it. */
function readBundle(
  ws: Needs<DeliveryReader & FactReader>,
  lead: BundlePreview,
  together: readonly BundlePreview[],
  batch: readonly BundlePreview[],
): Omit<ReadBundle, "paths"> {
  const volumes = volumesOf(together);
  const missingBundles = lead.purpose === "hand-in" && lead.incremental ? unseenBefore(ws, lead, batch) : [];
  return {
    outcome: outcomeOf(ws, lead, together, missingBundles),
    lead,
    media: originalsOf(together),
    missingBundles,
    missingVolumes: absentVolumes(volumes.total, volumes.numbers),
    volumes,
  };
}

/** Numbers before a bundle that are lacking, those of its own batch counted as seen. */
function unseenBefore(
  ws: Needs<DeliveryReader>,
  { signerKey, number }: BundlePreview,
  batch: readonly BundlePreview[],
): readonly number[] {
  const seen = ws.store.deliveries().filter((row) => row.signer === signerKey);
  return unseenNumbers([...seen, ...batch.filter((row) => row.signerKey === signerKey)]).filter((one) => one < number);
}

/** @param gap numbers of earlier bundles that are needed and have not been seen. */
function outcomeOf(
  ws: Needs<FactReader>,
  row: BundlePreview,
  together: readonly BundlePreview[],
  gap: readonly number[],
): LookedOutcome {
  const { changes } = row;
  // This PC's own bundle found on the drive: there is nothing in it to take. Another PC of the office is not that.
  const { unit, device } = ws.store.facts();
  const brings = changes.newRecords + changes.changedRecords + changes.quarantined;
  const isOwn = row.unit === unit && row.device === device && brings === 0;
  if (isOwn || together.every((one) => one.alreadyImported)) return "already";
  if (row.signer === "quarantine") return "held";
  if (row.signer === "revoked") return "ended";
  if (waitsForFirst(volumesOf(together).numbers)) return "waiting";
  if (changes.conflicts > 0) return "conflict";
  return gap.length > 0 ? "gap" : "ready";
}
