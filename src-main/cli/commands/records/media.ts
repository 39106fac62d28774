// media export|sheet|smaller|check|tidy|bin|redraw: originals and small pictures out of the archive, and care for what lies there.
import { InvalidArgumentError, type Command } from "commander";
import { writePaper } from "../../../compose/door.ts";
import { sizeText } from "../../../domain/bundle/room.ts";
import { namedRecord } from "../../../domain/record/named-record.ts";
import { checkedUnit } from "../../../usecases/campaign.ts";
import { allFiles, type GalleryChoice } from "../../../usecases/gallery/choose-files.ts";
import { contactSheets } from "../../../usecases/gallery/contact-sheets.ts";
import { exportOriginals, type ExportedOriginals } from "../../../usecases/gallery/export-originals.ts";
import { checkMedia, emptyBin, tidyMedia, type MediaCheck } from "../../../usecases/keeping/media-check.ts";
import type { Workspace } from "../../../usecases/workspace.ts";
import { action } from "../../command.ts";
import { atWorkspace, watchedProgress } from "../../session.ts";
import { renditionSizes } from "../../../domain/renditions/renditions.ts";
import { makePhotosSmaller, type MadeSmallerPhotos } from "../../../usecases/gallery/make-photos-smaller.ts";

type Choice = Readonly<{ unit?: string; from?: string; toDay?: string; period?: string }>;

export function addMediaCommands(program: Command): void {
  const media = program.command("media").description("媒体：导出原件、打印小样、清点");
  withChoice(media.command("export <dir>").description("把原件按单位、日期、活动写成普通文件夹，附清单"))
    .requiredOption("--to <folder>", "写到哪个文件夹")
    .action(
      action(async (global, dir: string, options: Choice & { to: string }) => {
        const result = await atWorkspace(dir, global, ({ ws, papers }) => {
          const files = allFiles(ws, choiceOf(ws, options));
          return exportOriginals(ws, papers, { folder: options.to, files }, watchedProgress("写入"));
        });
        return { result, lines: [`已写到 ${result.folder}，已回读核对`, saidOf(result)] };
      }),
    );
  withChoice(media.command("sheet <dir>").description("小样：每页十二张小图，带名称、时间和活动（PDF）"))
    .requiredOption("-o, --output <file>", "文件；多于一册的加编号")
    .action(
      action(async (global, dir: string, options: Choice & { output: string }) => {
        const files = await atWorkspace(dir, global, async ({ ws, papers }) => {
          const written: string[] = [];
          const chosen = [...allFiles(ws, choiceOf(ws, options))];
          for await (const bytes of contactSheets(ws, papers, chosen, watchedProgress("生成"))) {
            const path = numbered(options.output, written.length + 1);
            await writePaper(path, bytes);
            written.push(path);
          }
          return written;
        });
        return { result: { files }, lines: files.map((file) => `已生成 ${file}`) };
      }),
    );
  addSmaller(media);
  addCare(media);
}

function addSmaller(media: Command): void {
  withChoice(media.command("smaller <dir>").description("给照片做压缩版，原件不变；导出时用 --small 带压缩版"))
    .option("--long-side <px>", "长边多少像素，默认按方案", numberOf)
    .option("--quality <percent>", "JPEG 质量 40 到 95，默认按方案", numberOf)
    .action(
      action(async (global, dir: string, options: Choice & { longSide?: number; quality?: number }) => {
        const result = await atWorkspace(dir, global, ({ ws }) => {
          const usual = renditionSizes(ws.campaign()).photo;
          const size = {
            longSidePx: options.longSide ?? usual.longSidePx,
            qualityPercent: options.quality ?? usual.qualityPercent,
          };
          return makePhotosSmaller(ws, allFiles(ws, choiceOf(ws, options)), size, watchedProgress("生成"));
        });
        return { result, lines: smallerLines(result) };
      }),
    );
}

function smallerLines({ made, fromBytes, toBytes, skipped }: MadeSmallerPhotos): readonly string[] {
  const sizes = made === 0 ? "" : `，${sizeText(fromBytes)} → ${sizeText(toBytes)}`;
  return [`已做压缩版 ${made} 张${sizes}`, ...skipped.map(({ name, code }) => `没有做：${name}（${REASONS[code] ?? code}）`)];
}

const REASONS: Readonly<Record<string, string>> = {
  "rendition-not-smaller": "原件已经够小",
  "rendition-not-possible": "打不开",
  "media-damaged": "已损坏",
  "media-too-large": "太大",
};

function numberOf(text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 1) throw new InvalidArgumentError("1 …");
  return number;
}

function addCare(media: Command): void {
  media
    .command("check <dir>")
    .description("清点原件：缺的、变了的（带记录）、无主的，和回收站里的")
    .option("--read", "逐字节核对")
    .action(
      action(async (global, dir: string, options: { read?: boolean }) => {
        const result = await atWorkspace(dir, global, ({ ws }) => checkMedia(ws, options.read === true, watchedProgress("核对")));
        return { result, lines: checkLines(result), wrong: result.troubled.length > 0 };
      }),
    );
  media
    .command("tidy <dir>")
    .description("收拾无主文件：有记录要的收回，其余移到 lost-and-found，不删除")
    .action(
      action(async (global, dir: string) => {
        const result = await atWorkspace(dir, global, ({ ws }) => tidyMedia(ws, watchedProgress("收拾")));
        return { result, lines: [`收回 ${result.taken} 个，移到 ${result.folder} ${result.moved} 个`] };
      }),
    );
  media
    .command("empty-bin <dir>")
    .description("清空回收站：已没有记录要用的原件从本机删除")
    .requiredOption("--yes", "确认删除")
    .action(
      action(async (global, dir: string) => {
        const result = await atWorkspace(dir, global, ({ ws }) =>
          emptyBin(
            ws,
            ws.store.idleOriginals().map(({ sha256 }) => sha256),
          ),
        );
        return { result, lines: [`已删除 ${result.files} 件，${sizeText(result.sizeBytes)}`] };
      }),
    );
  media
    .command("redraw <dir>")
    .description("重新生成小图：原有的清除，再看到时重画")
    .action(
      action(async (global, dir: string) => {
        const pictures = await atWorkspace(dir, global, ({ ws }) => ws.previews.drawAnew());
        return { result: { pictures }, lines: [`已清除 ${pictures} 张小图`] };
      }),
    );
}

const TROUBLES = { missing: "原件丢失", changed: "原件已变" } as const;

function checkLines({ originals, troubled, unaccounted, bin, found }: MediaCheck): readonly string[] {
  const named = ({ trouble, record, file, sha256 }: MediaCheck["troubled"][number]) =>
    [TROUBLES[trouble], namedRecord(record), file ?? sha256].filter((part) => part !== "").join("  ");
  const binned = bin.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  return [
    troubled.length === 0 ? `原件 ${originals} 件，没有缺的` : `原件 ${originals} 件，有问题的 ${troubled.length} 件`,
    ...troubled.map(named),
    ...unaccounted.map(({ sha256, sizeBytes }) => `无主文件  ${sha256}  ${sizeText(sizeBytes)}`),
    ...found.files.map(({ name, sizeBytes }) => `已移到 ${found.folder}  ${name}  ${sizeText(sizeBytes)}`),
    `回收站 ${bin.length} 件，${sizeText(binned)}`,
    ...bin.map(({ record, name, sha256 }) => `可删  ${namedRecord(record)}  ${name ?? sha256}`),
  ];
}

function withChoice(command: Command): Command {
  return command
    .option("--unit <code>", "只要一个单位的")
    .option("--period <period>", "只要一期的，如 weekly:2")
    .option("--from <day>", "从哪天的记录起，如 2021-06-01", dayOf)
    .option("--to-day <day>", "到哪天的记录为止", dayOf);
}

function dayOf(text: string): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) throw new InvalidArgumentError("YYYY-MM-DD");
  return text;
}

/** @throws {Problem} `unit-unknown`, `period-unknown` */
function choiceOf(ws: Pick<Workspace, "campaign">, { unit, period, from, toDay }: Choice): GalleryChoice {
  return {
    ...(unit !== undefined && { unit: checkedUnit(ws, unit) }),
    ...(period !== undefined && { period }),
    ...(from !== undefined && { fromDay: from }),
    ...(toDay !== undefined && { toDay }),
  };
}

function numbered(path: string, number: number): string {
  return number === 1 ? path : path.replace(/(\.[^.]*)?$/, `-${number}$1`);
}

function saidOf({ files, sizeBytes, records, pending, erased, lost }: ExportedOriginals): string {
  const without = [
    ...(pending > 0 ? [`待补 ${pending}`] : []),
    ...(erased > 0 ? [`已清除 ${erased}`] : []),
    ...(lost > 0 ? [`缺失或已变 ${lost}`] : []),
  ];
  const said = `原件 ${files} 件，${sizeText(sizeBytes)}，属于 ${records} 条记录`;
  return without.length === 0 ? said : `${said}；没有写出：${without.join("，")}，见清单`;
}
