// 收件: bundles are looked at first, then merged as one batch with one time of receipt.
import { minuteOf } from "../../domain/campaign/local-time.ts";
import { Problem } from "../../domain/problem.ts";
import type { Desk } from "../../usecases/desk.ts";
import { absentVolumes } from "../../domain/volumes.ts";
import { deliveriesOf } from "../../usecases/whose-bundle.ts";
import { isExchange } from "../../usecases/exchange-office.ts";
import { unitName } from "../../usecases/export-bundle.ts";
import { searchForBundles } from "../../usecases/find-bundles.ts";
import type { FoundBundles } from "../../usecases/ports.ts";

import { importBatch, previewBatch } from "../../usecases/import-batch.ts";
import type { BundlePreview, ImportOptions } from "../../usecases/import-bundle.ts";
import type { Procedures } from "../base.ts";
import type { ImportPreview, ImportResult, PreviewedBundle } from "../contract/inbox.ts";
import type { FileSource, ProblemData } from "../contract/parts.ts";
import type { Host } from "../host.ts";
import { bundlesOnDrives } from "../views/on-drives.ts";
import { addCounts, asData, countsOf, NO_MEDIA, resultOf, volumesOf, waitsForFirst, type Receipt } from "../views/import-view.ts";
import { conflictView } from "../views/record-view.ts";
import { sourcePath } from "./draft-routes.ts";

/** A preview of this run: what was found, and the files behind each line: one, or the volumes of one bundle. */
type Looked = Readonly<{
  view: ImportPreview;
  paths: ReadonlyMap<string, readonly string[]>;
  opened: ReadonlyMap<string, BundlePreview["changes"]["opened"]>;
}>;
type Shelf = Map<string, Looked>;

export function inboxRoutes({ at, host }: Procedures) {
  const shelf: Shelf = new Map();
  const recent: ImportResult[] = [];
  const find = (id: string) => {
    const looked = shelf.get(id);
    if (looked === undefined) throw new Problem("preview-unknown", {});
    return looked;
  };
  return {
    waiting: at.inbox.waiting.handler(({ context, signal }) => bundlesOnDrives(context.workspace.desk, host, signal)),
    look: at.inbox.look.handler(({ input, context }) => ({
      task: startLook(context.workspace.desk, host, shelf, input.sources),
    })),
    preview: at.inbox.preview.handler(({ input }) => find(input.preview).view),
    conflicts: at.inbox.conflicts.handler(({ input, context }) =>
      (find(input.preview).opened.get(input.bundle) ?? []).map((one) => openedView(context.workspace.desk, one)),
    ),
    merge: at.inbox.merge.handler(({ input, context }) => {
      const looked = find(input.preview);
      const chosen = looked.view.bundles.filter((row) => input.bundles.includes(row.bundle));
      const early = chosen.find((row) => row.exportedAtMs !== null && minuteOf(input.receivedAtMs) < minuteOf(row.exportedAtMs));
      if (early !== undefined && (input.reason ?? "").trim() === "")
        throw new Problem("received-before-export", { file: early.fileName });
      const paths = chosen.flatMap((row) => looked.paths.get(row.bundle) ?? []);
      return {
        task: startMerge(context.workspace.desk, host, recent, paths, {
          receivedAtMs: input.receivedAtMs,
          means: input.means,
          reason: input.reason,
        }),
      };
    }),
    recent: at.inbox.recent.handler(() => [...recent].reverse()),
  };
}

function startLook(desk: Desk, host: Host, shelf: Shelf, sources: readonly FileSource[]): string {
  return host.tasks.start({
    kind: "look",
    subject: null,
    measure: "things",
    work: async (progress, step) => {
      step("verifying");
      const given = await Promise.all(sources.map((source) => sourcePath(host, source)));
      const found = await searchForBundles(desk, given, progress.signal);
      const batch = await previewBatch(desk, found.paths, progress);
      const looked = await lookedAt(desk, host, batch, found, sources);
      shelf.set(looked.view.preview, looked);
      return { kind: "look", preview: looked.view.preview, bundles: looked.view.bundles.length };
    },
  });
}

async function lookedAt(
  desk: Desk,
  host: Host,
  batch: Awaited<ReturnType<typeof previewBatch>>,
  search: FoundBundles,
  sources: readonly FileSource[],
): Promise<Looked> {
  const files = new Map<string, readonly string[]>();
  const opened = new Map<string, BundlePreview["changes"]["opened"]>();
  const bundles: PreviewedBundle[] = [];
  const groups = volumesTogether(search.paths, batch.done);
  for (const paths of groups) {
    const handle = desk.world.uuid();
    const [path = ""] = paths;
    files.set(handle, paths);
    const sizes = await Promise.all(paths.map((one) => host.folders.sizeOf(one).catch(() => 0)));
    const sizeBytes = sizes.reduce((sum, size) => sum + size, 0);
    const base = { bundle: handle, fileName: shownName(host, path, sources), sizeBytes };
    const found = batch.done.filter((item) => paths.includes(item.path)).sort((x, y) => x.volume - y.volume);
    const refused = batch.refused.find((item) => item.path === path);
    const [lead] = found;
    if (lead !== undefined) {
      bundles.push({ ...base, ...previewed(desk, lead, found) });
      opened.set(handle, lead.changes.opened);
    } else if (refused !== undefined) bundles.push({ ...base, ...refusedRow(asData(refused.problem)) });
  }
  const [first] = sources;
  const place = first?.from === "path" ? first.path : "";
  const { ignored, unreadable, capped } = search;
  const { newRecords, changedRecords, known, quarantined, conflicts, refused: unfit } = batch.together;
  const sum = {
    added: newRecords,
    changed: changedRecords,
    already: known,
    held: quarantined,
    conflicts,
    refused: batch.refused.length + unfit,
  };
  const view = { preview: desk.world.uuid(), place, bundles, sum, ignoredFiles: ignored, unreadFolders: unreadable, capped };
  return { view, paths: files, opened };
}

/** One line a bundle: volumes that were found together stand for their bundle, in the place of the first of them. */
function volumesTogether(paths: readonly string[], done: readonly BundlePreview[]): readonly (readonly string[])[] {
  const bundleOf = new Map(done.flatMap((row) => (row.volumes > 1 ? [[row.path, row.bundleId] as const] : [])));
  return [...Map.groupBy(paths, (path) => bundleOf.get(path) ?? path).values()];
}

/** The conflicts that a bundle would open on one record; who wrote its sides is known from the looked at entries. */
function openedView(desk: Desk, { record, versions }: BundlePreview["changes"]["opened"][number]) {
  const { unit, kind } = record;
  return {
    unit,
    kind,
    record: record.record,
    unitName: unitName(desk, unit),
    title: record.title ?? "",
    fields: record.conflicts.map((conflict) => conflictView(desk, conflict, new Map(versions.map((item) => [item.hash, item])))),
  };
}

/** An uploaded file lies under another name; it is shown under its own. */
function shownName(host: Host, path: string, sources: readonly FileSource[]): string {
  const upload = sources.find((source) => source.from === "upload" && host.uploads.find(source.uploadId).path === path);
  if (upload?.from === "upload") return host.uploads.find(upload.uploadId).name;
  return path.split(/[\\/]/).at(-1) ?? path;
}

/** @param together all of its volumes that were found, `row` the lowest of them. */
function previewed(
  desk: Desk,
  row: BundlePreview,
  together: readonly BundlePreview[],
): Omit<PreviewedBundle, "bundle" | "fileName" | "sizeBytes"> {
  const { changes } = row;
  const { numbers, here, total } = volumesOf(together);
  const seen = new Set(
    deliveriesOf(desk, row.unit)
      .filter((item) => item.device === row.device)
      .map((item) => item.number),
  );
  const earlier = Array.from({ length: row.number - 1 }, (_, index) => index + 1).filter((number) => !seen.has(number));
  const gap = row.purpose === "hand-in" && row.incremental ? earlier : [];
  return {
    outcome: outcomeOf(desk, row, together, gap),
    problem: null,
    sender: { unit: row.unit, unitName: row.unitName, device: row.device },
    number: row.number,
    purpose: isExchange(row) ? "exchange" : row.purpose,
    kinds: Object.entries(changes.kinds).map(([kind, count]) => ({ kind, count })),
    exportedAtMs: row.exportedMs,
    added: changes.newRecords,
    changed: changes.changedRecords,
    already: changes.known,
    conflicts: changes.conflicts,
    media: together.map(countsOf).reduce(addCounts),
    missingBundles: gap,
    missingVolumes: [...absentVolumes(total, numbers)],
    volumes: { here, total },
  };
}

/** @param gap numbers of earlier bundles that are needed and have not been seen. */
function outcomeOf(
  desk: Desk,
  row: BundlePreview,
  together: readonly BundlePreview[],
  gap: readonly number[],
): PreviewedBundle["outcome"] {
  const { changes } = row;
  // This PC's own bundle found on the drive: there is nothing in it to take. Another PC of the office is not that.
  const { unit, device } = desk.store.facts();
  const brings = changes.newRecords + changes.changedRecords + changes.quarantined;
  const isOwn = row.unit === unit && row.device === device && brings === 0;
  if (isOwn || together.every((one) => one.alreadyImported)) return "already";
  if (row.signer === "quarantine") return "held";
  if (row.signer === "revoked") return "ended";
  if (waitsForFirst(volumesOf(together).numbers)) return "waiting";
  if (changes.conflicts > 0) return "conflict";
  return gap.length > 0 ? "gap" : "ready";
}

function refusedRow(problem: ProblemData): Omit<PreviewedBundle, "bundle" | "fileName" | "sizeBytes"> {
  return {
    outcome: "refused",
    problem,
    sender: null,
    number: null,
    purpose: "",
    kinds: [],
    exportedAtMs: null,
    added: 0,
    changed: 0,
    already: 0,
    conflicts: 0,
    media: NO_MEDIA,
    missingBundles: [],
    missingVolumes: [],
    volumes: { here: 0, total: 1 },
  };
}

function startMerge(desk: Desk, host: Host, recent: ImportResult[], paths: readonly string[], receipt: Receipt): string {
  return host.tasks.start({
    kind: "merge",
    subject: null,
    measure: "bytes",
    work: async (progress, step) => {
      step("merging");
      const options: ImportOptions = {
        receivedMs: receipt.receivedAtMs,
        means: receipt.means,
        ...(receipt.reason !== undefined && { earlyReason: receipt.reason }),
      };
      try {
        const result = resultOf(desk, await importBatch(desk, paths, options, progress), receipt);
        recent.push(result);
        return { kind: "merge", import: result };
      } finally {
        // What was merged before it was stopped is here.
        host.changes.ring("imports", "records", "trust", "campaign");
      }
    },
  });
}
