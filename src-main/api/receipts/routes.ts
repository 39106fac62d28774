// 回执: written by the county for the units of a batch; taken in at the unit, from a drive that was plugged in or from
// files, together with what the unit's other PCs handed in.
import { positionsIn } from "../../domain/feed/frontier.ts";
import { basename } from "node:path";
import { Problem } from "../../domain/problem.ts";
import type { Workspace, Needs } from "../../usecases/workspace.ts";
import { findBundles } from "../../usecases/receiving/bundles/find-bundles.ts";
import { gaps, type DeviceGap } from "../../usecases/receipts/gaps.ts";
import { lastReceipt } from "../../usecases/sending/choose/last-receipt.ts";
import type { Progress } from "../../usecases/ports/progress.ts";
import { confirmByCode } from "../../usecases/receipts/receipt-codes.ts";
import { foldersByUnit } from "../../usecases/receipts/receipt-folders.ts";
import { issueReceipts, unitsDueReceipts, type ReceiptNeeds } from "../../usecases/receipts/receipt.ts";
import { takeIn, type TakeInNeeds } from "../../usecases/receiving/bundles/take-in.ts";
import type { Procedures } from "../base.ts";
import type { FileSource } from "../contract-parts.ts";
import type { DeviceGapView, LastReceiptView, TakenFiles } from "./contract.ts";
import type { TaskResult } from "../tasks/contract.ts";
import type { Host } from "../host.ts";
import { asData } from "../views/import-view.ts";
import { receiptsOnDrives } from "../views/on-drives.ts";
import { sourcePath } from "../drafts/routes.ts";
import { unitName } from "../../usecases/campaign.ts";
import type { FeedReader } from "../../usecases/ports/store/feeds.ts";
import type { ReceiptReader } from "../../usecases/ports/store/receipts.ts";
import type { ImportReader } from "../../usecases/ports/store/imports.ts";

type ReceiptsRoutesNeeds = ReceiptNeeds & TakeInNeeds & Needs<FeedReader & ImportReader & ReceiptReader, "bundles" | "campaign">;

export function receiptRoutes({ at, host }: Procedures) {
  return {
    due: at.receipts.due.handler(({ context }) => {
      const { ws } = context.workspace;
      return unitsDueReceipts(ws).map((unit) => ({ unit, unitName: unitName(ws, unit) }));
    }),
    gaps: at.receipts.gaps.handler(({ context }) => gapViews(gaps(context.workspace.ws))),
    write: at.receipts.write.handler(({ input, context }) => ({
      task: startReceipts(context.workspace.ws, host, input.folder, input.units),
    })),
    waiting: at.receipts.waiting.handler(({ context, signal }) => receiptsOnDrives(context.workspace.ws, host, signal)),
    take: at.receipts.take.handler(({ input, context }) => ({
      task: startTake(context.workspace.ws, host, input.sources),
    })),
    last: at.receipts.last.handler(({ context }) => lastView(context.workspace.ws)),
    confirm: at.receipts.confirm.handler(({ input, context }) => {
      confirmByCode(context.workspace.ws, input.bundleNumber, input.code);
      host.changes.ring("records");
      return { ok: true as const };
    }),
  };
}

/** Gaps as screens show them, units whose entries lack first. */
export function gapViews(found: readonly DeviceGap[]): DeviceGapView[] {
  return found
    .map(({ unit, unitName: name, device, unseen, lackingEntries }) => ({
      unit,
      unitName: name,
      device,
      numbers: [...unseen],
      entries: lackingEntries,
    }))
    .sort((a, b) => b.entries - a.entries);
}

/** @param folder null: each to where the unit's bundles came from. */
function startReceipts(ws: ReceiptsRoutesNeeds, host: Host, folder: string | null, units: readonly string[]): string {
  const chosen = folder === null ? undefined : host.admitTarget(folder);
  return host.tasks.start({
    kind: "receipt",
    subject: null,
    measure: "things",
    work: async (progress, step) => {
      step("writing");
      try {
        const homes = chosen === undefined ? await foldersByUnit(ws, (path) => stickOf(host, path)) : undefined;
        const targets = (unit: string) => (chosen === undefined ? (homes?.get(unit) ?? [""]) : [chosen]);
        const orders = units.flatMap((unit) => targets(unit).map((target) => ({ unit, folder: () => host.admitTarget(target) })));
        return await writeReceipts(ws, orders, progress);
      } finally {
        host.changes.ring("records");
      }
    },
  });
}

async function stickOf(host: Host, folder: string): Promise<string> {
  const drive = await host.drives.of(folder);
  return drive?.removable === true ? drive.path : folder;
}

type Written = Extract<TaskResult, Readonly<{ kind: "receipt" }>>;

/** One stick that is full or gone keeps none of the others back. @throws {Problem} why, where none could be written; `cancelled` */
async function writeReceipts(
  ws: ReceiptNeeds & Pick<Workspace, "campaign">,
  orders: readonly Readonly<{ unit: string; folder: () => string }>[],
  progress: Progress,
): Promise<Written> {
  const [files, failed]: [Written["files"], { unitName: string; problem: Problem }[]] = [[], []];
  for (const [index, { unit, folder: folderOf }] of orders.entries()) {
    progress.report(index, orders.length);
    try {
      const folder = folderOf();
      const { path, sizeBytes } = await issueReceipts(ws, unit, folder, { ...progress, report: () => undefined });
      files.push({ folder, name: basename(path), sizeBytes });
    } catch (cause) {
      if (!(cause instanceof Problem) || progress.signal.aborted) throw cause;
      failed.push({ unitName: unitName(ws, unit), problem: cause });
    }
  }
  if (files.length === 0 && failed[0] !== undefined) throw failed[0].problem;
  return { kind: "receipt", files, failed: failed.map((one) => ({ ...one, problem: asData(one.problem) })) };
}

function startTake(ws: ReceiptsRoutesNeeds, host: Host, sources: readonly FileSource[]): string {
  return host.tasks.start({
    kind: "take",
    subject: null,
    measure: "bytes",
    work: async (progress, step) => {
      step("merging");
      try {
        const given = await Promise.all(sources.map((source) => sourcePath(host, source)));
        const found = await findBundles(ws, given, progress.signal);
        return { kind: "take", taken: takenView(ws, await takeIn(ws, found, progress)) };
      } finally {
        host.changes.ring("trust", "campaign", "records", "session");
      }
    },
  });
}

/** @throws {Problem} why, where nothing could be taken in */
function takenView(ws: Needs<FeedReader & ReceiptReader>, { batch, news }: Awaited<ReturnType<typeof takeIn>>): TakenFiles {
  const { done, refused } = batch;
  if (refused[0] !== undefined && done.length === 0) throw refused[0].problem;
  const { receipt, returned, standing, campaign, merged, conflicts, held } = news;
  return {
    bundles: done.length,
    known: done.every((row) => row.alreadyImported),
    receipts: receipt ? 1 : 0,
    returned,
    standing: standing === "unapproved" ? null : standing,
    campaign,
    merged,
    conflicts,
    held,
    older: done.some((row) => row.older),
    refused: refused.map(({ path, problem }) => ({ fileName: basename(path), problem: asData(problem) })),
    regressed: receipt && lastReceipt(ws)?.regressed === true,
  };
}

function lastView(ws: Needs<FeedReader & ReceiptReader>): LastReceiptView | null {
  const last = lastReceipt(ws);
  if (last === undefined) return null;
  return {
    bundleNumber: last.number,
    readAtMs: last.readMs,
    lackingEntries: positionsIn(last.missing),
    lackingFiles: last.missingMedia.size,
    unseen: last.unseen.filter((one) => one.lacking).map(({ device, numbers }) => ({ device, numbers: [...numbers] })),
    regressed: last.regressed,
  };
}
