// import log|resume|drop|set-aside|take-back: what became of imports, and what is done about them afterwards.
import type { Command } from "commander";
import { formatChineseDateTime } from "../../../domain/campaign/local-time.ts";
import { dropRun, resumeImport } from "../../../usecases/receiving/bundles/import-batch.ts";
import { listRuns, type LoggedRun } from "../../../usecases/receiving/log/import-log.ts";
import { setAsideImport, setAsides, takeBackImport } from "../../../usecases/receiving/log/set-aside.ts";
import { action } from "../../command.ts";
import { sentenceOf } from "../../outcome.ts";
import { atWorkspace, watchedProgress } from "../../session.ts";
import { tellRefused } from "../../tell-refused.ts";

/** @param command the `import` command, which these stand below. */
export function addImportLog(command: Command): void {
  addLog(command);
  addResume(command);
  addSetAside(command);
}

function addLog(command: Command): void {
  command
    .command("log <dir>")
    .description("导入记录：每个文件的结果，包括拒收的和原因")
    .option("--most <number>", "最多显示几次导入", "50")
    .action(
      action(async (global, dir: string, options: { most: string }) => {
        const { runs, aside, offset } = await atWorkspace(dir, global, ({ ws }) => ({
          runs: listRuns(ws, Math.max(1, Math.trunc(Number(options.most)) || 50)),
          aside: setAsides(ws),
          offset: ws.campaign().calendar.offsetMinutes,
        }));
        const lines = runs.flatMap((run) => runLines(run, offset));
        return { result: { runs, setAside: aside }, lines: lines.length === 0 ? ["还没有导入过"] : lines };
      }),
    );
}

const STATES = { waiting: "未处理", done: "已导入", refused: "拒收", cancelled: "已取消" } as const;

function runLines(run: LoggedRun, offsetMinutes: number): readonly string[] {
  const head = `${formatChineseDateTime(run.startedMs, offsetMinutes)}${run.endedMs === null ? "（中断，可用 import resume 继续）" : ""}`;
  return [
    head,
    ...run.items.map((item) => {
      const taken =
        item.taken === null
          ? ""
          : `　${item.unitName} 第${item.taken.number}包 ${item.taken.bundle.slice(0, 16)}　新增条目 ${item.taken.added}`;
      const why = item.problem === null ? "" : `　${sentenceOf(item.problem)}`;
      return `  ${STATES[item.state]}　${item.fileName}${taken}${why}${item.setAside === null ? "" : `　已搁置：${item.setAside}`}`;
    }),
  ];
}

function addResume(command: Command): void {
  command
    .command("resume <dir>")
    .description("继续上次中断的导入")
    .action(
      action(async (global, dir: string) => {
        const batch = await atWorkspace(dir, global, ({ ws }) => resumeImport(ws, watchedProgress("合并")));
        const refused = tellRefused(global, batch.refused);
        return {
          result: { run: batch.run, bundles: batch.done, refused },
          lines: [`已继续：导入 ${batch.done.length} 个包，拒收 ${refused.length} 个`],
        };
      }),
    );
  command
    .command("drop <dir>")
    .description("放弃上次中断的导入里还没有处理的文件")
    .action(
      action(async (global, dir: string) => {
        await atWorkspace(dir, global, ({ ws }) => dropRun(ws));
        return { result: { ok: true }, lines: ["已放弃其余文件；已导入的都在"] };
      }),
    );
}

function addSetAside(command: Command): void {
  command
    .command("set-aside <dir> <bundle> <reason>")
    .description("搁置一次导入：它带来的内容不再显示和计入，随时可以恢复")
    .action(
      action(async (global, dir: string, bundle: string, reason: string) => {
        const result = await atWorkspace(dir, global, ({ ws }) => setAsideImport(ws, bundle, reason));
        return { result, lines: [`已搁置：包 ${result.bundle.slice(0, 16)}`] };
      }),
    );
  command
    .command("take-back <dir> <bundle> <reason>")
    .description("恢复搁置的导入")
    .action(
      action(async (global, dir: string, bundle: string, reason: string) => {
        const result = await atWorkspace(dir, global, ({ ws }) => takeBackImport(ws, bundle, reason));
        return { result, lines: [`已恢复：包 ${result.bundle.slice(0, 16)}`] };
      }),
    );
}
