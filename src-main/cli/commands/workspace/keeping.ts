// backup, restore, rebuild, give-back: what keeps the data when a PC or a disk is lost.
import { hostname } from "node:os";
import type { Command } from "commander";
import { builtinCampaignOf, readCardFile, rebuildWorkspace, restoreWorkspace } from "../../../compose/door.ts";
import { keyCode } from "../../../domain/trust/key-code.ts";
import { backupWorkspace } from "../../../usecases/keeping/backup.ts";
import { giveBack } from "../../../usecases/keeping/give-back.ts";
import { action } from "../../command.ts";
import { problemView } from "../../outcome.ts";
import { atWorkspace, requirePin, watchedProgress, type GlobalOptions } from "../../session.ts";
import { terminal } from "../../terminal.ts";

export function addKeepingCommands(program: Command): void {
  addBackup(program);
  addRestore(program);
  addRebuild(program);
  addGiveBack(program);
}

function addBackup(program: Command): void {
  program
    .command("backup <dir>")
    .description("备份全部数据和材料到一个文件（除密钥外没有加密，请妥善保管）")
    .requiredOption("-o, --output <file>", "备份文件，如 620724100.anbao-backup")
    .action(
      action(async (global, dir: string, options: { output: string }) => {
        const result = await atWorkspace(dir, global, ({ ws }) => backupWorkspace(ws, options.output, watchedProgress("备份")));
        const left = result.leftOut.length === 0 ? [] : [`有 ${result.leftOut.length} 个材料文件缺失或损坏，没有备份`];
        return {
          result,
          lines: [`已备份并逐字节核对：${result.path}`, `记录 ${result.records}，材料 ${result.media}`, ...left],
        };
      }),
    );
}

function addRestore(program: Command): void {
  program
    .command("restore <file> <dir>")
    .description("从备份文件（或导入前自动备份 backups/….db）恢复到一个新文件夹")
    .action(
      action(async (_global, file: string, dir: string) => {
        const result = await restoreWorkspace(file, dir, terminal().surroundings.world, watchedProgress("恢复"));
        return {
          result,
          lines: [
            `已恢复：${result.unit}，记录 ${result.records}，材料 ${result.media}`,
            "PIN 与备份时相同。原来的电脑如果还在用，两边的内容交换后会合到一起。",
          ],
        };
      }),
    );
}

type RebuildOptions = Readonly<{ from?: string; card?: string; campaign?: string; device: string; person: string }>;

function addRebuild(program: Command): void {
  program
    .command("rebuild <dir>")
    .description("由全部条目重新生成各表；加 --from 则从本单位的报送包重建丢失的电脑")
    .option("--from <folder>", "放有本单位报送包的文件夹")
    .option("--card <file>", "恢复卡上的内容（文本文件）")
    .option("--campaign <file>", "活动方案文件，或 builtin:2021-gaotai（默认用报送包所属的内置方案）")
    .option("--device <name>", "本机名称", hostname())
    .option("--person <name>", "使用人", "联络员")
    .action(
      action((global, dir: string, options: RebuildOptions) =>
        options.from === undefined ? rebuildTables(global, dir) : rebuildPc(global, dir, { ...options, from: options.from }),
      ),
    );
}

async function rebuildTables(global: GlobalOptions, dir: string) {
  const result = await atWorkspace(dir, global, ({ ws }) => {
    const before = ws.store.digests();
    ws.store.rebuild();
    return { ...ws.store.digests(), same: before.stateDigest === ws.store.digests().stateDigest };
  });
  return {
    result,
    lines: [result.same ? "已重建，与重建前一致" : "已重建，与重建前不一致", `stateDigest ${result.stateDigest}`],
  };
}

async function rebuildPc(global: GlobalOptions, dir: string, options: RebuildOptions & { from: string }) {
  const { from, card, campaign, device, person } = options;
  const request = {
    folder: dir,
    from,
    card: readCardFile(card),
    campaignOf: (id: string) => campaign ?? builtinCampaignOf(id),
    device,
    person,
    pin: requirePin(global),
  };
  const made = await rebuildWorkspace(request, watchedProgress("重建"), terminal().surroundings);
  const { ws } = made;
  const code = keyCode(ws.fingerprint(ws.store.facts().selfKey));
  await made.close();
  const { entriesDigest, entries, taken, refused } = made.rebuilt;
  const problems = refused.map(({ path, problem }) => ({ path, ...problemView(problem) }));
  const recoveryIdentity = made.recoveryIdentity ?? "";
  return {
    result: { dir, unit: made.unit, entriesDigest, entries, bundles: taken, refused: problems, code, recoveryIdentity },
    lines: [
      `已从 ${taken.length} 个包重建：${made.unit}，条目 ${entries}`,
      ...problems.map((problem) => `${problem.path}：${problem.message}`),
      `新的密钥核对码：${code}`,
      "请导入县里的方案包，再用盖章的附件1重新申请核准；核准后，丢失电脑上报送过的内容全部计入。",
      "新的恢复卡（只显示这一次，请抄写或打印后妥善保管，程序不保存）：",
      recoveryIdentity,
    ],
  };
}

function addGiveBack(program: Command): void {
  program
    .command("give-back <dir>")
    .description("县级：把一个单位报送过的全部内容写回给它，用于重建丢失的电脑")
    .requiredOption("--unit <code>", "单位代码")
    .requiredOption("--to <folder>", "文件夹")
    .action(
      action(async (global, dir: string, options: { unit: string; to: string }) => {
        const result = await atWorkspace(dir, global, ({ ws }) =>
          giveBack(ws, options.unit, options.to, watchedProgress("导出")),
        );
        return { result, lines: [`归还包已导出并回读核对：${result.path}`, `条目 ${result.entries}，材料 ${result.media}`] };
      }),
    );
}
