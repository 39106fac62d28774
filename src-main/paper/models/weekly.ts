// 周报: the five sections of a unit's week, its figures and its list of material, as a document. Pure data.
import { document, headingMark, type Block, type DocumentModel } from "./document.ts";
import { officialEnd, officialMoment } from "./figures.ts";
import { field, type StampInput } from "./sheet.ts";

/** What happened, by section of the notice; each text is a paragraph. */
export type WeeklyInput = Readonly<{
  unit: string;
  /** 2021年“安全生产月”活动: the campaign's name in the title. */
  campaign: string;
  issue: number;
  /** Half-open [from, to) in local wall time, `YYYY-MM-DDTHH:mm`. */
  period: Readonly<{ from: string; to: string }>;
  recipients?: string;
  /** 一、: activities by catalogue group, in the order of the catalogue. Empty: a zero report with its `reason`. */
  activities: readonly Readonly<{ group: string; items: readonly string[] }>[];
  reason?: string;
  practices: readonly string[];
  hazards: readonly string[];
  problems: readonly string[];
  plans: readonly string[];
  /** Figures of 附件2 that are shown in the text's table; texts as they are printed. */
  figures: readonly Readonly<{ label: string; unit: string; period: string; cumulative: string }>[];
  /** Photos, videos and texts that come with the report. */
  materials: readonly Readonly<{ name: string; caption: string; takenAt: string }>[];
  liaison: string;
  reviewer: string;
  /** `YYYY-MM-DD`. */
  date: string;
  stamp?: StampInput;
}>;

/** Characters of 二号 that stand on one line of 156 mm. */
const TITLE_LINE = 20;

/** @see domain.md §6.1 */
export function weekly(input: WeeklyInput): DocumentModel {
  const sections = [
    { title: "本周活动开展情况", blocks: activityBlocks(input) },
    { title: "好的做法、特色项目、重要事项", blocks: texts(input.practices) },
    { title: "隐患排查、曝光、举报情况", blocks: texts(input.hazards) },
    { title: "存在问题及建议", blocks: texts(input.problems) },
    { title: "下周安排", blocks: texts(input.plans) },
  ];
  return document({
    title: titleOf(input.unit, `${input.campaign}开展情况周报`),
    note: `（第${input.issue}期　${officialMoment(input.period.from)}—${officialEnd(input.period.to)}）`,
    ...(input.recipients === undefined ? {} : { recipients: input.recipients }),
    blocks: [...sections.flatMap(({ title, blocks }, index) => [heading(1, index + 1, title), ...blocks]), ...tables(input)],
    signature: { unit: input.unit, date: input.date },
    foot: [field("联络员：", input.liaison, 6), field("审核人：", input.reviewer, 6), field("单位（盖章）：", "", 4)],
    ...(input.stamp === undefined ? {} : { stamp: input.stamp }),
  });
}

/** A title of more than one line breaks after the unit, so that no word is cut. */
function titleOf(unit: string, rest: string): string {
  return [...unit, ...rest].length > TITLE_LINE ? `${unit}\n${rest}` : unit + rest;
}

function heading(level: 1 | 2 | 3, place: number, title: string): Block {
  return { kind: "heading", level, text: headingMark(level, place) + title };
}

function texts(lines: readonly string[]): readonly Block[] {
  return lines.length === 0 ? [{ kind: "text", text: "无。" }] : lines.map((text) => ({ kind: "text", text }));
}

function activityBlocks({ activities, reason }: WeeklyInput): readonly Block[] {
  if (activities.length === 0)
    return [{ kind: "text", text: `本周未开展活动。${reason === undefined ? "" : `原因：${reason}`}` }];
  return activities.flatMap(({ group, items }, index) => [
    heading(2, index + 1, group),
    ...items.map((item, place): Block => ({ kind: "text", text: headingMark(3, place + 1) + item })),
  ]);
}

function tables({ figures, materials }: WeeklyInput): readonly Block[] {
  const data: Block = {
    kind: "table",
    columns: [
      { name: "统计项目", share: 6, align: "left" },
      { name: "计量单位", share: 1.6, align: "center" },
      { name: "本期数", share: 1.6, align: "right" },
      { name: "累计数", share: 1.8, align: "right" },
    ],
    rows: figures.map(({ label, unit, period, cumulative }) => [label, unit, period, cumulative]),
  };
  const list: Block = {
    kind: "table",
    columns: [
      { name: "文件名", share: 4, align: "left" },
      { name: "说明", share: 5, align: "left" },
      { name: "时间", share: 3, align: "center" },
    ],
    rows: materials.map(({ name, caption, takenAt }) => [name, caption, takenAt]),
  };
  const named = (title: string): Block => ({ kind: "heading", level: 3, text: title });
  return [
    ...(figures.length === 0 ? [] : [named("附：1.本周数据"), data]),
    ...(materials.length === 0 ? [] : [named(figures.length === 0 ? "附：电子版材料清单" : "2.电子版材料清单"), list]),
  ];
}
