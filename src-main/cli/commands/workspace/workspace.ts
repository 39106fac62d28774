// init, check.
import { hostname } from "node:os";
import { InvalidArgumentError, type Command } from "commander";
import { createWorkspace } from "../../../compose/door.ts";
import { keyCode } from "../../../domain/trust/key-code.ts";
import { checkWorkspace } from "../../../usecases/keeping/check-workspace.ts";
import { mendWorkspace } from "../../../usecases/keeping/mend.ts";
import { action } from "../../command.ts";
import { damageLines } from "../../say-damage.ts";
import { gapLines } from "../../say-gaps.ts";
import { atWorkspace, requirePin, watchedProgress } from "../../session.ts";
import { terminal } from "../../terminal.ts";

type InitOptions = Readonly<{
  role: "unit" | "county";
  join?: boolean;
  unit?: string;
  campaign: string;
  device: string;
  person: string;
}>;

export function addWorkspaceCommands(program: Command): void {
  program
    .command("init <dir>")
    .description("新建一份数据：报送单位（unit）或县组委会办公室（county）")
    .requiredOption("--role <role>", "unit | county", roleOf)
    .option("--unit <code>", "单位代码")
    .option("--join", "县级：加入已有的县，作为第二台电脑")
    .requiredOption("--campaign <file>", "活动方案文件，或 builtin:2021-gaotai")
    .option("--device <name>", "本机名称", hostname())
    .option("--person <name>", "使用人", "联络员")
    .action(action(async (global, dir: string, options: InitOptions) => init(dir, options, requirePin(global))));
  program
    .command("check <dir>")
    .description("检查数据是否完好")
    .option("--read-media", "逐字节核对所有材料")
    .action(
      action(async (global, dir: string, options: { readMedia?: boolean }) => {
        const result = await atWorkspace(dir, global, ({ ws }) =>
          checkWorkspace(ws, options.readMedia === true, watchedProgress("核对")),
        );
        const state = result.ok ? "数据完好" : `发现 ${result.problems.length} 处问题`;
        return {
          result,
          lines: [
            state,
            `条目 ${result.entries}，记录 ${result.records}`,
            `entriesDigest ${result.entriesDigest}`,
            `stateDigest   ${result.stateDigest}`,
            ...gapLines(result.gaps),
            ...damageLines(result.problems),
          ],
          wrong: !result.ok,
        };
      }),
    );
  program
    .command("mend <dir>")
    .description("修复：重算各表，取出损坏的内容，并从本机备份和指定的备份补回")
    .option("--from <file...>", "备份文件，或 backups/….db")
    .action(
      action(async (global, dir: string, options: { from?: readonly string[] }) => {
        const result = await atWorkspace(dir, global, ({ ws }) => mendWorkspace(ws, options.from ?? [], watchedProgress("修复")));
        const { found, healed, originals, left } = result;
        return {
          result,
          lines: [
            `原有 ${found} 处问题，补回内容 ${healed} 条、原件 ${originals} 个，还剩 ${left.length} 处`,
            ...damageLines(left),
          ],
          wrong: left.length > 0,
        };
      }),
    );
}

function roleOf(role: string): "unit" | "county" {
  if (role !== "unit" && role !== "county") throw new InvalidArgumentError("unit | county");
  return role;
}

async function init(dir: string, options: InitOptions, pin: string) {
  const request = {
    folder: dir,
    role: options.role,
    campaign: options.campaign,
    device: options.device,
    person: options.person,
    pin,
    ...(options.unit !== undefined && { unit: options.unit }),
    ...(options.join === true && { join: true }),
  };
  const created = await createWorkspace(request, terminal().surroundings);
  const { unit, role, selfKey, campaign } = created.ws.store.facts();
  const code = keyCode(created.ws.fingerprint(selfKey));
  await created.close();
  const card = created.recoveryIdentity;
  const next = "还没有加入完成：请导出加入申请（enrol request），由第一台电脑核准，再按核对码导入县密钥（trust）";
  return {
    result: {
      dir,
      role,
      unit,
      campaign,
      key: selfKey,
      code,
      joined: options.join === true,
      ...(card !== undefined && { recoveryIdentity: card }),
    },
    lines: [
      `已建立：${unit}（${role === "county" ? "县级" : "报送单位"}）`,
      `本机密钥核对码：${code}`,
      ...(options.join === true ? [next] : []),
      ...(card === undefined ? [] : ["恢复卡（只显示这一次，请抄写或打印后妥善保管，程序不保存）：", card]),
    ],
  };
}
