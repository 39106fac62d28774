// person list|add|remove|pin|may-release|hand-over|renew-key, release.
import type { Command } from "commander";
import { Problem } from "../../../domain/problem.ts";
import { keyCode } from "../../../domain/trust/key-code.ts";
import {
  addPerson,
  changePin,
  handOver,
  listPeople,
  removePerson,
  renewPcKey,
  setMayRelease,
  type Person,
} from "../../../usecases/trust/people.ts";
import { releaseHandIn } from "../../../usecases/hand-in/release.ts";
import type { Needs } from "../../../usecases/workspace.ts";
import { namedReport } from "../../../usecases/duties/reports/report-names.ts";
import { action } from "../../command.ts";
import { atLockedWorkspace, atWorkspace, readPin, requirePin } from "../../session.ts";
import { terminal } from "../../terminal.ts";
import type { FactReader } from "../../../usecases/ports/store/facts.ts";
import type { ReportReader } from "../../../usecases/ports/store/reports.ts";

type PeopleNeeds = Needs<FactReader & ReportReader, "campaign" | "world">;

type NewPersonOptions = Readonly<{ name: string; post?: string; mayRelease?: boolean; newPinFile?: string }>;

export function addPeopleCommands(program: Command): void {
  const person = program.command("person").description("人员与 PIN：列出、添加、停用、改 PIN、交接、忘记 PIN");
  person
    .command("list <dir>")
    .description("本单位的人员，谁在本机有 PIN、谁可以签发")
    .action(
      action(async (global, dir: string) => {
        const people = await atWorkspace(dir, global, ({ ws }) => listPeople(ws));
        return { result: { people }, lines: people.map(lineOf) };
      }),
    );
  withNewPerson(person.command("add <dir>").description("添加一个人，并设 PIN")).action(
    action(async (global, dir: string, options: NewPersonOptions) => {
      const pin = newPin(options);
      const added = await atWorkspace(dir, global, ({ ws }) => {
        ws.keys.unlock(requirePin(global)); // before the name is written
        return addPerson(ws, options, pin);
      });
      return { result: { person: added }, lines: [`已添加：${options.name}`] };
    }),
  );
  withNewPerson(person.command("hand-over <dir>").description("交接给下一个人：原来的人不再能进入")).action(
    action(async (global, dir: string, options: NewPersonOptions) => {
      const pin = newPin(options);
      const next = await atWorkspace(dir, global, ({ ws }) => {
        ws.keys.unlock(requirePin(global));
        return handOver(ws, options, pin);
      });
      return { result: { person: next }, lines: [`已交接给：${options.name}`] };
    }),
  );
  person
    .command("remove <dir> <name>")
    .description("停用一个人在本机的 PIN；他记过的内容不变")
    .action(
      action(async (global, dir: string, name: string) => {
        await atWorkspace(dir, global, ({ ws }) => {
          ws.keys.unlock(requirePin(global));
          removePerson(ws, name);
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
        await atWorkspace(dir, global, ({ ws }) => {
          ws.keys.unlock(requirePin(global));
          changePin(ws, requirePin(global), pin);
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
        return atLockedWorkspace(dir, async ({ ws }) => {
          const written = await renewPcKey(ws, options.name, pin);
          const code = keyCode(ws.fingerprint(ws.store.facts().selfKey));
          return {
            result: { code, written },
            lines: [`已换新密钥，数据未变。新核对码：${code}`, "请重新打印附件1盖章，导出申请送县里核准"],
          };
        });
      }),
    );
}

/** `now`: the latest of them; whoever releases does it after it was made. */
function periodOf(ws: PeopleNeeds, report: string): string {
  const made = report === "now" ? ws.store.reports(ws.store.facts().unit).filter(({ type }) => type === "now") : [];
  const [latest] = made.toSorted((a, b) => b.exportedMs - a.exportedMs);
  return latest?.period ?? namedReport(ws, report).period;
}

function addReleaseCommands(program: Command, person: Command): void {
  person
    .command("may-release <dir> <name>")
    .description("设签发人（--no 取消）")
    .option("--no", "取消签发权")
    .action(
      action(async (global, dir: string, name: string, options: { no: boolean }) => {
        await atWorkspace(dir, global, ({ ws }) => {
          ws.keys.unlock(requirePin(global));
          setMayRelease(ws, name, options.no);
        });
        return { result: { name, mayRelease: options.no }, lines: [options.no ? `签发人：${name}` : `已取消签发权：${name}`] };
      }),
    );
  program
    .command("release <dir> [report]")
    .description("签发一期报送（weekly:2 等；不写则最近一期），用签发人自己的 PIN")
    .action(
      action(async (global, dir: string, report: string | undefined) => {
        const released = await atWorkspace(dir, global, ({ ws }) => {
          ws.keys.unlock(requirePin(global));
          return releaseHandIn(ws, report === undefined ? undefined : periodOf(ws, report));
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
  const pin = newPinFile === undefined ? terminal().env["ANBAO_NEW_PIN"] : readPin({ pinFile: newPinFile });
  if (pin === undefined) throw new Problem("pin-missing", {});
  return pin;
}

function lineOf({ name, post, here, working, mayRelease, leftOn }: Person): string {
  const state = leftOn === null ? (here ? "有 PIN" : "无 PIN") : `已停用 ${leftOn}`;
  return [name, post, state, working ? "正在使用" : "", mayRelease ? "签发人" : ""].filter((part) => part !== "").join("  ");
}
