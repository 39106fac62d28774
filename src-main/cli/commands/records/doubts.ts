// media look, findings, dismiss: 存疑照片 at the terminal.
import type { Command } from "commander";
import type { DoubtReason } from "../../../domain/doubts/doubts-of.ts";
import { visibleText } from "../../../domain/visible-text.ts";
import { dismissDoubts, listDoubts, type ListedDoubt } from "../../../usecases/doubts/list-doubts.ts";
import { takeLikenesses } from "../../../usecases/doubts/take-likenesses.ts";
import type { OriginalReader } from "../../../usecases/ports/store/originals.ts";
import type { RecordReader } from "../../../usecases/ports/store/records.ts";
import { readLackingFacts } from "../../../usecases/records/originals/read-facts.ts";
import type { Needs } from "../../../usecases/workspace.ts";
import { action } from "../../command.ts";
import { atWorkspace, watchedProgress } from "../../session.ts";

const REASONS: Readonly<Record<DoubtReason, string>> = {
  "same-file": "与另一项活动是同一个文件",
  similar: "与另一项活动的一张几乎一样",
  "cut-off": "文件不完整，大半看不到",
  "other-week": "拍摄时间和活动隔了一周以上",
  "taken-outside": "拍摄时间不在活动时间内",
  "taken-elsewhere": "离这项活动的其他照片较远",
  recompressed: "像是聊天软件压缩过的",
};

export function addDoubtCommands(program: Command): void {
  const media = program.commands.find((known) => known.name() === "media") ?? program.command("media").description("媒体");
  media
    .command("look <dir>")
    .description("看完还没有看过的照片：拍摄时间、相似照片")
    .action(
      action((global, dir: string) =>
        atWorkspace(dir, global, async ({ ws }) => {
          const progress = watchedProgress("正在看照片");
          const facts = await readLackingFacts(ws, progress);
          const photos = await takeLikenesses(ws, progress);
          return { result: { facts, photos }, lines: [`看了 ${photos} 张照片`] };
        }),
      ),
    );
  media
    .command("findings <dir>")
    .description("列出存疑照片")
    .option("--dismissed", "只列已经不再提示的")
    .action(
      action((global, dir: string, options: { dismissed?: boolean }) =>
        atWorkspace(dir, global, ({ ws }) => {
          const found = listDoubts(ws, options.dismissed === true ? "dismissed" : "open");
          const lines = found.map((doubt) => lineOf(ws, doubt));
          return { result: found.map((doubt) => saidOf(ws, doubt)), lines: lines.length === 0 ? ["没有存疑照片"] : lines };
        }),
      ),
    );
  media
    .command("dismiss <dir> <id>")
    .description("一项存疑不再提示；--again 重新提示")
    .option("--again", "重新提示")
    .action(
      action((global, dir: string, id: string, options: { again?: boolean }) =>
        atWorkspace(dir, global, ({ ws }) => {
          dismissDoubts(ws, [id], options.again !== true);
          return { result: { id }, lines: [options.again === true ? "重新提示" : "不再提示"] };
        }),
      ),
    );
}

type SayNeeds = Needs<OriginalReader & RecordReader>;

/** `stated`: the original is not here, only what its unit says or sent of it. */
function saidOf(ws: SayNeeds, { id, reason, record, photo, other, metres, answered }: ListedDoubt) {
  const { sha256, name, takenAt } = photo;
  return {
    id,
    reason,
    record,
    photo: { sha256, name, ...(takenAt !== undefined && { takenAt }) },
    ...(other && { other }),
    ...(metres !== undefined && { metres }),
    stated: ws.store.media(sha256) === undefined,
    answered,
  };
}

function lineOf(ws: SayNeeds, { id, reason, record, photo, other, answered }: ListedDoubt): string {
  const titleOf = (key: typeof record) => visibleText(ws.store.record(key)?.title ?? key.record);
  const stated = ws.store.media(photo.sha256) === undefined ? "单位自报" : "";
  const words = [id, record.unit, titleOf(record), visibleText(photo.name), REASONS[reason]];
  const pair = other === undefined ? "" : `${other.record.unit} ${titleOf(other.record)}`;
  return [...words, pair, stated, answered ? "单位已核过" : ""].join("\t").trimEnd();
}
