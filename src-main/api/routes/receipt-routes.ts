// 回执: written by the county for the units of a batch; taken in at the unit, from a drive that was plugged in or from
// files, together with what the unit's other PCs handed in.
import { placesIn } from "../../domain/feed/frontier.ts";
import { basename } from "node:path";
import { Problem } from "../../domain/problem.ts";
import type { Desk } from "../../usecases/desk.ts";
import { unitName } from "../../usecases/export-bundle.ts";
import { findBundles } from "../../usecases/find-bundles.ts";
import { gaps } from "../../usecases/gaps.ts";
import { lastReceipt } from "../../usecases/last-receipt.ts";
import type { Progress } from "../../usecases/ports.ts";
import { confirmByCode } from "../../usecases/receipt-codes.ts";
import { foldersByUnit } from "../../usecases/receipt-folders.ts";
import { issueReceipts, unitsDueReceipts } from "../../usecases/receipt.ts";
import { takeIn } from "../../usecases/take-in.ts";
import type { Procedures } from "../base.ts";
import type { FileSource } from "../contract/parts.ts";
import type { DeviceGapView, LastReceiptView, TakenFiles } from "../contract/receipts.ts";
import type { TaskResult } from "../contract/tasks.ts";
import type { Host } from "../host.ts";
import { asData } from "../views/import-view.ts";
import { receiptsOnDrives } from "../views/on-drives.ts";
import { sourcePath } from "./draft-routes.ts";

export function receiptRoutes({ at, host }: Procedures) {
  return {
    due: at.receipts.due.handler(({ context }) => {
      const { desk } = context.workspace;
      return unitsDueReceipts(desk).map((unit) => ({ unit, unitName: unitName(desk, unit) }));
    }),
    gaps: at.receipts.gaps.handler(({ context }) => gapViews(context.workspace.desk)),
    write: at.receipts.write.handler(({ input, context }) => ({
      task: startReceipts(context.workspace.desk, host, input.folder, input.units),
    })),
    waiting: at.receipts.waiting.handler(({ context, signal }) => receiptsOnDrives(context.workspace.desk, host, signal)),
    take: at.receipts.take.handler(({ input, context }) => ({
      task: startTake(context.workspace.desk, host, input.sources),
    })),
    last: at.receipts.last.handler(({ context }) => lastView(context.workspace.desk)),
    confirm: at.receipts.confirm.handler(({ input, context }) => {
      confirmByCode(context.workspace.desk, input.bundleNumber, input.code);
      host.changes.ring("records");
      return { ok: true as const };
    }),
  };
}

/** Gaps as screens show them, units whose entries lack first. */
export function gapViews(desk: Desk): DeviceGapView[] {
  return gaps(desk)
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
function startReceipts(desk: Desk, host: Host, folder: string | null, units: readonly string[]): string {
  const chosen = folder === null ? undefined : host.admitTarget(folder);
  return host.tasks.start({
    kind: "receipt",
    subject: null,
    measure: "things",
    work: async (progress, step) => {
      step("writing");
      try {
        const homes = chosen === undefined ? await foldersByUnit(desk, (path) => stickOf(host, path)) : undefined;
        const targets = (unit: string) => (chosen === undefined ? (homes?.get(unit) ?? [""]) : [chosen]);
        const orders = units.flatMap((unit) => targets(unit).map((target) => ({ unit, folder: () => host.admitTarget(target) })));
        return await writeReceipts(desk, orders, progress);
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
  desk: Desk,
  orders: readonly Readonly<{ unit: string; folder: () => string }>[],
  progress: Progress,
): Promise<Written> {
  const [files, failed]: [Written["files"], { unitName: string; problem: Problem }[]] = [[], []];
  for (const [index, { unit, folder: folderOf }] of orders.entries()) {
    progress.report(index, orders.length);
    try {
      const folder = folderOf();
      const { path, sizeBytes } = await issueReceipts(desk, unit, folder, { ...progress, report: () => undefined });
      files.push({ folder, name: basename(path), sizeBytes });
    } catch (cause) {
      if (!(cause instanceof Problem) || progress.signal.aborted) throw cause;
      failed.push({ unitName: unitName(desk, unit), problem: cause });
    }
  }
  if (files.length === 0 && failed[0] !== undefined) throw failed[0].problem;
  return { kind: "receipt", files, failed: failed.map((one) => ({ ...one, problem: asData(one.problem) })) };
}

function startTake(desk: Desk, host: Host, sources: readonly FileSource[]): string {
  return host.tasks.start({
    kind: "take",
    subject: null,
    measure: "bytes",
    work: async (progress, step) => {
      step("merging");
      try {
        const given = await Promise.all(sources.map((source) => sourcePath(host, source)));
        const found = await findBundles(desk, given, progress.signal);
        return { kind: "take", taken: takenView(desk, await takeIn(desk, found, progress)) };
      } finally {
        host.changes.ring("trust", "campaign", "records", "session");
      }
    },
  });
}

/** @throws {Problem} why, where nothing could be taken in */
function takenView(desk: Desk, { batch, news }: Awaited<ReturnType<typeof takeIn>>): TakenFiles {
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
    regressed: receipt && lastReceipt(desk)?.regressed === true,
  };
}

function lastView(desk: Desk): LastReceiptView | null {
  const last = lastReceipt(desk);
  if (last === undefined) return null;
  return {
    bundleNumber: last.number,
    readAtMs: last.readMs,
    lackingEntries: placesIn(last.missing),
    lackingFiles: last.missingMedia.size,
    unseen: last.unseen.filter((one) => one.lacking).map(({ device, numbers }) => ({ device, numbers: [...numbers] })),
    regressed: last.regressed,
  };
}
