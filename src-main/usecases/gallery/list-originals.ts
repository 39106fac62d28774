// The list that lies beside exported originals: every file that was asked for, with what became of it.
import { sizeText } from "../../domain/bundle/room.ts";
import { formatChineseDateTime } from "../../domain/campaign/local-time.ts";
import { ledger, type LedgerModel } from "../../paper/models/ledger.ts";
import type { Workspace } from "../workspace.ts";
import type { PlacedFile } from "./plan-folders.ts";
import type { OriginalState } from "../../domain/renditions/renditions.ts";

export const LIST_NAME = "清单.xlsx";

/** `lost`: was here once and is gone or has changed. */
export type FileState = OriginalState | "lost";

export type ListedFile = PlacedFile & Readonly<{ state: FileState }>;

const CLASSES = { photo: "照片", video: "视频", audio: "录音", document: "文件" } as const;
const STATES: Readonly<Record<FileState, string>> = {
  here: "",
  small: "待补（已到压缩版）",
  pending: "待补",
  erased: "已清除",
  lost: "缺失或已变",
};

export function listOfOriginals(ws: Pick<Workspace, "campaign" | "world">, files: readonly ListedFile[]): LedgerModel {
  const { title, calendar } = ws.campaign();
  const missing = files.filter(({ state }) => state !== "here").length;
  return ledger({
    title: "原件清单",
    note: title.zh,
    paper: "a3",
    numbered: true,
    columns: [
      { name: "单位", share: 2 },
      { name: "日期", share: 1.2, align: "center" },
      { name: "记录", share: 3 },
      { name: "文件夹", share: 3.4 },
      { name: "文件名", share: 2.6 },
      { name: "种类", share: 0.7, align: "center" },
      { name: "大小", share: 0.9, align: "right" },
      { name: "拍摄时间", share: 1.5, align: "center" },
      { name: "说明", share: 2 },
      { name: "没有写出的原因", share: 1.2, align: "center" },
      { name: "SHA-256", share: 4.2 },
    ],
    rows: files.map(rowOf),
    notes: [
      `共 ${files.length} 件，写出 ${files.length - missing} 件${missing === 0 ? "" : `，没有写出 ${missing} 件`}。`,
      `导出时间 ${formatChineseDateTime(ws.world.nowMs(), calendar.offsetMinutes)}。拍摄时间是文件自己写的。`,
    ],
  });
}

function rowOf({ file, unitName, recordName, place, state }: ListedFile): string[] {
  const { attachment, record } = file;
  const written = state === "here";
  return [
    unitName,
    (record.day ?? "").slice(0, 10),
    recordName,
    written ? place.slice(0, -1).join("/") : "",
    written ? (place.at(-1) ?? "") : attachment.name,
    CLASSES[attachment.class],
    sizeText(attachment.sizeBytes),
    (attachment.takenAt ?? "").replace("T", " "),
    attachment.caption ?? "",
    STATES[state],
    attachment.sha256,
  ];
}
