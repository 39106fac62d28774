// look: what files would bring, and what would become of them; nothing is taken in.
import type { Command } from "commander";
import { isExchange } from "../../../domain/bundle-purpose.ts";
import type { Campaign } from "../../../domain/campaign/schema.ts";
import { lengthText } from "../../../domain/kinds/length-text.ts";
import type { FoundBundles } from "../../../usecases/ports/bundles.ts";
import { lookAtFiles, type LookedBundle, type ReadBundle } from "../../../usecases/receiving/bundles/look-at-files.ts";
import { kindTitle } from "../../../usecases/sending/describe/say-left-out.ts";
import { action } from "../../command.ts";
import { problemView } from "../../outcome.ts";
import { atWorkspace, watchedProgress, type GlobalOptions } from "../../session.ts";
import { tellRefused } from "../../tell-refused.ts";

export function addLook(program: Command): void {
  program
    .command("look <dir> <paths...>")
    .description("看报送包会带来什么：每包的内容、核对结果和缺的包，不导入")
    .action(action((global, dir: string, paths: string[]) => look(global, dir, paths)));
}

async function look(global: GlobalOptions, dir: string, paths: string[]) {
  const { found, campaign } = await atWorkspace(dir, global, async ({ ws }) => ({
    found: await lookAtFiles(ws, paths, watchedProgress("核对")),
    campaign: ws.campaign(),
  }));
  const { bundles, batch, search } = found;
  tellRefused(global, batch.refused);
  const lines = bundles.flatMap((one) => (one.outcome === "refused" ? [] : bundleLines(one, campaign)));
  const { ignored, unreadable, capped } = search;
  return {
    result: { bundles: bundles.map(bundleFacts), together: batch.together, ignored, unreadable, capped },
    lines: [...(lines.length === 0 ? ["没有可以导入的包"] : lines), ...notLookedAt(search)],
  };
}

function notLookedAt({ ignored, unreadable, capped }: FoundBundles): readonly string[] {
  return [
    ...(ignored === 0 ? [] : [`另有 ${ignored} 个文件不是报送包，没有读取`]),
    ...(unreadable === 0 ? [] : [`有 ${unreadable} 个文件夹读不出，没有找`]),
    ...(capped ? ["文件太多，只找了前面一部分。请指定放报送包的文件夹"] : []),
  ];
}

function bundleFacts(one: LookedBundle) {
  return one.outcome === "refused" ? { ...one, problem: problemView(one.problem) } : one;
}

const PURPOSES: Readonly<Record<string, string>> = {
  "hand-in": "报送",
  "enrolment-request": "核准申请",
  pack: "方案包",
  receipt: "回执",
  exchange: "交换包",
  return: "归还包",
};

function bundleLines({ lead, volumes, media, ...read }: ReadBundle, campaign: Campaign): readonly string[] {
  const { changes, number } = lead;
  const sender = read.outcome === "held" ? `自称 ${lead.unitName}` : lead.unitName;
  const purpose = isExchange(lead) ? "exchange" : lead.purpose;
  const volume = volumes.total === 1 ? "" : `（${volumes.here}/${volumes.total} 卷）`;
  const kinds = Object.entries(changes.kinds).map(([kind, count]) => `${kindTitle(kind, campaign)} ${count} 条`);
  const { photos, videos, audio, documents, lengthMs } = media;
  const length = lengthMs === 0 ? "" : `，时长 ${lengthText(lengthMs)}${media.lengthless === 0 ? "" : " 以上"}`;
  return [
    `${sender} ${lead.device} 第${number}包${volume}　${PURPOSES[purpose] ?? purpose}　${outcomeWords({ lead, ...read })}`,
    `  新增 ${changes.newRecords}，更改 ${changes.changedRecords}，已有 ${changes.known}，冲突 ${changes.conflicts}`,
    ...(kinds.length === 0 ? [] : [`  ${kinds.join("、")}`]),
    ...(photos + videos + audio + documents === 0
      ? []
      : [`  照片 ${photos}，视频 ${videos}，录音 ${audio}，文件 ${documents}${length}`]),
    ...(read.missingVolumes.length === 0 ? [] : [`  第 ${read.missingVolumes.join("、")} 卷未到`]),
  ];
}

function outcomeWords({ outcome, lead, missingBundles }: Pick<ReadBundle, "outcome" | "lead" | "missingBundles">): string {
  const words: Readonly<Record<ReadBundle["outcome"], string>> = {
    ready: "签名有效，可以合并",
    conflict: `${lead.changes.conflicts} 处两台电脑填得不同`,
    gap: `缺第 ${missingBundles.join("、")} 包，可先合并`,
    held: "电脑未核准，先收着",
    ended: "电脑已停用，停用后写的不计入",
    waiting: "第 1 卷未到，先收着",
    already: "已导入过",
  };
  return words[outcome];
}
