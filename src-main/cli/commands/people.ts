// person list|add|remove|pin|may-release|hand-over|renew-key, release.
import type { Command } from "commander";
import { Problem } from "../../domain/problem.ts";
import { keyCode } from "../../domain/key-code.ts";
import {
  addPerson,
  changePin,
  handOver,
  listPeople,
  removePerson,
  renewPcKey,
  setMayRelease,
  type Person,
} from "../../usecases/people.ts";
import { releaseHandIn } from "../../usecases/release.ts";
import type { Desk } from "../../usecases/desk.ts";
import { namedReport } from "../../usecases/report-names.ts";
import { action } from "../command.ts";
import { atLockedWorkspace, atWorkspace, readPin, requirePin } from "../session.ts";

type NewPersonOptions = Readonly<{ name: string; post?: string; mayRelease?: boolean; newPinFile?: string }>;

export function addPeopleCommands(program: Command): void {
  const person = program.command("person").description("人员与 PIN：列出、添加、停用、改 PIN、交接、忘记 PIN");
  person
    .command("list <dir>")
    .description("本单位的人员，谁在本机有 PIN、谁可以签发")
    .action(
      action(async (global, dir: string) => {
        const people = await atWorkspace(dir, global, ({ desk }) => listPeople(desk));
        return { result: { people }, lines: people.map(lineOf) };
      }),
    );
  withNewPerson(person.command("add <dir>").description("添加一个人，并设 PIN")).action(
    action(async (global, dir: string, options: NewPersonOptions) => {
      const pin = newPin(options);
      const added = await atWorkspace(dir, global, ({ desk }) => {
        desk.keys.unlock(requirePin(global)); // before the name is written
        return addPerson(desk, options, pin);
      });
      return { result: { person: added }, lines: [`已添加：${options.name}`] };
    }),
  );
  withNewPerson(person.command("hand-over <dir>").description("交接给下一个人：原来的人不再能进入")).action(
    action(async (global, dir: string, options: NewPersonOptions) => {
      const pin = newPin(options);
      const next = await atWorkspace(dir, global, ({ desk }) => {
        desk.keys.unlock(requirePin(global));
        return handOver(desk, options, pin);
      });
      return { result: { person: next }, lines: [`已交接给：${options.name}`] };
    }),
  );
  person
    .command("remove <dir> <name>")
    .description("停用一个人在本机的 PIN；他记过的内容不变")
    .action(
      action(async (global, dir: string, name: string) => {
        await atWorkspace(dir, global, ({ desk }) => {
          desk.keys.unlock(requirePin(global));
          removePerson(desk, name);
        });
        return { result: { name }, lines: [`已停用：${name}`] };
      }),
    );
  addPinCommands(person);
  addReleaseCommands(program, person);
}

function addPinCommands(person: Command): void {
  person
    .command("pin <dir>")
    .description("修改自己的 PIN")
    .option("--new-pin-file <file>", "新 PIN文件（否则用环境变量 ANBAO_NEW_PIN）")
    .action(
      action(async (global, dir: string, options: { newPinFile?: string }) => {
        const pin = newPin(options);
        await atWorkspace(dir, global, ({ desk }) => {
          desk.keys.unlock(requirePin(global));
          changePin(desk, requirePin(global), pin);
        });
        return { result: {}, lines: ["PIN 已修改"] };
      }),
    );
  person
    .command("renew-key <dir>")
    .description("忘记 PIN：换新密钥，数据保留，须重新申请核准")
    .requiredOption("--name <name>", "谁继续使用这台电脑")
    .option("--new-pin-file <file>", "新 PIN文件（否则用环境变量 ANBAO_NEW_PIN）")
    .action(
      action(async (_global, dir: string, options: { name: string; newPinFile?: string }) => {
        const pin = newPin(options);
        return atLockedWorkspace(dir, async ({ desk }) => {
          const written = await renewPcKey(desk, options.name, pin);
          const code = keyCode(desk.fingerprint(desk.store.facts().selfKey));
          return {
            result: { code, written },
            lines: [`已换新密钥，数据未变。新核对码：${code}`, "请重新打印附件1盖章，导出申请送县里核准"],
          };
        });
      }),
    );
}

/** `now`: the latest of them; whoever releases does it after it was made. */
function periodOf(desk: Desk, report: string): string {
  const made = report === "now" ? desk.store.reports(desk.store.facts().unit).filter(({ type }) => type === "now") : [];
  const [latest] = made.toSorted((a, b) => b.exportedMs - a.exportedMs);
  return latest?.period ?? namedReport(desk, report).period;
}

function addReleaseCommands(program: Command, person: Command): void {
  person
    .command("may-release <dir> <name>")
    .description("设签发人（--no 取消）")
    .option("--no", "取消签发权")
    .action(
      action(async (global, dir: string, name: string, options: { no: boolean }) => {
        await atWorkspace(dir, global, ({ desk }) => {
          desk.keys.unlock(requirePin(global));
          setMayRelease(desk, name, options.no);
        });
        return { result: { name, mayRelease: options.no }, lines: [options.no ? `签发人：${name}` : `已取消签发权：${name}`] };
      }),
    );
  program
    .command("release <dir> [report]")
    .description("签发一期报送（weekly:2 等；不写则最近一期），用签发人自己的 PIN")
    .action(
      action(async (global, dir: string, report: string | undefined) => {
        const released = await atWorkspace(dir, global, ({ desk }) => {
          desk.keys.unlock(requirePin(global));
          return releaseHandIn(desk, report === undefined ? undefined : periodOf(desk, report));
        });
        return { result: { record: released.record, period: released.period }, lines: [`已签发：${released.period}`] };
      }),
    );
}

function withNewPerson(command: Command): Command {
  return command
    .requiredOption("--name <name>", "姓名")
    .option("--post <post>", "职务")
    .option("--may-release", "可以签发")
    .option("--new-pin-file <file>", "这个人的 PIN文件（否则用环境变量 ANBAO_NEW_PIN）");
}

/** @throws {Problem} `pin-missing` */
function newPin({ newPinFile }: Readonly<{ newPinFile?: string }>): string {
  const pin = newPinFile === undefined ? process.env["ANBAO_NEW_PIN"] : readPin({ pinFile: newPinFile });
  if (pin === undefined) throw new Problem("pin-missing", {});
  return pin;
}

function lineOf({ name, post, here, working, mayRelease, leftOn }: Person): string {
  const state = leftOn === null ? (here ? "有 PIN" : "无 PIN") : `已停用 ${leftOn}`;
  return [name, post, state, working ? "正在使用" : "", mayRelease ? "签发人" : ""].filter((part) => part !== "").join("  ");
}
