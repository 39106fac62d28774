// verify and import; the other commands of the exchange lie beside this file.
import { tmpdir } from "node:os";
import { InvalidArgumentError, type Command } from "commander";
import { bundleVerdict } from "../../../compose/door.ts";
import { parseLocalDateTime } from "../../../domain/campaign/local-time.ts";
import { keyCode } from "../../../domain/trust/key-code.ts";
import { findBundles } from "../../../usecases/receiving/bundles/find-bundles.ts";
import type { Needs } from "../../../usecases/workspace.ts";
import { gaps, type DeviceGap, type GapsNeeds } from "../../../usecases/receipts/gaps.ts";
import { importBatch, type Refused } from "../../../usecases/receiving/bundles/import-batch.ts";
import type { BundlePreview, ImportOptions, ImportResult } from "../../../usecases/receiving/bundles/import-bundle.ts";
import { lookAtFiles } from "../../../usecases/receiving/bundles/look-at-files.ts";
import { telephoneCode, type ReceiptCodesReads } from "../../../usecases/receipts/receipt-codes.ts";
import { addHandIn } from "./hand-in.ts";
import { addImportLog } from "./import-log.ts";
import { addLook } from "./look.ts";
import { addExport, addMissing } from "./volumes.ts";
import { action } from "../../command.ts";
import { EXIT } from "../../outcome.ts";
import { gapLines } from "../../say-gaps.ts";
import { atWorkspace, watchedProgress, type GlobalOptions } from "../../session.ts";
import { tellRefused } from "../../tell-refused.ts";
import { terminal } from "../../terminal.ts";
import type { ImportReader } from "../../../usecases/ports/store/imports.ts";

export function addExchangeCommands(program: Command): void {
  addHandIn(program);
  addExport(program);
  addMissing(program);
  addVerify(program);
  addLook(program);
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
        if (result.some((verdict) => verdict.listed === false)) terminal().setExitCode(EXIT.refused);
        const lines = result.flatMap(({ info, bundleId, signer, listed }) => [
          `完好：${info.sender.unitName}（${info.sender.unit}）第${info.series.number}包 ${bundleId.slice(0, 16)}`,
          `签名密钥核对码：${keyCode(signer.fingerprint)}（须与盖章的纸质表核对）`,
          ...(listed === null ? [] : [listed ? "签名人在名单中" : "签名人不在名单中：不能认定是谁交来的"]),
        ]);
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
  const { batch } = await atWorkspace(dir, global, ({ ws }) => lookAtFiles(ws, paths, watchedProgress("核对")));
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
  const { batch, lacking, codes } = await atWorkspace(dir, global, async ({ ws }) => {
    const receivedMs =
      flags.receivedAt === undefined ? undefined : parseLocalDateTime(flags.receivedAt, ws.campaign().calendar.offsetMinutes);
    const options: ImportOptions = {
      means: flags.by,
      ...(receivedMs !== undefined && { receivedMs }),
      ...(flags.reason !== undefined && { earlyReason: flags.reason }),
    };
    const done = await importBatch(ws, await findBundles(ws, paths), options, watchedProgress("合并"));
    return { batch: done, lacking: gapsOf(ws, done.done), codes: codesOf(ws, done.done) };
  });
  const lines = batch.done.map(
    (row) =>
      `${describe(row)}：${row.older ? "比本机已有的旧，较新的内容保持不变；" : ""}新增条目 ${row.changes.added}，已有 ${row.changes.known}${row.signer === "quarantine" ? `，待核准 ${row.changes.quarantined}` : ""}${droppedWords(row.changes.dropped)}`,
  );
  const done = batch.done.map((row) => ({ ...row, code: codes.get(row.bundleId) ?? null }));
  const said = finish(global, done, batch.refused, [...lines, ...gapLines(lacking)]);
  const kept = batch.backup === null ? [] : [`导入前已留副本：${batch.backup}`];
  return { result: { ...said.result, gaps: lacking, run: batch.run, backup: batch.backup }, lines: [...said.lines, ...kept] };
}

function droppedWords(feeds: number): string {
  return feeds === 0 ? "" : `，${feeds} 组条目开头的格式不对，没有收下，其余照常`;
}

/** Gaps of the units whose bundles were read. */
function gapsOf(ws: GapsNeeds, done: readonly ImportResult[]): readonly DeviceGap[] {
  return [...new Set(done.filter((row) => row.purpose === "hand-in").map((row) => row.unit))].flatMap((unit) => gaps(ws, unit));
}

/** What the county reads out by telephone, by bundle. */
function codesOf(ws: ReceiptCodesReads & Needs<ImportReader>, done: readonly ImportResult[]): ReadonlyMap<string, string | null> {
  const wanted = new Set(done.filter((row) => row.purpose === "hand-in").map((row) => row.bundleId));
  return new Map(ws.store.imports().flatMap((row) => (wanted.has(row.bundle) ? [[row.bundle, telephoneCode(ws, row)]] : [])));
}

function finish(global: GlobalOptions, done: readonly unknown[], refused: readonly Refused[], lines: readonly string[]) {
  return {
    result: { bundles: done, refused: tellRefused(global, refused) },
    lines: lines.length === 0 ? ["没有合并任何包"] : lines,
  };
}

const STANDINGS = { trusted: "", quarantine: "（密钥待核准）", revoked: "（密钥已停用，停用后写的不计入）" } as const;

function describe(row: Pick<BundlePreview, "unitName" | "number" | "signer" | "volume" | "volumes" | "volumesHere">): string {
  const volume = row.volumes === 1 ? "" : `第${row.volume}卷（${row.volumesHere.length + 1}/${row.volumes} 卷）`;
  const name = row.signer === "quarantine" ? `自称 ${row.unitName}` : row.unitName;
  return `${name} 第${row.number}包${volume}${STANDINGS[row.signer]}`;
}
