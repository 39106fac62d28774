// 附件2 of one unit and of the county: figures, the records behind a cell, the papers drawn from them.
import { tallyOf } from "../../domain/duty-tally.ts";
import { timedPeriods } from "../../domain/campaign/deadlines.ts";
import { portableName } from "../../domain/file-names.ts";
import { FIGURE_COLUMN_NAMES, type Figure, type FigureColumn } from "../../domain/statistics/figures.ts";
import { isMarked } from "../../domain/statistics/marks.ts";
import type { NotCountedReason } from "../../domain/statistics/countable.ts";
import type { Statistics } from "../../domain/statistics/compute.ts";
import { listingFacts } from "../../domain/kinds.ts";
import { cappedSum } from "../../domain/limits.ts";
import { formulaTerms } from "../../domain/statistics/formula-terms.ts";
import { Problem } from "../../domain/problem.ts";
import type { Desk } from "../../usecases/desk.ts";
import { unitName } from "../../usecases/export-bundle.ts";
import { computeFigures, consolidateFigures } from "../../usecases/figures.ts";
import { buildMatrix } from "../../usecases/obligations.ts";
import { drawForm, prepareForm, SHOWN_COLUMN } from "../../usecases/print-form.ts";
import { obligationFor, reportTypeOf } from "../../usecases/report-names.ts";
import { validateFigures } from "../../usecases/validate-figures.ts";
import type { Procedures } from "../base.ts";
import type { BehindRecord, Cell, Consolidated, Marks, PaperOf, Period, UnitFigures } from "../contract/figures.ts";
import type { Host, OpenWorkspace } from "../host.ts";
import { countyChecks, findingView } from "../views/finding-view.ts";
import { attachmentsOf, mediaItemsOf } from "../views/media-view.ts";

const PAGE = 100;
const MEDIA_SHOWN = 12;

export function reportRoutes({ at, host }: Procedures) {
  return {
    figures: at.reports.figures.handler(({ input, context }) => unitFigures(context.workspace.desk, input.unit, input.period)),
    behind: at.reports.behind.handler(({ input, context }) =>
      behind(context.workspace.desk, host, input.cell, Number(input.cursor ?? 0)),
    ),
    pages: at.reports.pages.handler(({ input, context }) => pagesOf(context.workspace, input)),
    write: at.reports.write.handler(({ input, context }) => writePaper(context.workspace, host, input)),
  };
}

export function statisticsRoutes({ at }: Procedures) {
  return {
    checks: at.statistics.checks.handler(({ input, context }) => countyChecks(context.workspace.desk, input.period ?? "total")),
    consolidated: at.statistics.consolidated.handler(({ input, context }) =>
      consolidatedView(context.workspace.desk, input.period ?? "total", input.column),
    ),
  };
}

/** The campaign's periods, and the whole. */
export function periodViews(desk: Desk): Period[] {
  const periods = timedPeriods(desk.campaign()).map(({ id, title, fromMs, toMs }) => ({ id, title, fromMs, toMs }));
  const total = {
    id: "total",
    title: { zh: "累计", en: "Total" },
    fromMs: periods[0]?.fromMs ?? 0,
    toMs: periods.at(-1)?.toMs ?? 0,
  };
  return [...periods, total];
}

function periodNamed(desk: Desk, id: string): Period {
  const found = periodViews(desk).find((period) => period.id === id);
  if (found === undefined) throw new Problem("period-unknown", { period: id });
  return found;
}

function unitFigures(desk: Desk, unitCode: string | undefined, periodId: string | undefined): UnitFigures {
  const unit = unitCode ?? desk.store.facts().unit;
  const period = periodNamed(desk, periodId ?? "total");
  const table = computeFigures(desk, unit, period.id);
  const rows = new Map(table.rows.map((row) => [row.row, row]));
  return {
    unit: { code: unit, name: unit === "all" ? desk.campaign().committee.county : unitName(desk, unit) },
    period,
    periods: periodViews(desk),
    groups: [...desk.campaign().indicatorGroups],
    rows: desk.campaign().indicators.map((indicator) => {
      const row = rows.get(indicator.code);
      return {
        ...indicatorView(indicator),
        period: row?.period ?? { kind: "none" as const },
        cumulative: row?.cumulative ?? { kind: "none" as const },
        marks: marksOf(row),
        notCounted: row?.notCounted.filter((item) => item.reason === "no-evidence").length ?? 0,
      };
    }),
    findings: validateFigures(desk, unit, period.id, reportTypeOf(desk, period.id)).map((found) => findingView(desk, found)),
  };
}

function marksOf(from: Marks | undefined): Marks {
  return { pending: from?.pending ?? 0, conflicts: from?.conflicts ?? 0, unreported: from?.unreported ?? 0 };
}

function indicatorView(indicator: ReturnType<Desk["campaign"]>["indicators"][number]) {
  const { code, group, label, unit } = indicator;
  return { row: code, group, label, unit, core: indicator.core ?? false, part: indicator.part ?? false };
}

function behind(desk: Desk, host: Host, cell: Cell, from: number) {
  const campaign = desk.campaign();
  const indicator = campaign.indicators.find((candidate) => candidate.code === cell.row);
  if (indicator === undefined) throw new Problem("form-unknown", { form: cell.row });
  const units = unitsOf(desk, cell);
  const tables = units.map((unit) => computeFigures(desk, unit, cell.period));
  const rows = tables.map((table) => table.rows.find((row) => row.row === cell.row)).filter((row) => row !== undefined);
  const counted = rows.flatMap((row) => [...row.records]).filter((item) => item[cell.column] !== 0);
  const withheld = rows.flatMap((row) => [...row.notCounted]).filter((item) => item[cell.column] !== 0);
  const all = [
    ...counted.map((item) => behindRecord(desk, host, cell, item)),
    ...withheld.map((item) => behindRecord(desk, host, cell, item, item.reason)),
  ];
  const only = rows.length === 1 ? rows[0]?.[cell.column] : undefined;
  const sum = cappedSum(counted.map((item) => item[cell.column]));
  return {
    label: indicator.label,
    unit: indicator.unit,
    figure: only ?? ({ kind: "number", value: sum } as const),
    rule: formulaTerms(campaign, indicator),
    records: all.slice(from, from + PAGE),
    total: all.length,
    next: from + PAGE < all.length ? String(from + PAGE) : null,
  };
}

function unitsOf(desk: Desk, cell: Cell): readonly string[] {
  if (cell.of === "total" || cell.of === "all") return ["all"];
  const column = consolidateFigures(desk, cell.period).columns.find((candidate) => candidate.id === cell.of);
  return column === undefined ? [cell.of] : column.units;
}

type Row = Statistics["rows"][number];
type Contribution = Row["records"][number];

/** A record as it counts: at the county that may be an earlier state than the one it shows. */
function behindRecord(desk: Desk, host: Host, cell: Cell, item: Contribution, reason?: NotCountedReason): BehindRecord {
  const record = desk.store.record(item);
  const earlier = desk.store.countedValue(item);
  const value = earlier ?? record?.value ?? null;
  const media = mediaItemsOf(desk, host, value);
  const { title, occurred } = listingFacts(item.kind, value);
  return {
    unit: item.unit,
    kind: item.kind,
    record: item.record,
    unitName: unitName(desk, item.unit),
    title: title ?? "",
    date: occurred ?? "",
    contribution: Math.min(item[cell.column], Number.MAX_SAFE_INTEGER),
    reason: reason ?? null,
    later: earlier !== undefined || item.later === true,
    conflict: item.conflict === true,
    pending: media.some((file) => file.state === "pending"),
    media: media.slice(0, MEDIA_SHOWN),
    mediaTotal: attachmentsOf(value).length,
  };
}

function consolidatedView(desk: Desk, periodId: string, column: FigureColumn): Consolidated {
  const period = periodNamed(desk, periodId);
  const table = consolidateFigures(desk, period.id);
  const indicators = new Map(desk.campaign().indicators.map((indicator) => [indicator.code, indicator]));
  const obligation = obligationFor(desk, period.id)?.id;
  const { owed, received: handedIn } = tallyOf(buildMatrix(desk).cells.filter((cell) => cell.obligation === obligation));
  const kinds = { unit: "unit", group: "subtotal", duplicates: "dedup", total: "total" } as const;
  return {
    period,
    column,
    periods: periodViews(desk),
    columns: table.columns.map(({ id, label, type }) => ({ id, label, kind: kinds[type] })),
    groups: [...desk.campaign().indicatorGroups],
    rows: table.rows.flatMap(({ row, cells }) => {
      const indicator = indicators.get(row);
      const figures: Figure[] = cells.map((cell) => cell[column]);
      const marked = cells.flatMap((cell, at) => (isMarked(cell) ? [[table.columns[at]?.id ?? "", marksOf(cell)] as const] : []));
      return indicator === undefined
        ? []
        : [{ ...indicatorView(indicator), figures, marks: marksOf(cells.at(-1)), columnMarks: Object.fromEntries(marked) }];
    }),
    handedIn,
    owed,
  };
}

/** Names for files of papers, as offices call them. */
const PAPER_NAMES: Readonly<Record<PaperOf["form"], string>> = {
  attachment1: "附件1",
  attachment2: "附件2",
  consolidated: "汇总表",
  matrix: "进度表",
  missing: "补报单",
};

function paperRequest(paper: PaperOf) {
  const { form, unit, period, column, blank, short } = paper;
  return {
    form,
    ...(unit !== undefined && { unit }),
    ...(period !== undefined && { period }),
    ...(column !== undefined && { column }),
    ...(blank !== undefined && { blank }),
    ...(short !== undefined && { short }),
  };
}

async function pagesOf({ desk, papers }: OpenWorkspace, paper: PaperOf) {
  const pages = await drawForm(papers, prepareForm(desk, paperRequest(paper)), "svg");
  return { title: PAPER_NAMES[paper.form], pages: pages.map((bytes) => sizedPage(new TextDecoder().decode(bytes))) };
}

const POINT_MM = 25.4 / 72;

/** A page's size as its SVG states it, in points. */
function sizedPage(svg: string): Readonly<{ svg: string; widthMm: number; heightMm: number }> {
  const [width, height] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg)?.slice(1).map(Number) ?? [595.28, 841.89];
  return { svg, widthMm: (width ?? 0) * POINT_MM, heightMm: (height ?? 0) * POINT_MM };
}

/** The county's table of a period holds one of two figures; of the whole both are the same. */
function columnName({ form, period, column = SHOWN_COLUMN }: PaperOf): string {
  return form !== "consolidated" || period === undefined || period === "total" ? "" : `-${FIGURE_COLUMN_NAMES[column]}`;
}

const MIME = { pdf: "application/pdf", xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" } as const;
type Writing = Readonly<{
  paper: PaperOf;
  format: "pdf" | "xlsx";
  target: Readonly<{ to: "folder"; path: string } | { to: "download" }>;
}>;

async function writePaper({ desk, papers }: OpenWorkspace, host: Host, { paper, format, target }: Writing) {
  const [bytes = new Uint8Array()] = await drawForm(papers, prepareForm(desk, paperRequest(paper)), format);
  const unit = unitName(desk, paper.unit ?? desk.store.facts().unit);
  const period = paper.period === undefined ? "" : `-${periodNamed(desk, paper.period).title.zh}`;
  // Units and periods are named by the campaign's document, in any characters.
  const name = portableName(
    `${PAPER_NAMES[paper.form]}-${unit}${period}${columnName(paper)}${paper.blank === true ? "-空白" : ""}.${format}`,
    `安报.${format}`,
  );
  if (target.to === "download")
    return { name, sizeBytes: bytes.byteLength, path: null, url: host.offerDownload(name, MIME[format], bytes) };
  return { name, sizeBytes: bytes.byteLength, path: await host.folders.write(target.path, name, bytes), url: null };
}
