// receipt, confirm, review, waive: what the county answers, and what a unit makes of it.
import { InvalidArgumentError, type Command } from "commander";
import { confirmByCode } from "../../../usecases/receipts/receipt-codes.ts";
import { issueReceipts, unitsDueReceipts, type Issued } from "../../../usecases/receipts/receipt.ts";
import { reviewRecord } from "../../../usecases/duties/review/review.ts";
import { waiveObligation } from "../../../usecases/duties/matrix/waive.ts";
import { action } from "../../command.ts";
import { atWorkspace, watchedProgress, type GlobalOptions } from "../../session.ts";

export function addReturnCommands(program: Command): void {
  program
    .command("receipt <dir>")
    .description("县级：给报送单位写回执，连同退回的记录和新的方案一起导出")
    .requiredOption("--to <folder>", "文件夹")
    .option("--unit <code>", "一个单位")
    .option("--all", "所有还没有回执的单位")
    .action(action((global, dir: string, options: ReceiptFlags) => receipts(global, dir, options)));
  program
    .command("confirm <dir> <code>")
    .description("报送单位：输入县里电话念出的回执码")
    .requiredOption("--number <number>", "第几包", wholeNumber)
    .action(
      action(async (global, dir: string, code: string, { number }: { number: number }) => {
        await atWorkspace(dir, global, ({ ws }) => confirmByCode(ws, number, code));
        return { result: { number, confirmed: true }, lines: [`第${number}包：电话确认收到`] };
      }),
    );
  addReview(program);
}

type ReceiptFlags = Readonly<{ to: string; unit?: string; all?: boolean }>;

async function receipts(global: GlobalOptions, dir: string, { to, unit, all }: ReceiptFlags) {
  if ((unit === undefined) === (all !== true)) throw new InvalidArgumentError("--unit | --all");
  const result = await atWorkspace(dir, global, async ({ ws }) => {
    const issued: Issued[] = [];
    const units = unit === undefined ? unitsDueReceipts(ws) : [unit];
    for (const code of units) issued.push(await issueReceipts(ws, code, to, watchedProgress("回执")));
    return issued;
  });
  const lines = result.map(
    (row) => `${row.unit}：回执 ${row.receipts} 份，${row.path}${row.encrypted ? "" : "（未加密：该单位没有核准的电脑）"}`,
  );
  return { result: { receipts: result }, lines: lines.length === 0 ? ["没有要写的回执"] : lines };
}

function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError("1, 2, 3 …");
  return Number(text);
}

type ReviewFlags = Readonly<{ accept?: boolean; return?: string; unit?: string; kind?: string }>;

function addReview(program: Command): void {
  program
    .command("review <dir> <record>")
    .description("县级：审核一条记录，通过或退回")
    .option("--accept", "通过")
    .option("--return <reason>", "退回，写明原因")
    .option("--unit <code>", "单位（编号相同的报告要指明）")
    .option("--kind <kind>", "种类")
    .action(
      action(async (global, dir: string, record: string, flags: ReviewFlags) => {
        if ((flags.accept === true) === (flags.return !== undefined)) throw new InvalidArgumentError("--accept | --return");
        const { unit, kind, return: reason } = flags;
        const result = await atWorkspace(dir, global, ({ ws }) =>
          reviewRecord(ws, {
            record,
            decision: reason === undefined ? "accept" : "return",
            ...(reason !== undefined && { reason }),
            ...(unit !== undefined && { unit }),
            ...(kind !== undefined && { kind }),
          }),
        );
        return { result, lines: [result.decision === "accept" ? "已通过" : "已退回，随下一次回执带给报送单位"] };
      }),
    );
  program
    .command("waive <dir>")
    .description("县级：免去一个单位的一项报送任务")
    .requiredOption("--unit <code>", "单位")
    .requiredOption("--obligation <id>", "weekly:2 | final …")
    .requiredOption("--reason <text>", "原因")
    .action(
      action(async (global, dir: string, waiver: { unit: string; obligation: string; reason: string }) => {
        await atWorkspace(dir, global, ({ ws }) => waiveObligation(ws, waiver));
        return { result: waiver, lines: [`已免报：${waiver.unit} ${waiver.obligation}`] };
      }),
    );
}
