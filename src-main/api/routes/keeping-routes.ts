// 备份 and 导入记录.
import { basename, join } from "node:path";
import type { ProblemCode } from "../../domain/problem.ts";
import { backupWorkspace } from "../../usecases/backup.ts";
import type { Desk } from "../../usecases/desk.ts";
import { unitName } from "../../usecases/export-bundle.ts";
import { giveBack } from "../../usecases/give-back.ts";
import { dropRun, resumeImport } from "../../usecases/import-batch.ts";
import type { Damage } from "../../usecases/damage-port.ts";
import { lookNow } from "../../usecases/look-over.ts";
import { mendWorkspace } from "../../usecases/mend.ts";
import { listRuns, type LoggedItem as Item } from "../../usecases/import-log.ts";
import { setAsideImport, takeBackImport } from "../../usecases/set-aside.ts";
import type { Procedures } from "../base.ts";
import type { KeepingState, LoggedItem, LoggedRun, Soundness } from "../contract/keeping.ts";
import type { Means } from "../contract/inbox.ts";
import type { Host, OpenWorkspace } from "../host.ts";
import { resultOf } from "../views/import-view.ts";

export function keepingRoutes({ at, host }: Procedures) {
  const changed = () => {
    host.changes.ring("imports", "records");
    return { ok: true as const };
  };
  return {
    state: at.keeping.state.handler(({ context }) => stateOf(context.workspace.desk, context.workspace.folder)),
    soundness: at.keeping.soundness.handler(({ context }) => soundnessOf(context.workspace)),
    check: at.keeping.check.handler(({ context }) => ({ task: startCheck(context.workspace.desk, host) })),
    mend: at.keeping.mend.handler(async ({ input, context }) => ({
      task: startMend(context.workspace.desk, host, await Promise.all(input.backups.map(host.admitPath))),
    })),
    backUp: at.keeping.backUp.handler(({ input, context }) => ({
      task: startBackup(context.workspace.desk, host, host.admitTarget(input.folder)),
    })),
    giveBack: at.keeping.giveBack.handler(({ input, context }) => ({
      task: startGiveBack(context.workspace.desk, host, input.unit, host.admitTarget(input.folder)),
    })),
    imports: at.keeping.imports.handler(({ input, context }) => listRuns(context.workspace.desk, input.most).map(runView)),
    resume: at.keeping.resume.handler(({ context }) => ({ task: startResume(context.workspace.desk, host) })),
    drop: at.keeping.drop.handler(({ context }) => {
      dropRun(context.workspace.desk);
      return changed();
    }),
    setAside: at.keeping.setAside.handler(({ input, context }) => {
      setAsideImport(context.workspace.desk, input.bundle, input.reason);
      return changed();
    }),
    takeBack: at.keeping.takeBack.handler(({ input, context }) => {
      takeBackImport(context.workspace.desk, input.bundle, input.reason);
      return changed();
    }),
  };
}

async function stateOf(desk: Desk, folder: string): Promise<KeepingState> {
  return {
    lastBackups: desk.store.lastBackups(),
    folder: join(folder, "backups"),
    copies: [...(await desk.keeping.shelf.list())],
    origin: desk.store.origin() ?? null,
    forks: forksOf(desk),
  };
}

function soundnessOf({ lookOver }: OpenWorkspace): Soundness {
  const last = lookOver.last();
  const view = ({ kind, record, file }: Damage) => ({ kind, record, file: file ?? null });
  return { running: lookOver.isRunning(), last: last === null ? null : { ...last, damages: last.damages.map(view) } };
}

function startCheck(desk: Desk, host: Host): string {
  return host.tasks.start({
    kind: "check",
    subject: null,
    measure: "bytes",
    work: async (progress, step) => {
      step("verifying");
      const { count } = await lookNow(desk, true, progress);
      host.changes.ring("settings");
      return { kind: "check", found: count };
    },
  });
}

function startMend(desk: Desk, host: Host, backups: readonly string[]): string {
  return host.tasks.start({
    kind: "mend",
    subject: null,
    measure: "bytes",
    work: async (progress, step) => {
      step("writing");
      const { healed, originals, left } = await mendWorkspace(desk, backups, progress);
      host.changes.ring("settings", "records", "trust", "campaign");
      return { kind: "mend", healed, originals, left: left.length };
    },
  });
}

/** Forked feeds with the PC that the key was given to. */
function forksOf(desk: Desk): KeepingState["forks"] {
  const forked = new Set(desk.store.forks());
  const { grants } = desk.store.authority();
  const feeds = desk.store.feeds().filter((feed) => forked.has(feed.hash));
  return feeds.map((feed) => ({
    feed: feed.hash.slice(0, 16),
    unitName: unitName(desk, feed.unit),
    device: grants.get(feed.key)?.device ?? "",
  }));
}

function startBackup(desk: Desk, host: Host, folder: string): string {
  return host.tasks.start({
    kind: "backup",
    subject: null,
    measure: "bytes",
    work: async (progress, step) => {
      step("writing");
      const result = await backupWorkspace(desk, join(folder, backupName(desk)), progress);
      host.changes.ring("settings");
      const files = [{ name: basename(result.path), sizeBytes: result.sizeBytes }];
      return { kind: "backup", folder, files, leftOut: result.leftOut.length };
    },
  });
}

/** Unit code and local time, so that a folder lists backups in their order. */
function backupName(desk: Desk): string {
  const local = new Date(desk.world.nowMs() + desk.campaign().calendar.offsetMinutes * 60_000).toISOString();
  const [day = "", time = ""] = local.slice(0, 19).split("T");
  return `${desk.store.facts().unit}-${day.replaceAll("-", "")}-${time.replaceAll(":", "")}.anbao-backup`;
}

function startGiveBack(desk: Desk, host: Host, unit: string, folder: string): string {
  const name = unitName(desk, unit);
  return host.tasks.start({
    kind: "return",
    subject: { zh: name, en: name },
    measure: "bytes",
    work: async (progress, step) => {
      step("writing");
      const { path, sizeBytes } = await giveBack(desk, unit, folder, progress);
      return { kind: "return", folder, files: [{ name: basename(path), sizeBytes }] };
    },
  });
}

function startResume(desk: Desk, host: Host): string {
  return host.tasks.start({
    kind: "merge",
    subject: null,
    measure: "bytes",
    work: async (progress, step) => {
      step("merging");
      const [open] = desk.store.runs(1, "open");
      const batch = await resumeImport(desk, progress);
      host.changes.ring("imports", "records", "trust", "campaign");
      const receipt = { receivedAtMs: open?.receivedMs ?? desk.world.nowMs(), means: meansOf(open?.means), reason: undefined };
      return { kind: "merge", import: resultOf(desk, batch, receipt) };
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
