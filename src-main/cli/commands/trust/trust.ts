// enrol request|list|approve|revoke, pack, trust.
import { basename, dirname } from "node:path";
import type { Command } from "commander";
import { writePaper } from "../../../compose/door.ts";
import { dateAt, parseLocalDateTime } from "../../../domain/campaign/local-time.ts";
import { Problem } from "../../../domain/problem.ts";
import { approveEnrolment, listEnrolments, requestEnrolment, type EnrolmentList } from "../../../usecases/trust/enrol.ts";
import type { Needs } from "../../../usecases/workspace.ts";
import type { LiaisonSent } from "../../../usecases/trust/liaison.ts";
import { matchesCode } from "../../../usecases/trust/match-code.ts";
import { refuseEnrolment } from "../../../usecases/trust/refuse-enrolment.ts";
import { revokeKey } from "../../../usecases/trust/revoke-key.ts";
import { trustedSigners } from "../../../usecases/trust/trusted-signers.ts";
import { packCampaign, trustRoot } from "../../../usecases/trust/trust-root.ts";
import { action } from "../../command.ts";
import { addOfficeCommands } from "./office.ts";
import { atWorkspace, watchedProgress } from "../../session.ts";
import type { TrustReader } from "../../../usecases/ports/store/trust.ts";

export function addTrustCommands(program: Command): void {
  const enrol = program.command("enrol").description("密钥登记：申请、列出、核准、停用、交接");
  addEnrolCommands(enrol);
  addOfficeCommands(program, enrol);
  program
    .command("pack <dir>")
    .description("县级：导出下发给各单位的方案包")
    .requiredOption("--to <folder>", "文件夹")
    .option("--unit <code>", "只发给一个单位")
    .action(
      action(async (global, dir: string, options: { to: string; unit?: string }) => {
        const result = await atWorkspace(dir, global, ({ ws }) =>
          packCampaign(ws, options.to, options.unit, watchedProgress("导出")),
        );
        return { result, lines: [`方案包已导出并回读核对：${result.path}`] };
      }),
    );
  program
    .command("trust <dir> <file>")
    .description("按盖章通知上的编号核对县级密钥，并导入方案包（报送单位，或加入的县级电脑）")
    .requiredOption("--code <code>", "六组数字，或扫描的二维码内容")
    .option("--replace", "县里换了密钥：用新通知上的替换已核对的")
    .action(
      action(async (global, dir: string, file: string, options: { code: string; replace?: boolean }) => {
        const result = await atWorkspace(dir, global, ({ ws }) =>
          trustRoot(ws, file, options.code, watchedProgress("导入"), options.replace === true),
        );
        return { result, lines: ["县级密钥已核对，方案包已导入"] };
      }),
    );
}

function addEnrolCommands(enrol: Command): void {
  enrol
    .command("request <dir>")
    .description("写出核准申请，连同印在盖章的附件1上的核对码")
    .requiredOption("-o, --output <file>", "核准申请文件，如 申请.anbao")
    .action(
      action(async (global, dir: string, options: { output: string }) => {
        const target = { folder: dirname(options.output), fileName: basename(options.output) };
        const result = await atWorkspace(dir, global, ({ ws }) => requestEnrolment(ws, target, watchedProgress("导出")));
        const lines = [`核准申请：${result.path}`, `核对码（印在盖章的附件1上）：${result.code}`, liaisonLine(result.liaison)];
        return { result, lines };
      }),
    );
  enrol
    .command("list <dir>")
    .description("待核准、已核准和已停用的电脑")
    .action(
      action(async (global, dir: string) => {
        const result = await atWorkspace(dir, global, ({ ws }) => listEnrolments(ws));
        const since = (ms: number | null) => (ms === null ? "" : `  ${dateAt(ms).toISOString().slice(0, 10)} 起`);
        const pending = result.pending.map(
          (row) => `${stateOfRequest(row)}  ${row.unit}  ${row.device}  收着 ${row.entries} 条${since(row.sinceMs)}`,
        );
        const unasked = result.unasked.map((row) => `未申请  ${row.unit}  收着 ${row.entries} 条${since(row.sinceMs)}`);
        const approved = result.approved.map(
          (row) => `${row.revoked ? "已停用" : "已核准"}  ${row.unit}  ${row.device}  ${row.code}`,
        );
        return { result, lines: [...pending, ...unasked, ...approved] };
      }),
    );
  addApprove(enrol);
  addEndings(enrol);
}

const WITHOUT_LIAISON = {
  unwritten: "附件1没有随申请：还没有填写",
  "no-county-key": "附件1没有随申请：先核对县级密钥（trust），才能加密",
  known: "附件1县里已收到",
} as const;

function liaisonLine(liaison: LiaisonSent): string {
  return liaison.sent === null ? WITHOUT_LIAISON[liaison.why] : `附件1（已加密，一并送县里）：${liaison.sent.path}`;
}

type ApproveFlags = Readonly<{ county?: boolean; replaces?: string; reason: string; since?: string }>;

function addApprove(enrol: Command): void {
  enrol
    .command("approve <dir> <code>")
    .description("核准：核对码照盖章件或对方屏幕输入，也可扫描二维码")
    .option("--county", "作为县级电脑核准")
    .option("--replaces <code>", "同时停用它所替换的电脑")
    .option("--reason <text>", "停用原因", "换电脑")
    .option("--since <time>", "被替换的电脑从何时起不算数，如 2021-06-10T08:00")
    .action(
      action(async (global, dir: string, code: string, flags: ApproveFlags) => {
        const result = await atWorkspace(dir, global, ({ ws }) =>
          approveEnrolment(ws, code, {
            asCounty: flags.county === true,
            ...(flags.replaces !== undefined && {
              replaces: {
                key: approvedKey(ws, flags.replaces),
                reason: flags.reason,
                ...(flags.since !== undefined && {
                  sinceMs: parseLocalDateTime(flags.since, ws.campaign().calendar.offsetMinutes),
                }),
              },
            }),
          }),
        );
        const ended = result.ended === undefined ? [] : [`已停用：${result.ended.device}，${result.ended.cut} 条内容不再算数`];
        return { result, lines: [`已核准：${result.unit} ${result.device}，${result.released} 条内容转为有效`, ...ended] };
      }),
    );
}

/** @throws {Problem} `replaces-other-unit`, `key-code-*` */
function approvedKey(ws: Needs<TrustReader, "fingerprint">, code: string): string {
  const found = [...ws.store.authority().grants.keys()].find((key) => matchesCode(ws, key, code));
  if (found === undefined) throw new Problem("replaces-other-unit", {});
  return found;
}

function stateOfRequest({ role, refused }: EnrolmentList["pending"][number]): string {
  const state = refused === undefined ? "待核准" : `已退回（${refused}）`;
  return role === "county" ? `${state}（县级电脑）` : state;
}

function addEndings(enrol: Command): void {
  enrol
    .command("refuse <dir> <code>")
    .description("退回核准申请")
    .requiredOption("--reason <text>", "原因")
    .action(
      action(async (global, dir: string, code: string, options: { reason: string }) => {
        const result = await atWorkspace(dir, global, ({ ws }) => {
          const request = ws.store.pendingRequests().find((one) => matchesCode(ws, one.key, code));
          if (request === undefined) throw new Problem("key-code-unmatched", {});
          return refuseEnrolment(ws, request.key, options.reason);
        });
        return { result, lines: [`已退回申请：${result.unit} ${result.device}`] };
      }),
    );
  enrol
    .command("revoke <dir> <code>")
    .description("停用一台电脑的密钥")
    .option("--reason <text>", "原因", "停用")
    .option("--since <time>", "从何时起不算数，如 2021-06-10T08:00；不写则现有内容都算数")
    .action(
      action(async (global, dir: string, code: string, { reason, since }: { reason: string; since?: string }) => {
        const result = await atWorkspace(dir, global, ({ ws }) =>
          revokeKey(ws, code, {
            reason,
            ...(since !== undefined && { sinceMs: parseLocalDateTime(since, ws.campaign().calendar.offsetMinutes) }),
          }),
        );
        return { result, lines: [`已停用：${result.unit} ${result.device}，${result.cut} 条内容不再算数`] };
      }),
    );
  enrol
    .command("signers <dir>")
    .description("导出可信签名人名单（allowed_signers）")
    .requiredOption("-o, --output <file>", "文件")
    .action(
      action(async (global, dir: string, options: { output: string }) => {
        const result = await atWorkspace(dir, global, async ({ ws }) => {
          const signers = trustedSigners(ws);
          await writePaper(options.output, Buffer.from(ws.bundles.signersFile(signers), "utf8"));
          return { path: options.output, signers: signers.length };
        });
        return { result, lines: [`名单已导出：${result.path}，共 ${result.signers} 个密钥`] };
      }),
    );
}
