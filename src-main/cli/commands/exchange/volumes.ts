// anbao export, in one file or in volumes to several drives; anbao missing: what has not arrived.
import { InvalidArgumentError, type Command } from "commander";
import { Problem } from "../../../domain/problem.ts";
import { sizeText } from "../../../domain/bundle/room.ts";
import { sayNumbers, volumeBytes } from "../../../domain/bundle/volumes.ts";
import { askedVolumes } from "../../../usecases/sending/choose/asked-volumes.ts";
import type { Workspace, Needs } from "../../../usecases/workspace.ts";
import { dropParked } from "../../../usecases/receiving/volumes/drop-volumes.ts";
import { exportHandIn, planHandIn, type HandInChoice, type ExportHandInNeeds } from "../../../usecases/hand-in/export-hand-in.ts";
import {
  resumeVolumes,
  unwrittenProblem,
  writeVolumes,
  type VolumeExport,
} from "../../../usecases/sending/write/export-volumes.ts";
import type { Exported } from "../../../usecases/sending/write/export-bundle.ts";
import { lastReceipt } from "../../../usecases/sending/choose/last-receipt.ts";
import { missingOf, type MissingOfUnit, type MissingNeeds } from "../../../usecases/receipts/missing.ts";
import { readBackBundle, type ReadBackNeeds } from "../../../usecases/sending/drive/read-back.ts";
import type { Papers } from "../../../usecases/papers/print-form.ts";
import { FREE_TEXT_WARNING, sayLeftOut } from "../../../usecases/sending/describe/say-left-out.ts";
import { action } from "../../command.ts";
import type { Outcome } from "../../outcome.ts";
import { atWorkspace, watchedProgress } from "../../session.ts";
import type { FeedReader } from "../../../usecases/ports/store/feeds.ts";
import type { ReceiptReader } from "../../../usecases/ports/store/receipts.ts";
import type { RecordReader } from "../../../usecases/ports/store/records.ts";
import type { OriginalWriter } from "../../../usecases/ports/store/originals.ts";
import type { VolumeWriter } from "../../../usecases/ports/store/volumes.ts";

type VolumesNeeds = ExportHandInNeeds & Needs<OriginalWriter & VolumeWriter, "campaign" | "media">;

type Flags = Readonly<{
  to: readonly string[];
  plain?: boolean;
  full?: boolean;
  recordsOnly?: boolean;
  small?: boolean;
  withoutLost?: boolean;
  missing?: boolean;
  volumeSize?: string;
  continue?: boolean;
  fromVolume?: number;
  atMost?: number;
}>;

export function addExport(program: Command): void {
  program
    .command("export <dir>")
    .description("导出报送包；一个文件放不下的分卷，可以分几个 U盘")
    .requiredOption("--to <folders...>", "文件夹；分卷时可写几个，一个写满接着写下一个")
    .option("--full", "全部内容，不只是上次回执之后的")
    .option("--plain", "不加密，不含个人信息")
    .option("--records-only", "只带记录和小图，不带原件")
    .option("--small", "照片、视频有压缩版的带压缩版，原件留在本机，以后再报")
    .option("--without-lost", "不带本机已缺失或损坏的原件（县里显示佐证待补）")
    .option("--missing", "补报：县里回执说缺的，以及回执之后新增的")
    .option("--volume-size <size>", "分卷：fat32 | wechat | 字节数 | 如 700MB", sizeOrUsage)
    .option("--at-most <count>", "每个文件夹最多写几卷", countOrUsage)
    .option("--continue", "接着写没写完的卷")
    .option("--from-volume <number>", "从第几卷起重写（第 2 卷起）", volumeOrUsage)
    .action(
      action((global, dir: string, flags: Flags) =>
        atWorkspace(dir, global, ({ ws, papers }) => {
          if (flags.continue === true || flags.fromVolume !== undefined) return goOn(ws, flags);
          return flags.volumeSize === undefined ? exportWhole(ws, papers, flags) : exportInVolumes(ws, papers, flags);
        }),
      ),
    );
}

function sizeOrUsage(text: string): string {
  try {
    volumeBytes(text);
    return text;
  } catch {
    throw new InvalidArgumentError("fat32 | wechat | 1048576 | 700MB");
  }
}

function volumeOrUsage(text: string): number {
  return numberFrom(2, text);
}

function countOrUsage(text: string): number {
  return numberFrom(1, text);
}

function numberFrom(least: number, text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < least) throw new InvalidArgumentError(`${least} …`);
  return number;
}

function choiceOf({ plain, full, recordsOnly, small, withoutLost, missing }: Flags): HandInChoice {
  return {
    plain: plain === true,
    ...(full !== undefined && { full }),
    ...(recordsOnly !== undefined && { recordsOnly }),
    ...(small !== undefined && { small }),
    ...(withoutLost !== undefined && { withoutLost }),
    ...(missing !== undefined && { missing }),
  };
}

async function exportWhole(ws: ExportHandInNeeds & Pick<Workspace, "campaign">, papers: Papers, flags: Flags): Promise<Outcome> {
  const folder = flags.to[0] ?? "";
  const result = await exportHandIn(ws, papers, { ...choiceOf(flags), folder }, watchedProgress("导出"));
  const lines = [`报送包已导出并回读核对：${result.path}`, `包号 ${result.bundleId.slice(0, 16)}，第${result.number}包`];
  return { result, lines: [...lines, ...leftOutLines(ws, result)] };
}

function leftOutLines(
  ws: Pick<Workspace, "campaign">,
  said: Pick<Exported, "encrypted" | "leftOut"> | undefined,
): readonly string[] {
  if (said === undefined || said.encrypted) return [];
  return [...sayLeftOut(said.leftOut, ws.campaign()).map((line) => `未包含：${line}`), `未加密：${FREE_TEXT_WARNING}`];
}

async function exportInVolumes(ws: VolumesNeeds, papers: Papers, flags: Flags): Promise<Outcome> {
  const limit = volumeBytes(flags.volumeSize ?? "");
  const volumes = await planHandIn(ws, papers, choiceOf(flags), limit, watchedProgress("计划"));
  return writeToFolders(ws, volumes, flags.to, flags);
}

async function goOn(ws: VolumesNeeds, flags: Flags): Promise<Outcome> {
  const newest = flags.fromVolume === undefined ? undefined : Math.max(0, ...ws.store.plans().map((plan) => plan.number));
  return writeToFolders(ws, await resumeVolumes(ws, newest), flags.to, flags);
}

/** One folder after the other; every volume is read back before the next. @throws {Problem} `volumes-unwritten` */
async function writeToFolders(
  ws: ReadBackNeeds & Pick<Workspace, "campaign">,
  volumes: VolumeExport,
  folders: readonly string[],
  { fromVolume: from, atMost: most }: Flags,
): Promise<Outcome> {
  const progress = watchedProgress("导出");
  const files: Readonly<{ volume: number; path: string; sizeBytes: number }>[] = [];
  let next = from;
  try {
    for (const folder of folders) {
      const asWritten = (path: string) => readBackBundle(ws, path, { ...progress, report: () => undefined });
      const written = await writeVolumes(volumes, folder, progress, { from: next, most }, asWritten).catch((error: unknown) => {
        // A drive without room for even one volume: the next folder may have it.
        if (error instanceof Problem && error.code.startsWith("drive-") && folder !== folders.at(-1)) return undefined;
        throw error;
      });
      files.push(...(written?.files ?? []));
      if (next !== undefined) next = (files.at(-1)?.volume ?? next - 1) + 1;
      if (unwrittenProblem(volumes) === undefined && (next === undefined || next > volumes.volumes().length)) break;
    }
  } finally {
    await volumes.close();
  }
  const left = unwrittenProblem(volumes);
  if (left !== undefined) throw left;
  const { number, bundleId, said } = volumes;
  return {
    result: { number, bundleId, ...said, volumes: volumes.volumes(), files },
    lines: [
      ...files.map(({ volume, path, sizeBytes }) => `第${volume}卷：${path}（${sizeText(sizeBytes)}）`),
      `包号 ${bundleId.slice(0, 16)}，第${number}包，共 ${volumes.volumes().length} 卷，已逐字节回读核对`,
      ...leftOutLines(ws, said),
    ],
  };
}

export function addMissing(program: Command): void {
  program
    .command("missing <dir>")
    .description("没有收到的卷和文件，按单位；在单位是县里回执说缺的")
    .option("--unit <code>", "单位")
    .option("--drop <bundle>", "第 1 卷一直没有来的包：不再等，丢掉已到的卷（包号，或开头 8 位以上）", bundleOrUsage)
    .action(
      action((global, dir: string, { unit, drop }: { unit?: string; drop?: string }) =>
        atWorkspace(dir, global, ({ ws }) => {
          if (drop !== undefined) return dropOutcome(ws, drop);
          return ws.store.facts().role === "unit" ? askedOutcome(ws) : missingOutcome(ws, unit);
        }),
      ),
    );
}

function bundleOrUsage(text: string): string {
  if (!/^[0-9a-f]{8,64}$/.test(text)) throw new InvalidArgumentError("3f9c21ab…");
  return text;
}

async function dropOutcome(ws: VolumesNeeds, bundle: string): Promise<Outcome> {
  const dropped = await dropParked(ws, bundle);
  const lines = dropped.map(
    ({ number, volumes }) => `已丢掉第${number}包第 ${sayNumbers(volumes)} 卷；记录和统计未动，需要时可以重新读入`,
  );
  return { result: { dropped }, lines };
}

function missingOutcome(ws: MissingNeeds, unit: string | undefined): Outcome {
  const units = missingOf(ws, unit);
  return { result: { units }, lines: units.length === 0 ? ["没有缺的卷和文件"] : units.flatMap(linesOf) };
}

function linesOf({ unitName, bundles, files }: MissingOfUnit): readonly string[] {
  return [
    unitName,
    ...bundles.map(
      ({ bundle, number, volumes, arrived, missing, parked }) =>
        `${parked ? `  包号 ${bundle.slice(0, 16)}，第 1 卷未到，已到的先收着，等它来（不等了：--drop）\n` : ""}  第${number}包：已到第 ${sayNumbers(arrived)} 卷（共 ${volumes} 卷），缺 ${missing.map((one) => one.fileName).join("、")}`,
    ),
    ...files.map(({ name, sizeBytes, title, volumes }) => {
      const where = volumes.map(({ number, volume }) => `第${number}包第${volume}卷`).join("、");
      return `  缺 ${name}（${sizeText(sizeBytes)}），${title}${where === "" ? "" : `，在${where}`}`;
    }),
  ];
}

function askedOutcome(ws: Needs<FeedReader & ReceiptReader & RecordReader>): Outcome {
  const volumes = askedVolumes(ws);
  const last = lastReceipt(ws);
  const files = last === undefined ? [] : [...last.missingMedia];
  const lines = [
    ...volumes.map(({ number, volumes: list }) => `第${number}包缺第 ${sayNumbers(list)} 卷`),
    ...(files.length === 0 ? [] : [`缺 ${files.length} 个文件`]),
  ];
  return { result: { volumes, files }, lines: lines.length === 0 ? ["县里没有说缺什么"] : lines };
}
