// 备份 and 导入记录.
import { basename, join } from "node:path";
import type { ProblemCode } from "../../domain/problem.ts";
import { backupName, backupWorkspace, type BackupNeeds } from "../../usecases/keeping/backup.ts";
import { UNWATCHED, type Needs } from "../../usecases/workspace.ts";
import { forkedFeeds } from "../../usecases/keeping/forks.ts";
import { giveBack } from "../../usecases/keeping/give-back.ts";
import { dropRun, resumeImport, type ImportBatchNeeds } from "../../usecases/receiving/bundles/import-batch.ts";
import type { Damage, SoundnessWriter } from "../../usecases/ports/store/soundness.ts";
import { lookNow } from "../../usecases/keeping/look-over.ts";
import { mendWorkspace, type MendNeeds } from "../../usecases/keeping/mend.ts";
import { listRuns, type LoggedItem as Item } from "../../usecases/receiving/log/import-log.ts";
import { emptyBin, tidyMedia } from "../../usecases/keeping/media-check.ts";
import type { CareReader } from "../../usecases/ports/store/media/care.ts";
import { setAsideImport, takeBackImport } from "../../usecases/receiving/log/set-aside.ts";
import type { Procedures } from "../base.ts";
import { MOST_BINNED, type BinView, type KeepingState, type LoggedItem, type LoggedRun, type Soundness } from "./contract.ts";
import type { Means } from "../inbox/contract.ts";
import type { Host, OpenWorkspace } from "../host.ts";
import { resultOf } from "../views/import-view.ts";
import { unitName } from "../../usecases/campaign.ts";
import type { CheckWorkspaceNeeds } from "../../usecases/keeping/check-workspace.ts";
import type { ExportBundleNeeds } from "../../usecases/sending/write/export-bundle.ts";
import type { ReceiptCodesReads } from "../../usecases/receipts/receipt-codes.ts";
import type { FactReader } from "../../usecases/ports/store/facts.ts";
import type { ImportReader } from "../../usecases/ports/store/imports.ts";
import type { TrustReader } from "../../usecases/ports/store/trust.ts";
import type { CopyReader } from "../../usecases/ports/store/copies.ts";
import type { FeedReader } from "../../usecases/ports/store/feeds.ts";

type KeepingRoutesNeeds = BackupNeeds &
  CheckWorkspaceNeeds &
  ExportBundleNeeds &
  ImportBatchNeeds &
  ReceiptCodesReads &
  Needs<FactReader & ImportReader & SoundnessWriter & TrustReader, "campaign" | "programVersion" | "world">;

type KeepingRoutesReads = Needs<CopyReader & FactReader & FeedReader & TrustReader, "campaign" | "keeping">;

export function keepingRoutes({ at, host }: Procedures) {
  const changed = () => {
    host.changes.ring("imports", "records");
    return { ok: true as const };
  };
  return {
    state: at.keeping.state.handler(({ context }) => stateOf(context.workspace.ws, context.workspace.folder)),
    soundness: at.keeping.soundness.handler(({ context }) => soundnessOf(context.workspace)),
    check: at.keeping.check.handler(({ context }) => ({ task: startCheck(context.workspace.ws, host) })),
    mend: at.keeping.mend.handler(async ({ input, context }) => ({
      task: startMend(context.workspace.ws, host, await Promise.all(input.backups.map(host.admitPath))),
    })),
    backUp: at.keeping.backUp.handler(({ input, context }) => ({
      task: startBackup(context.workspace.ws, host, host.admitTarget(input.folder)),
    })),
    giveBack: at.keeping.giveBack.handler(({ input, context }) => ({
      task: startGiveBack(context.workspace.ws, host, input.unit, host.admitTarget(input.folder)),
    })),
    imports: at.keeping.imports.handler(({ input, context }) => listRuns(context.workspace.ws, input.most).map(runView)),
    resume: at.keeping.resume.handler(({ context }) => ({ task: startResume(context.workspace.ws, host) })),
    drop: at.keeping.drop.handler(({ context }) => {
      dropRun(context.workspace.ws);
      return changed();
    }),
    bin: at.keeping.bin.handler(({ context }) => binOf(context.workspace.ws)),
    emptyBin: at.keeping.emptyBin.handler(async ({ input, context }) => {
      const gone = await emptyBin(context.workspace.ws, input.seen);
      host.changes.ring("records", "settings");
      return gone;
    }),
    tidy: at.keeping.tidy.handler(async ({ context }) => {
      const { taken, moved } = await tidyMedia(context.workspace.ws, UNWATCHED);
      host.changes.ring("records", "settings");
      return { taken, moved };
    }),
    drawAnew: at.keeping.drawAnew.handler(async ({ context }) => ({ pictures: await context.workspace.ws.previews.drawAnew() })),
    setAside: at.keeping.setAside.handler(({ input, context }) => {
      setAsideImport(context.workspace.ws, input.bundle, input.reason);
      return changed();
    }),
    takeBack: at.keeping.takeBack.handler(({ input, context }) => {
      takeBackImport(context.workspace.ws, input.bundle, input.reason);
      return changed();
    }),
  };
}

async function stateOf(ws: KeepingRoutesReads, folder: string): Promise<KeepingState> {
  return {
    lastBackups: ws.store.lastBackups(),
    folder: join(folder, "backups"),
    copies: [...(await ws.keeping.shelf.list())],
    origin: ws.store.origin() ?? null,
    forks: [...forkedFeeds(ws)],
  };
}

function soundnessOf({ lookOver }: OpenWorkspace): Soundness {
  const last = lookOver.last();
  const view = ({ kind, record, file }: Damage) => ({ kind, record, file: file ?? null });
  return { running: lookOver.isRunning(), last: last === null ? null : { ...last, damages: last.damages.map(view) } };
}

async function binOf(ws: Needs<CareReader, "media">): Promise<BinView> {
  const idle = ws.store.idleOriginals();
  const { folder, files } = await ws.media.foundFiles();
  return {
    files: idle.length,
    sizeBytes: idle.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    rows: idle.slice(0, MOST_BINNED).map((row) => ({ ...row })),
    found: { folder, files: files.length },
  };
}

function startCheck(ws: KeepingRoutesNeeds, host: Host): string {
  return host.tasks.start({
    kind: "check",
    subject: null,
    measure: "bytes",
    work: async (progress, step) => {
      step("verifying");
      const { count } = await lookNow(ws, true, progress);
      host.changes.ring("settings");
      return { kind: "check", found: count };
    },
  });
}

function startMend(ws: MendNeeds, host: Host, backups: readonly string[]): string {
  return host.tasks.start({
    kind: "mend",
    subject: null,
    measure: "bytes",
    work: async (progress, step) => {
      step("writing");
      const { healed, originals, left } = await mendWorkspace(ws, backups, progress);
      host.changes.ring("settings", "records", "trust", "campaign");
      return { kind: "mend", healed, originals, left: left.length };
    },
  });
}

function startBackup(ws: KeepingRoutesNeeds, host: Host, folder: string): string {
  return host.tasks.start({
    kind: "backup",
    subject: null,
    measure: "bytes",
    work: async (progress, step) => {
      step("writing");
      const result = await backupWorkspace(ws, join(folder, backupName(ws)), progress);
      host.changes.ring("settings");
      const files = [{ name: basename(result.path), sizeBytes: result.sizeBytes }];
      return { kind: "backup", folder, files, leftOut: result.leftOut.length };
    },
  });
}

function startGiveBack(ws: KeepingRoutesNeeds, host: Host, unit: string, folder: string): string {
  const name = unitName(ws, unit);
  return host.tasks.start({
    kind: "return",
    subject: { zh: name, en: name },
    measure: "bytes",
    work: async (progress, step) => {
      step("writing");
      const { path, sizeBytes } = await giveBack(ws, unit, folder, progress);
      host.changes.ring("records");
      return { kind: "return", folder, files: [{ name: basename(path), sizeBytes }] };
    },
  });
}

function startResume(ws: KeepingRoutesNeeds, host: Host): string {
  return host.tasks.start({
    kind: "merge",
    subject: null,
    measure: "bytes",
    work: async (progress, step) => {
      step("merging");
      const [open] = ws.store.runs(1, "open");
      const batch = await resumeImport(ws, progress);
      host.changes.ring("imports", "records", "trust", "campaign");
      const receipt = { receivedAtMs: open?.receivedMs ?? ws.world.nowMs(), means: meansOf(open?.means), reason: undefined };
      return { kind: "merge", import: resultOf(ws, batch, receipt) };
    },
  });
}

function meansOf(means: string | undefined): Means {
  return means === "chat" || means === "mail" || means === "network" || means === "other" ? means : "usb";
}

function runView(run: ReturnType<typeof listRuns>[number]): LoggedRun {
  const { startedMs, endedMs, means, backup } = run;
  return { run: run.run, startedAtMs: startedMs, endedAtMs: endedMs, means, backup, items: run.items.map(itemView) };
}

function itemView({ item, fileName, state, problem, taken, unitName: name, setAside }: Item): LoggedItem {
  return {
    item,
    fileName,
    state,
    problem: problem === null ? null : { code: problem.code as ProblemCode, details: { ...problem.details } },
    taken:
      taken === null
        ? null
        : { bundle: taken.bundle, unitName: name, number: taken.number, purpose: taken.purpose, added: taken.added },
    setAside,
  };
}
