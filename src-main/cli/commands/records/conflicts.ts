// conflicts, resolve.
import type { Command } from "commander";
import { Problem } from "../../../domain/problem.ts";
import { listConflicts, type OpenConflict } from "../../../usecases/conflicts/list-conflicts.ts";
import { resolutionFrom, resolveConflict } from "../../../usecases/conflicts/resolve-conflict.ts";
import { action } from "../../command.ts";
import { readValue } from "../../read-value.ts";
import { atWorkspace, watchedProgress } from "../../session.ts";

export function addConflictCommands(program: Command): void {
  program
    .command("conflicts <dir>")
    .description("列出填得不同、需核对的记录")
    .action(
      action(async (global, dir: string) => {
        const result = await atWorkspace(dir, global, ({ ws }) => listConflicts(ws));
        return { result, lines: result.length === 0 ? ["没有冲突"] : result.flatMap(linesOf) };
      }),
    );
  program
    .command("resolve <dir> <record>")
    .description("处理冲突：每个不同之处定一个值")
    .requiredOption("--from <file>", '{"values": {"/title": "…"}}，可带 heads')
    .action(
      action(async (global, dir: string, id: string, options: { from: string }) => {
        const result = await atWorkspace(dir, global, async ({ ws }) => {
          const open = listConflicts(ws).find((one) => one.record === id);
          if (open === undefined) throw new Problem("conflict-none", { record: id });
          const { unit, kind, record } = open;
          const resolution = resolutionFrom(readValue(options.from), open.heads);
          const hash = await resolveConflict(ws, { unit, kind, record }, resolution, watchedProgress("保存"));
          return { unit, kind, record, hash };
        });
        return { result, lines: [`已按选定的内容保存：${result.record}`] };
      }),
    );
}

function linesOf({ unit, kind, record, title, fields, fault }: OpenConflict): readonly string[] {
  const open = fields.map(
    ({ path, sides }) => `  ${path || "整条记录"}：${sides.map(({ value }) => JSON.stringify(value) ?? "删除").join(" / ")}`,
  );
  return [`${unit} ${kind} ${record} ${title}`, ...open, ...(fault === null ? [] : [`  需核对：${fault}`])];
}
