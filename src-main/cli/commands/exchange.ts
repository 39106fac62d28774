// verify and import; the other commands of the exchange lie beside this file.
import { tmpdir } from "node:os";
import { InvalidArgumentError, type Command } from "commander";
import { bundleVerdict } from "../../compose.ts";
import { parseLocalDateTime } from "../../domain/campaign/local-time.ts";
import { keyCode } from "../../domain/key-code.ts";
import { findBundles } from "../../usecases/find-bundles.ts";
import type { Desk } from "../../usecases/desk.ts";
import { gaps, type DeviceGap } from "../../usecases/gaps.ts";
import { importBatch, previewBatch, type Refused } from "../../usecases/import-batch.ts";
import type { BundlePreview, ImportOptions, ImportResult } from "../../usecases/import-bundle.ts";
import { telephoneCode } from "../../usecases/receipt-codes.ts";
import { addHandIn } from "./hand-in.ts";
import { addImportLog } from "./import-log.ts";
import { addExport, addMissing } from "./volumes.ts";
import { action } from "../command.ts";
import { EXIT, problemView } from "../outcome.ts";
import { gapLines } from "../say-gaps.ts";
import { atWorkspace, watchedProgress, type GlobalOptions } from "../session.ts";

export function addExchangeCommands(program: Command): void {
  addHandIn(program);
  addExport(program);
  addMissing(program);
  addVerify(program);
  addImportLog(addImport(program));
}

function addVerify(program: Command): void {
  program
    .command("verify <files...>")
    .description("核对报送包：结构、校验和、签名（不需要数据文件夹）")
    .option("--identity <file>", "解密用的身份文件")
    .option("--signers <file>", "可信签名人名单（allowed_signers）")
    .action(
      action(async (_global, files: string[], options: { identity?: string; signers?: string }) => {
        const result = [];
        for (const file of files) result.push(await bundleVerdict(file, options, tmpdir(), watchedProgress("核对")));
        if (result.some((verdict) => verdict.listed === false)) process.exitCode = EXIT.refused;
        const lines = result.map(({ info, bundleId, signer, listed }) =>
          [
            `完好：${info.sender.unitName}（${info.sender.unit}）第${info.series.number}包 ${bundleId.slice(0, 16)}`,
            `签名密钥核对码：${keyCode(signer.fingerprint)}（须与盖章的纸质表核对）`,
            ...(listed === null ? [] : [listed ? "签名人在名单中" : "签名人不在名单中：不能认定是谁交来的"]),
          ].join("\n"),
        );
        return { result, lines };
      }),
    );
}

type ImportFlags = Readonly<{ preview?: boolean; receivedAt?: string; by: ImportOptions["means"]; reason?: string }>;

function addImport(program: Command): Command {
  return program
    .command("import <dir> <paths...>")
    .description("核对并合并报送包（文件或文件夹）")
    .option("--preview", "只看会有什么变化")
    .option("--received-at <time>", "收到时间，如 2021-06-03T11:40")
    .option("--by <means>", "usb | chat | mail", meansOf, "usb")
    .option("--reason <text>", "收到时间早于导出时间的原因")
    .action(
      action((global, dir: string, paths: string[], flags: ImportFlags) =>
        flags.preview === true ? preview(global, dir, paths) : importAll(global, dir, paths, flags),
      ),
    );
}

function meansOf(means: string): ImportOptions["means"] {
  if (means !== "usb" && means !== "chat" && means !== "mail") throw new InvalidArgumentError("usb | chat | mail");
  return means;
}

async function preview(global: GlobalOptions, dir: string, paths: string[]) {
  const batch = await atWorkspace(dir, global, async ({ desk }) =>
    previewBatch(desk, await findBundles(desk, paths), watchedProgress("核对")),
  );
  const lines = batch.done.map(
    (row) =>
      `${describe(row)}：新增 ${row.changes.newRecords}，更改 ${row.changes.changedRecords}，已有 ${row.changes.known}，冲突 ${row.changes.conflicts}`,
  );
  const { together } = batch;
  const sum = `合计：新增 ${together.newRecords}，更改 ${together.changedRecords}，已有条目 ${together.known}，冲突 ${together.conflicts}，待核准条目 ${together.quarantined}，拒收 ${batch.refused.length + together.refused}`;
  const said = finish(global, batch.done, batch.refused, [...lines, ...(batch.done.length > 1 ? [sum] : [])]);
  return { ...said, result: { ...said.result, together } };
}

async function importAll(global: GlobalOptions, dir: string, paths: string[], flags: ImportFlags) {
  const { batch, lacking, codes } = await atWorkspace(dir, global, async ({ desk }) => {
    const receivedMs =
      flags.receivedAt === undefined ? undefined : parseLocalDateTime(flags.receivedAt, desk.campaign().calendar.offsetMinutes);
    const options: ImportOptions = {
      means: flags.by,
      ...(receivedMs !== undefined && { receivedMs }),
      ...(flags.reason !== undefined && { earlyReason: flags.reason }),
    };
    const done = await importBatch(desk, await findBundles(desk, paths), options, watchedProgress("合并"));
    return { batch: done, lacking: gapsOf(desk, done.done), codes: codesOf(desk, done.done) };
  });
  const lines = batch.done.map(
    (row) =>
      `${describe(row)}：${row.older ? "比本机已有的旧，较新的内容保持不变；" : ""}新增条目 ${row.changes.added}，已有 ${row.changes.known}${row.signer === "quarantine" ? `，待核准 ${row.changes.quarantined}` : ""}`,
  );
  const done = batch.done.map((row) => ({ ...row, code: codes.get(row.bundleId) ?? null }));
  const said = finish(global, done, batch.refused, [...lines, ...gapLines(lacking)]);
  const kept = batch.backup === null ? [] : [`导入前已备份：${batch.backup}`];
  return { result: { ...said.result, gaps: lacking, run: batch.run, backup: batch.backup }, lines: [...said.lines, ...kept] };
}

/** Gaps of the units whose bundles were read. */
function gapsOf(desk: Desk, done: readonly ImportResult[]): readonly DeviceGap[] {
  return [...new Set(done.filter((row) => row.purpose === "hand-in").map((row) => row.unit))].flatMap((unit) => gaps(desk, unit));
}

/** What the county reads out by telephone, by bundle. */
function codesOf(desk: Desk, done: readonly ImportResult[]): ReadonlyMap<string, string | null> {
  const wanted = new Set(done.filter((row) => row.purpose === "hand-in").map((row) => row.bundleId));
  return new Map(desk.store.imports().flatMap((row) => (wanted.has(row.bundle) ? [[row.bundle, telephoneCode(desk, row)]] : [])));
}

/** Anything refused makes the command refuse as well, after the rest was done. */
function finish(global: GlobalOptions, done: readonly unknown[], refused: readonly Refused[], lines: readonly string[]) {
  if (refused.length > 0) process.exitCode = EXIT.refused;
  const problems = refused.map(({ path, problem }) => ({ path, ...problemView(problem) }));
  if (problems.length > 0) process.stderr.write(refusals(problems, global.json === true));
  return { result: { bundles: done, refused: problems }, lines: lines.length === 0 ? ["没有合并任何包"] : lines };
}

/** One document for a script: the problem, or a list of them. */
function refusals(problems: readonly Readonly<{ path: string; message: string }>[], asJson: boolean): string {
  if (!asJson) return problems.map(({ path, message }) => `${path}：${message}\n`).join("");
  return `${JSON.stringify(problems.length === 1 ? problems[0] : problems, null, 2)}\n`;
}

const STANDINGS = { trusted: "", quarantine: "（密钥待核准）", revoked: "（密钥已停用，停用后写的不计入）" } as const;

function describe(row: Pick<BundlePreview, "unitName" | "number" | "signer" | "volume" | "volumes" | "volumesHere">): string {
  const volume = row.volumes === 1 ? "" : `第${row.volume}卷（${row.volumesHere.length + 1}/${row.volumes} 卷）`;
  return `${row.unitName} 第${row.number}包${volume}${STANDINGS[row.signer]}`;
}
