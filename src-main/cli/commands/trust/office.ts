// exchange, enrol office|succeed|take-over: the PCs of one county office among themselves.
import type { Command } from "commander";
import { countyPcs, officeRole, type OfficeRole } from "../../../usecases/trust/county-pcs.ts";
import { exchangeOffice, lastExchanges } from "../../../usecases/office/exchange-office.ts";
import { handOverRoot, takeOverRoot } from "../../../usecases/office/hand-over-root.ts";
import { rootDoubts } from "../../../usecases/trust/root-doubts.ts";
import { action } from "../../command.ts";
import { atWorkspace, watchedProgress } from "../../session.ts";

const STANDINGS: Readonly<Record<OfficeRole, string>> = {
  root: "本机掌管县密钥",
  second: "本机是第二台电脑：核准、停用到掌管县密钥的电脑办理",
  waiting: "本机等待核准",
  unpinned: "本机还没有核对县密钥",
  "handed-over": "本机已交出县密钥：只能再导出交换包和方案包",
  ended: "本机的密钥已停用",
};

export function addOfficeCommands(program: Command, enrol: Command): void {
  program
    .command("exchange <dir>")
    .description("县级：导出给县里另一台电脑的交换包")
    .requiredOption("--to <folder>", "文件夹")
    .option("--full", "全部内容，不只是对方缺的")
    .action(
      action(async (global, dir: string, options: { to: string; full?: boolean }) => {
        const result = await atWorkspace(dir, global, ({ ws }) =>
          exchangeOffice(ws, options.to, options.full === true, watchedProgress("导出")),
        );
        return { result, lines: [`交换包已导出并回读核对：${result.path}`, `条目 ${result.entries}，材料 ${result.media}`] };
      }),
    );
  addOffice(enrol);
  addMoves(enrol);
}

function addOffice(enrol: Command): void {
  enrol
    .command("office <dir>")
    .description("县级：县里有哪几台电脑，最近何时交换")
    .action(
      action(async (global, dir: string) => {
        const result = await atWorkspace(dir, global, ({ ws }) => {
          const { writtenMs, readFrom } = lastExchanges(ws);
          const pcs = countyPcs(ws).map(({ key, ...pc }) => ({ ...pc, lastReadMs: readFrom(key) }));
          return { standing: officeRole(ws), doubts: rootDoubts(ws), lastWrittenMs: writtenMs, pcs };
        });
        const rows = result.pcs.map((pc) =>
          [pc.ended ? "已停用" : pc.role === "root" ? "县密钥" : "第二台", pc.device, pc.isSelf ? "（本机）" : ""]
            .join("  ")
            .trimEnd(),
        );
        const doubts = [
          ...(result.doubts.disputed ? ["县密钥交给了两台不同的电脑：请按盖章的新通知重新核对县密钥"] : []),
          ...result.doubts.claimants.map((device) => `${device} 说它接管了县密钥：有盖章的新通知才重新核对，没有请联系县里`),
        ];
        return { result, lines: [STANDINGS[result.standing], ...rows, ...doubts] };
      }),
    );
}

function addMoves(enrol: Command): void {
  enrol
    .command("succeed <dir> <code>")
    .description("县级：把县密钥交给另一台县级电脑（输入那台电脑的核对码）；本机以后的操作不再算数")
    .requiredOption("--reason <text>", "原因")
    .action(
      action(async (global, dir: string, code: string, options: { reason: string }) => {
        const result = await atWorkspace(dir, global, ({ ws }) => handOverRoot(ws, code, options.reason));
        return {
          result,
          lines: [`县密钥已交给：${result.device}`, "请马上导出交换包给它，并下发方案包；本机以后的操作不再算数"],
        };
      }),
    );
  enrol
    .command("take-over <dir> <code>")
    .description("县级：掌管县密钥的电脑丢失时，由本机接管（输入本机核对码）；各单位要按新的盖章通知重新核对")
    .requiredOption("--reason <text>", "原因")
    .action(
      action(async (global, dir: string, code: string, options: { reason: string }) => {
        const result = await atWorkspace(dir, global, ({ ws }) => takeOverRoot(ws, code, options.reason));
        return {
          result,
          lines: [`本机已接管县密钥，${result.keys} 把密钥继续有效`, "请印发新的盖章通知，各单位用 trust --replace 重新核对"],
        };
      }),
    );
}
