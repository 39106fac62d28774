// What imports came to as screens show it: one line a bundle, its volumes together.
import type { ProblemCode } from "../../domain/problem.ts";
import type { Desk } from "../../usecases/desk.ts";
import type { RunResult } from "../../usecases/import-batch.ts";
import type { BundlePreview, ImportResult as Imported } from "../../usecases/import-bundle.ts";
import { telephoneCode } from "../../usecases/receipt-codes.ts";
import type { ImportResult, Means } from "../contract/inbox.ts";
import type { MediaCounts, ProblemData } from "../contract/parts.ts";

/** A bundle that could not be read has none that are known. */
export const NO_MEDIA: MediaCounts = { photos: 0, videos: 0, audio: 0, documents: 0, sizeBytes: 0 };

/** How a batch came; asked once. */
export type Receipt = Readonly<{ receivedAtMs: number; means: Means; reason: string | undefined }>;

/** How many volumes of a bundle are here with those that were read now. */
export function volumesOf(rows: readonly Pick<BundlePreview, "volume" | "volumes" | "volumesHere">[]) {
  const numbers = new Set(rows.flatMap((row) => [row.volume, ...row.volumesHere]));
  return { numbers: [...numbers], here: numbers.size, total: rows[0]?.volumes ?? 1 };
}

/** Sums of two files of one bundle. */
export function addCounts(a: MediaCounts, b: MediaCounts): MediaCounts {
  return {
    photos: a.photos + b.photos,
    videos: a.videos + b.videos,
    audio: a.audio + b.audio,
    documents: a.documents + b.documents,
    sizeBytes: a.sizeBytes + b.sizeBytes,
  };
}

/** Originals in a bundle, by class. */
export function countsOf({ media }: Pick<BundlePreview, "media">): MediaCounts {
  const { photos, videos, audio, documents, sizeBytes } = media;
  return { photos, videos, audio, documents, sizeBytes };
}

/** A problem as it travels. */
export function asData(
  problem: Readonly<{ code: ProblemCode; details: Readonly<Record<string, string | number>> }>,
): ProblemData {
  return { code: problem.code, details: { ...problem.details } };
}

/** What a run came to, as screens show it. */
export function resultOf(desk: Desk, batch: RunResult, receipt: Receipt): ImportResult {
  const groups = Map.groupBy(batch.done, (row) => (row.volumes > 1 ? row.bundleId : row.path));
  const done = [...groups.values()].flatMap((rows) =>
    mergedRow(
      desk,
      rows.toSorted((a, b) => a.volume - b.volume),
    ),
  );
  const refused = batch.refused.map(({ path, problem }) => ({
    bundle: path,
    fileName: path.split(/[\\/]/).at(-1) ?? path,
    unit: null,
    unitName: "",
    number: null,
    outcome: "refused" as const,
    problem: asData(problem),
    added: 0,
    changed: 0,
    conflicts: 0,
    media: NO_MEDIA,
    volumes: { here: 0, total: 1 },
    code: null,
  }));
  return {
    import: desk.world.uuid(),
    atMs: desk.world.nowMs(),
    receivedAtMs: receipt.receivedAtMs,
    means: receipt.means,
    bundles: [...done, ...refused],
    backup: batch.backup,
  };
}

/** @param rows of one bundle: one, or its volumes that were read now, the lowest first. */
function mergedRow(desk: Desk, rows: readonly Imported[]): ImportResult["bundles"] {
  const [row] = rows;
  if (row === undefined) return [];
  const { numbers, here, total } = volumesOf(rows);
  const merged = {
    bundle: row.bundleId,
    fileName: row.file,
    unit: row.unit,
    unitName: row.unitName,
    number: row.number,
    outcome: outcomeOf(rows, numbers),
    problem: null,
    added: row.changes.newRecords,
    changed: row.changes.changedRecords,
    conflicts: row.changes.conflicts,
    media: rows.map(countsOf).reduce(addCounts),
    volumes: { here, total },
    code: row.purpose === "hand-in" ? codeOf(desk, row.bundleId) : null,
  };
  return [merged];
}

/** @param numbers its volumes that are here. */
function outcomeOf(rows: readonly Imported[], numbers: readonly number[]): ImportResult["bundles"][number]["outcome"] {
  if (rows.some(({ signer }) => signer === "quarantine")) return "held";
  if (rows.every(({ alreadyImported }) => alreadyImported)) return "already";
  if (waitsForFirst(numbers)) return "waiting";
  return rows.some(({ signer }) => signer === "revoked") ? "ended" : "merged";
}

/** The first volume carries every record: without it nothing of a bundle counts yet. */
export function waitsForFirst(volumesHere: readonly number[]): boolean {
  return !volumesHere.includes(1);
}

function codeOf(desk: Desk, bundle: string): string | null {
  const row = desk.store.imports().find((one) => one.bundle === bundle);
  return row === undefined ? null : telephoneCode(desk, row);
}
