// 回执: written by the county for the units of a batch; taken in at the unit, from a drive that was plugged in or from
// files, together with what the unit's other PCs handed in.
import { placesIn } from "../../domain/feed/frontier.ts";
import { basename } from "node:path";
import type { Desk } from "../../usecases/desk.ts";
import { unitName } from "../../usecases/export-bundle.ts";
import { findBundles } from "../../usecases/find-bundles.ts";
import { gaps } from "../../usecases/gaps.ts";
import { lastReceipt } from "../../usecases/last-receipt.ts";
import type { Progress } from "../../usecases/ports.ts";
import { confirmByCode } from "../../usecases/receipt-codes.ts";
import { issueReceipts, unitsDueReceipts } from "../../usecases/receipt.ts";
import { takeIn } from "../../usecases/take-in.ts";
import type { Procedures } from "../base.ts";
import type { FileSource } from "../contract/parts.ts";
import type { DeviceGapView, LastReceiptView, TakenFiles } from "../contract/receipts.ts";
import type { Task } from "../contract/tasks.ts";
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
      task: startReceipts(context.workspace.desk, host, host.admitTarget(input.folder), input.units),
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

function startReceipts(desk: Desk, host: Host, folder: string, units: readonly string[]): string {
  return host.tasks.start({
    kind: "receipt",
    subject: null,
    measure: "bytes",
    work: async (progress, step) => {
      const files: { name: string; sizeBytes: number }[] = [];
      try {
        for (const unit of units) files.push(await writeOne(desk, unit, folder, progress, step));
      } finally {
        host.changes.ring("records");
      }
      return { kind: "receipt", folder, files };
    },
  });
}

async function writeOne(
  desk: Desk,
  unit: string,
  folder: string,
  progress: Progress,
  step: (step: Task["step"]) => void,
): Promise<Readonly<{ name: string; sizeBytes: number }>> {
  step("writing");
  const { path, sizeBytes } = await issueReceipts(desk, unit, folder, progress);
  return { name: basename(path), sizeBytes };
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
