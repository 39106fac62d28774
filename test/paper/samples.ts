// Inputs that several tests draw: a liaison, a stamp, and the consolidated table of nine towns. No real data.
import type { LiaisonInput } from "../../src-main/paper/models/attachment1.ts";
import type { ConsolidatedInput } from "../../src-main/paper/models/consolidated.ts";
import type { WeeklyInput } from "../../src-main/paper/models/weekly.ts";
import { STATISTICS_ROWS } from "./statistics-rows.ts";

export const STAMP = {
  unitCode: "620724105",
  period: "第2期",
  templateVersion: "2021-1",
  dataHash: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
  printedAt: "2021-06-10T11:24",
  qrText: "anbao:1:620724105:weekly-2:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
} as const;

export const LIAISON = {
  unit: "骆驼城镇人民政府",
  name: "张䶮",
  gender: "女",
  position: "应急管理所干事",
  officePhone: "0936-6600000",
  mobile: "13800000000",
  messenger: "13800000000",
  email: "luotuocheng.anquan.shengchan@example.gov.cn",
  leader: "李𬭎　副镇长　0936-6600001",
  remark: "第一行\n第二行",
  signedOn: "2021-05-28",
  key: {
    code: "482135 099771 318460 771204 500388 164292",
    qrText: "anbao-key:1:620724105:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
  },
  stamp: STAMP,
} as const satisfies LiaisonInput;

const COLUMNS = ["城关镇", "宣化镇", "南华镇", "巷道镇", "合黎镇", "骆驼城镇", "新坝镇", "黑泉镇", "罗城镇"].map((name) => ({
  name,
}));
const SUMS = ["成员单位小计", "驻高单位小计", "企业小计"].map((name) => ({ name, sum: true }));

export const CONSOLIDATED: ConsolidatedInput = {
  columns: [...COLUMNS, ...SUMS, { name: "组委会办公室" }, { name: "去重" }, { name: "合计", sum: true }],
  rows: STATISTICS_ROWS.map(({ code, group, label, unit }, row) => ({
    code,
    group,
    label,
    unit,
    figures: Array.from({ length: 15 }, (_, column) =>
      column === 13 ? "—" : String((row * 7919 * (column + 3)) % (column === 14 ? 1_234_567 : 9999)),
    ),
  })),
  issuer: "县“安全生产月”活动组委会办公室",
  period: { from: "2021-05-24T00:00", to: "2021-07-01T00:00" },
  issue: "终报",
  stamp: STAMP,
};

export const WEEK: WeeklyInput = {
  unit: "骆驼城镇人民政府",
  campaign: "2021年“安全生产月”活动",
  issue: 2,
  period: { from: "2021-06-03T12:00", to: "2021-06-10T12:00" },
  recipients: "县“安全生产月”活动组委会办公室",
  activities: [{ group: "专题学习教育", items: ["学习一次。", "观看一次。"] }],
  practices: ["村村有人管。"],
  hazards: ["排查17项，已整改15项。"],
  problems: [],
  plans: ["开展咨询日活动。"],
  figures: STATISTICS_ROWS.slice(0, 12),
  materials: [{ name: "IMG_1.jpg", caption: "学习现场", takenAt: "2021-06-04 09:30" }],
  liaison: "张䶮",
  reviewer: "",
  date: "2021-06-10",
  stamp: STAMP,
};
