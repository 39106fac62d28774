// 补报单: what a unit has to send again, volume by volume and file by file, as a list to print and to hand over.
import { formatChineseDate, formatChineseDateTime, formatLocalDateTime } from "../../domain/campaign/local-time.ts";
import { canonicalJson } from "../../domain/json.ts";
import { sizeText } from "../../domain/bundle/room.ts";
import { sayNumbers } from "../../domain/bundle/volumes.ts";
import { ledger, type LedgerModel } from "../../paper/models/ledger.ts";
import type { Workspace } from "../workspace.ts";
import { missingOf, type MissingFile, type VolumesOf, type MissingNeeds } from "../receipts/missing.ts";
import { unitName } from "../campaign.ts";

type MissingFormNeeds = MissingNeeds & Pick<Workspace, "campaign" | "sha256" | "world">;

const CLASSES: Readonly<Record<string, string>> = { photo: "照片", video: "视频", audio: "音频", document: "文档" };

/** The list for one unit, as of now. */
export function missingForm(ws: MissingFormNeeds, unit: string): LedgerModel {
  const campaign = ws.campaign();
  const [found] = missingOf(ws, unit);
  const { bundles, files } = found ?? { bundles: [], files: [] };
  const now = ws.world.nowMs();
  const rows = [...bundles.flatMap(volumeRows), ...files.map(fileRow)];
  return ledger({
    title: "补报单",
    note: campaign.title.zh,
    orientation: "portrait",
    numbered: true,
    columns: [
      { name: "缺什么", share: 1.1, align: "center" },
      { name: "文件名", share: 4.3 },
      { name: "大小", share: 1, align: "right" },
      { name: "属于", share: 2.6 },
      { name: "在哪一卷", share: 1.4, align: "center" },
    ],
    rows,
    head: [
      { label: "单位：", value: `${unitName(ws, unit)}（${unit}）`, width: 14 },
      { label: "截至：", value: formatChineseDateTime(now, campaign.calendar.offsetMinutes), width: 12 },
    ],
    notes: [
      rows.length === 0 ? "没有缺的卷和文件。" : `共缺 ${lackingIn(bundles, files)}。${recordsNote(bundles)}`,
      "U盘上还有原来的卷，交来即可；没有了的，在“报送”里按“补报”重新导出，已收到的不必再交。",
    ],
    stamp: {
      unitCode: unit,
      period: "补报",
      templateVersion: `v${campaign.version}`,
      dataHash: ws.sha256(canonicalJson(rows)),
      printedAt: formatLocalDateTime(now, campaign.calendar.offsetMinutes),
    },
  });
}

/** Volume 1 alone brings records. */
function recordsNote(bundles: readonly VolumesOf[]): string {
  const lacking = bundles.filter(({ missing }) => missing.some(({ volume }) => volume === 1)).map(({ number }) => number);
  return lacking.length === 0 ? "记录都已收到，数已计入。" : `第${sayNumbers(lacking)}包的第 1 卷没有收到，记录还不全。`;
}

/** 2 卷、5 个文件: only what there is. */
function lackingIn(bundles: readonly VolumesOf[], files: readonly MissingFile[]): string {
  const volumes = bundles.reduce((sum, bundle) => sum + bundle.missing.length, 0);
  return [...(volumes > 0 ? [`${volumes} 卷`] : []), ...(files.length > 0 ? [`${files.length} 个文件`] : [])].join("、");
}

function volumeRows({ number, device, volumes, arrived, missing }: VolumesOf): string[][] {
  const whose = `第${number}包（${device}），共 ${volumes} 卷，已到第 ${sayNumbers(arrived)} 卷`;
  return missing.map(({ volume, fileName }) => ["卷", fileName, "", whose, `第${volume}卷`]);
}

function fileRow({ name, sizeBytes, class: kind, small, title, occurred, volumes }: MissingFile): string[] {
  const when = occurred === null ? "" : `（${formatChineseDate(occurred.slice(0, 10)).replace(/^\d+年/, "")}）`;
  const where = volumes.map(({ number, volume }) => `第${number}包第${volume}卷`).join("、");
  return [CLASSES[kind] ?? "文件", small ? `${name}（已到压缩版）` : name, sizeText(sizeBytes), `${title}${when}`, where];
}
