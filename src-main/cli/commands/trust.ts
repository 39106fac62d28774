// enrol request|list|approve|revoke, pack, trust.
import { basename, dirname } from "node:path";
import type { Command } from "commander";
import { approveEnrolment, listEnrolments, requestEnrolment, revokeEnrolment } from "../../usecases/enrol.ts";
import { packCampaign, trustRoot } from "../../usecases/trust-root.ts";
import { action } from "../command.ts";
import { atWorkspace, watchedProgress } from "../session.ts";

export function addTrustCommands(program: Command): void {
  addEnrolCommands(program.command("enrol").description("密钥登记：申请、列出、核准、停用"));
  program
    .command("pack <dir>")
    .description("县级：导出下发给各单位的方案包")
    .requiredOption("--to <folder>", "文件夹")
    .option("--unit <code>", "只发给一个单位")
    .action(
      action(async (global, dir: string, options: { to: string; unit?: string }) => {
        const result = await atWorkspace(dir, global, ({ desk }) =>
          packCampaign(desk, options.to, options.unit, watchedProgress("导出")),
        );
        return { result, lines: [`方案包已导出：${result.path}`] };
      }),
    );
  program
    .command("trust <dir> <file>")
    .description("报送单位：按盖章通知上的编号核对县级密钥，并导入方案包")
    .requiredOption("--code <code>", "六组数字")
    .action(
      action(async (global, dir: string, file: string, options: { code: string }) => {
        const result = await atWorkspace(dir, global, ({ desk }) => trustRoot(desk, file, options.code, watchedProgress("导入")));
        return { result, lines: ["县级密钥已核对，方案包已导入"] };
      }),
    );
}

function addEnrolCommands(enrol: Command): void {
  enrol
    .command("request <dir>")
    .requiredOption("-o, --output <file>", "核准申请文件（.anbao）")
    .action(
      action(async (global, dir: string, options: { output: string }) => {
        const target = { folder: dirname(options.output), baseName: basename(options.output).replace(/\.anbao$/, "") };
        const result = await atWorkspace(dir, global, ({ desk }) => requestEnrolment(desk, target, watchedProgress("导出")));
        return { result, lines: [`核准申请：${result.path}`, `核对码（印在盖章的附件1上）：${result.code}`] };
      }),
    );
  enrol.command("list <dir>").action(
    action(async (global, dir: string) => {
      const result = await atWorkspace(dir, global, ({ desk }) => listEnrolments(desk));
      const pending = result.pending.map((row) => `待核准  ${row.unit}  ${row.device}  ${row.entries} 条`);
      const approved = result.approved.map(
        (row) => `${row.revoked ? "已停用" : "已核准"}  ${row.unit}  ${row.device}  ${row.code}`,
      );
      return { result, lines: [...pending, ...approved] };
    }),
  );
  enrol.command("approve <dir> <code>").action(
    action(async (global, dir: string, code: string) => {
      const result = await atWorkspace(dir, global, ({ desk }) => approveEnrolment(desk, code));
      return { result, lines: [`已核准：${result.unit} ${result.device}，${result.released} 条内容转为有效`] };
    }),
  );
  enrol
    .command("revoke <dir> <code>")
    .option("--reason <text>", "原因", "停用")
    .action(
      action(async (global, dir: string, code: string, options: { reason: string }) => {
        const result = await atWorkspace(dir, global, ({ desk }) => revokeEnrolment(desk, code, options.reason));
        return { result, lines: [`已停用：${result.unit} ${result.device}`] };
      }),
    );
}
