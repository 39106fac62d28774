// 附件2 活动进展情况统计表: the model of one unit's table for one period, filled or blank. Pure data.
import { figureOf, officialDate, officialEnd, officialMoment, type Figure } from "./figures.ts";
import { field, stampOf, type Field, type Sides, type Stamp, type StampInput } from "./sheet.ts";

/** One indicator as the statistics hand it over; figures are decimal texts, `—` for not applicable. */
export type StatisticsRow = Readonly<{
  code: string;
  group: string;
  label: string;
  unit: string;
  period: string;
  cumulative: string;
  note?: string;
  /** Belongs to the short form (精简版). */
  short?: boolean;
}>;

export type PrintedRow = Readonly<{
  code: string;
  label: string;
  unit: string;
  period: Figure;
  cumulative: Figure;
  note: string;
}>;

/** Rows of one 类别; `short` is its number alone, for where the table leaves no room for the name. */
export type RowGroup<Row> = Readonly<{ name: string; short: string; rows: readonly Row[] }>;

export type Attachment2Model = Readonly<{
  label: string;
  title: string;
  /** 精简版, 更正表; null on the usual form. */
  note: string | null;
  sides: Sides;
  blank: boolean;
  /** Smaller type, so that the short form is one page. */
  compact: boolean;
  columns: readonly string[];
  /** Lines above the table, two fields each. */
  head: readonly (readonly Field[])[];
  groups: readonly RowGroup<PrintedRow>[];
  foot: readonly Field[];
  notes: readonly string[];
  stamp: Stamp | null;
}>;

export type Attachment2Input = Readonly<{
  rows: readonly StatisticsRow[];
  label?: string;
  title?: string;
  note?: string;
  sides?: Sides;
  /** Empty cells to fill in by hand; figures, unit and period of the input are left out. */
  blank?: boolean;
  /** Only the rows marked `short`. */
  short?: boolean;
  /** Group figures of five digits and more by thin spaces. */
  grouping?: boolean;
  unit?: string;
  /** Half-open [from, to) in local wall time, `YYYY-MM-DDTHH:mm`. */
  period?: Readonly<{ from: string; to: string }>;
  /** 第2期 or 终报. */
  issue?: string;
  /** `YYYY-MM-DD`. */
  filledOn?: string;
  /** 单位负责人 and 审核人 sign by hand; filler and telephone may be printed. */
  filler?: string;
  phone?: string;
  notes?: readonly string[];
  stamp?: StampInput;
}>;

/** Title of the notice (R211). */
export const ATTACHMENT2_TITLE = "全县“安全生产月”活动进展情况统计表";
export const ATTACHMENT2_COLUMNS = ["序号", "类别", "统计项目", "计量单位", "本期数", "累计数", "备注"] as const;
/** domain.md §4.2; the campaign may hand over others. */
export const ATTACHMENT2_NOTES = [
  "填报说明：1.人次按实际参加次数累计；2.联合举办的活动由牵头单位填报；3.无佐证资料的活动不计入。",
] as const;

/**
 * The table of one unit and period.
 *
 * @see domain.md §4.2, §4.3
 */
export function attachment2(input: Attachment2Input): Attachment2Model {
  const blank = input.blank ?? false;
  const rows = input.short === true ? input.rows.filter((row) => row.short === true) : input.rows;
  return {
    label: input.label ?? "附件2",
    title: input.title ?? ATTACHMENT2_TITLE,
    note: input.note ?? (input.short === true ? "（精简版）" : null),
    sides: input.sides ?? "double",
    blank,
    compact: input.short ?? false,
    columns: ATTACHMENT2_COLUMNS,
    head: headOf(blank ? {} : input),
    groups: groupRows(rows, (row) => printedRow(row, blank, input.grouping ?? false)),
    foot: footOf(blank ? {} : input, input.short ?? false),
    notes: input.notes ?? ATTACHMENT2_NOTES,
    stamp: input.stamp === undefined ? null : stampOf(input.stamp),
  };
}

/** Consecutive rows of the same group, in the order of the table. */
export function groupRows<In extends Readonly<{ group: string }>, Out>(
  rows: readonly In[],
  draw: (row: In) => Out,
): readonly RowGroup<Out>[] {
  const groups: { name: string; short: string; rows: Out[] }[] = [];
  for (const row of rows) {
    const last = groups.at(-1);
    if (last?.name === row.group) last.rows.push(draw(row));
    else groups.push({ name: row.group, short: numberOf(row.group), rows: [draw(row)] });
  }
  return groups;
}

/** 一、学习贯彻重要论述 → 一; a group without a number keeps its first four characters. */
function numberOf(group: string): string {
  const mark = group.indexOf("、");
  return mark > 0 && mark <= 3 ? group.slice(0, mark) : [...group].slice(0, 4).join("");
}

function printedRow(row: StatisticsRow, blank: boolean, grouping: boolean): PrintedRow {
  const figure = (text: string): Figure => (blank ? { text: "", value: null } : figureOf(text, grouping));
  const note = blank ? "" : (row.note ?? "");
  return {
    code: row.code,
    label: row.label,
    unit: row.unit,
    period: figure(row.period),
    cumulative: figure(row.cumulative),
    note,
  };
}

type HeadInput = Pick<Attachment2Input, "unit" | "period" | "issue" | "filledOn">;

function headOf(input: HeadInput): Attachment2Model["head"] {
  return [
    [field("填报单位（盖章）：", input.unit ?? "", 12), field("填报日期：", dateOrBlank(input.filledOn), 0)],
    [field("统计周期：", periodOf(input), 0), field("期次：", input.issue ?? "", 6)],
  ];
}

function periodOf({ period }: HeadInput): string {
  const blankMoment = "　　　年　月　日　时";
  return period === undefined ? `${blankMoment}至${blankMoment}` : `${officialMoment(period.from)}至${officialEnd(period.to)}`;
}

function dateOrBlank(iso: string | undefined): string {
  return iso === undefined ? "　　　年　月　日" : officialDate(iso);
}

function footOf(input: Pick<Attachment2Input, "filler" | "phone">, compact: boolean): readonly Field[] {
  const [wide, narrow] = compact ? [4, 3] : [7, 7];
  return [
    field("单位负责人（签字）：", "", wide),
    field("审核人：", "", narrow),
    field("填报人：", input.filler ?? "", narrow),
    field("联系电话：", input.phone ?? "", narrow),
  ];
}
