// What imports came to as screens show it: one line a bundle, its volumes together.
import type { ProblemCode } from "../../domain/problem.ts";
import type { Needs } from "../../usecases/workspace.ts";
import type { RunResult } from "../../usecases/receiving/bundles/import-batch.ts";
import type { ImportResult as Imported } from "../../usecases/receiving/bundles/import-bundle.ts";
import { originalsOf, volumesOf, waitsForFirst } from "../../usecases/receiving/bundles/volumes-together.ts";
import { telephoneCode, type ReceiptCodesReads } from "../../usecases/receipts/receipt-codes.ts";
import type { ImportResult, Means } from "../inbox/contract.ts";
import type { MediaCounts, ProblemData } from "../contract-parts.ts";
import type { ImportReader } from "../../usecases/ports/store/imports.ts";

/** A bundle that could not be read has none that are known. */
export const NO_MEDIA: MediaCounts = { photos: 0, videos: 0, audio: 0, documents: 0, sizeBytes: 0, lengthMs: 0, lengthless: 0 };

/** How a batch came; asked once. */
export type Receipt = Readonly<{ receivedAtMs: number; means: Means; reason: string | undefined }>;

/** A problem as it travels. */
export function asData(
  problem: Readonly<{ code: ProblemCode; details: Readonly<Record<string, string | number>> }>,
): ProblemData {
  return { code: problem.code, details: { ...problem.details } };
}

/** What a run came to, as screens show it. */
export function resultOf(ws: ReceiptCodesReads & Needs<ImportReader, "world">, batch: RunResult, receipt: Receipt): ImportResult {
  const groups = Map.groupBy(batch.done, (row) => (row.volumes > 1 ? row.bundleId : row.path));
  const done = [...groups.values()].flatMap((rows) =>
    mergedRow(
      ws,
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
    import: ws.world.uuid(),
    atMs: ws.world.nowMs(),
    receivedAtMs: receipt.receivedAtMs,
    means: receipt.means,
    bundles: [...done, ...refused],
    backup: batch.backup,
  };
}

/** @param rows of one bundle: one, or its volumes that were read now, the lowest first. */
function mergedRow(ws: ReceiptCodesReads & Needs<ImportReader>, rows: readonly Imported[]): ImportResult["bundles"] {
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
    media: originalsOf(rows),
    volumes: { here, total },
    code: row.purpose === "hand-in" ? codeOf(ws, row.bundleId) : null,
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

function codeOf(ws: ReceiptCodesReads & Needs<ImportReader>, bundle: string): string | null {
  const row = ws.store.imports().find((one) => one.bundle === bundle);
  return row === undefined ? null : telephoneCode(ws, row);
}
