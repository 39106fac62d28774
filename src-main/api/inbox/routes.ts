// 收件: bundles are looked at first, then merged as one batch with one time of receipt.
import { lacksEarlyReason } from "../../domain/bundle/early-receipt.ts";
import { Problem } from "../../domain/problem.ts";
import type { Workspace, Needs } from "../../usecases/workspace.ts";
import {
  importBatch,
  type PreviewedBatch,
  type ImportBatchNeeds,
  type ImportBatchReads,
} from "../../usecases/receiving/bundles/import-batch.ts";
import type { BundlePreview, ImportOptions } from "../../usecases/receiving/bundles/import-bundle.ts";
import { lookAtFiles, type Look, type ReadBundle } from "../../usecases/receiving/bundles/look-at-files.ts";
import type { Procedures } from "../base.ts";
import type { ImportPreview, ImportResult, PreviewedBundle } from "./contract.ts";
import type { FileSource, ProblemData } from "../contract-parts.ts";
import type { Host } from "../host.ts";
import { bundlesOnDrives } from "../views/on-drives.ts";
import { asData, NO_MEDIA, resultOf, type Receipt } from "../views/import-view.ts";
import { conflictView } from "../views/record-view.ts";
import { sourcePath } from "../drafts/routes.ts";
import { unitName } from "../../usecases/campaign.ts";
import { isExchange } from "../../domain/bundle-purpose.ts";
import type { ReceiptCodesReads } from "../../usecases/receipts/receipt-codes.ts";
import type { ImportReader } from "../../usecases/ports/store/imports.ts";
import type { DeliveryReader } from "../../usecases/ports/store/deliveries.ts";
import type { FactReader } from "../../usecases/ports/store/facts.ts";
import type { FeedReader } from "../../usecases/ports/store/feeds.ts";
import type { RecordReader } from "../../usecases/ports/store/records.ts";
import type { TrustReader } from "../../usecases/ports/store/trust.ts";

type InboxRoutesNeeds = ImportBatchNeeds & ReceiptCodesReads & Needs<ImportReader, "world">;

type InboxRoutesReads = ImportBatchReads &
  Needs<DeliveryReader & FactReader & FeedReader & RecordReader & TrustReader, "bundles" | "campaign" | "world">;

/** A preview of this run: what was found, and the files behind each line: one, or the volumes of one bundle. */
type Looked = Readonly<{
  view: ImportPreview;
  paths: ReadonlyMap<string, readonly string[]>;
  opened: ReadonlyMap<string, Opened>;
}>;
type Opened = BundlePreview["changes"]["opened"];
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
    waiting: at.inbox.waiting.handler(({ context, signal }) => bundlesOnDrives(context.workspace.ws, host, signal)),
    look: at.inbox.look.handler(({ input, context }) => ({
      task: startLook(context.workspace.ws, host, shelf, input.sources),
    })),
    preview: at.inbox.preview.handler(({ input }) => find(input.preview).view),
    conflicts: at.inbox.conflicts.handler(({ input, context }) =>
      (find(input.preview).opened.get(input.bundle) ?? []).map((one) => openedView(context.workspace.ws, one)),
    ),
    merge: at.inbox.merge.handler(({ input, context }) => {
      const looked = find(input.preview);
      const chosen = looked.view.bundles.filter((row) => input.bundles.includes(row.bundle));
      const early = chosen.find((row) => lacksEarlyReason(input.receivedAtMs, row.exportedAtMs, input.reason));
      if (early !== undefined) throw new Problem("received-before-export", { file: early.fileName });
      const paths = chosen.flatMap((row) => looked.paths.get(row.bundle) ?? []);
      return {
        task: startMerge(context.workspace.ws, host, recent, paths, {
          receivedAtMs: input.receivedAtMs,
          means: input.means,
          reason: input.reason,
        }),
      };
    }),
    recent: at.inbox.recent.handler(() => [...recent].reverse()),
  };
}

function startLook(ws: InboxRoutesReads, host: Host, shelf: Shelf, sources: readonly FileSource[]): string {
  return host.tasks.start({
    kind: "look",
    subject: null,
    measure: "bytes",
    work: async (progress, step) => {
      step("verifying");
      const given = await Promise.all(sources.map((source) => sourcePath(host, source)));
      const looked = await lookedAt(ws, host, await lookAtFiles(ws, given, progress), sources);
      shelf.set(looked.view.preview, looked);
      return { kind: "look", preview: looked.view.preview, bundles: looked.view.bundles.length };
    },
  });
}

async function lookedAt(ws: Pick<Workspace, "world">, host: Host, look: Look, sources: readonly FileSource[]): Promise<Looked> {
  const paths = new Map<string, readonly string[]>();
  const opened = new Map<string, Opened>();
  const bundles: PreviewedBundle[] = [];
  for (const one of look.bundles) {
    const bundle = ws.world.uuid();
    paths.set(bundle, one.paths);
    if (one.outcome !== "refused") opened.set(bundle, one.lead.changes.opened);
    const [path = ""] = one.paths;
    const base = { bundle, fileName: shownName(host, path, sources), sizeBytes: await sizeOfAll(host, one.paths) };
    bundles.push({ ...base, ...(one.outcome === "refused" ? refusedRow(asData(one.problem)) : previewed(one)) });
  }
  const [first] = sources;
  const place = first?.from === "path" ? first.path : "";
  const { ignored, unreadable, capped } = look.search;
  const found = { ignoredFiles: ignored, unreadFolders: unreadable, capped };
  return { view: { preview: ws.world.uuid(), place, bundles, sum: sumOf(look.batch), ...found }, paths, opened };
}

async function sizeOfAll(host: Host, paths: readonly string[]): Promise<number> {
  const sizes = await Promise.all(paths.map((path) => host.folders.sizeOf(path).catch(() => 0)));
  return sizes.reduce((sum, size) => sum + size, 0);
}

function sumOf({ together, refused }: PreviewedBatch): ImportPreview["sum"] {
  return {
    added: together.newRecords,
    changed: together.changedRecords,
    already: together.known,
    held: together.quarantined,
    conflicts: together.conflicts,
    refused: refused.length + together.refused,
  };
}

/** The conflicts that a bundle would open on one record; who wrote its sides is known from the looked at entries. */
function openedView(ws: InboxRoutesReads, { record, versions }: Opened[number]) {
  const { unit, kind } = record;
  return {
    unit,
    kind,
    record: record.record,
    unitName: unitName(ws, unit),
    title: record.title ?? "",
    fields: record.conflicts.map((conflict) => conflictView(ws, conflict, new Map(versions.map((item) => [item.hash, item])))),
  };
}

/** An uploaded file lies under another name; it is shown under its own. */
function shownName(host: Host, path: string, sources: readonly FileSource[]): string {
  const upload = sources.find((source) => source.from === "upload" && host.uploads.find(source.uploadId).path === path);
  if (upload?.from === "upload") return host.uploads.find(upload.uploadId).name;
  return path.split(/[\\/]/).at(-1) ?? path;
}

function previewed(read: ReadBundle): Omit<PreviewedBundle, "bundle" | "fileName" | "sizeBytes"> {
  const { lead, volumes } = read;
  const { changes } = lead;
  return {
    outcome: read.outcome,
    problem: null,
    sender: { unit: lead.unit, unitName: lead.unitName, device: lead.device },
    number: lead.number,
    purpose: isExchange(lead) ? "exchange" : lead.purpose,
    kinds: Object.entries(changes.kinds).map(([kind, count]) => ({ kind, count })),
    exportedAtMs: lead.exportedMs,
    added: changes.newRecords,
    changed: changes.changedRecords,
    already: changes.known,
    conflicts: changes.conflicts,
    media: read.media,
    missingBundles: [...read.missingBundles],
    missingVolumes: [...read.missingVolumes],
    volumes: { here: volumes.here, total: volumes.total },
  };
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

function startMerge(
  ws: InboxRoutesNeeds,
  host: Host,
  recent: ImportResult[],
  paths: readonly string[],
  receipt: Receipt,
): string {
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
        const result = resultOf(ws, await importBatch(ws, paths, options, progress), receipt);
        recent.push(result);
        return { kind: "merge", import: result };
      } finally {
        // What was merged before it was stopped is here.
        host.changes.ring("imports", "records", "trust", "campaign");
      }
    },
  });
}
