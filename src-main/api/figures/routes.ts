// 附件2 of one unit and of the county: figures, the records behind a cell, the papers drawn from them.
import { namedPeriods } from "../../domain/campaign/named-periods.ts";
import { portableName } from "../../domain/file-names.ts";
import { FIGURE_COLUMN_NAMES, type Figure, type FigureColumn } from "../../domain/statistics/figures/figures.ts";
import { isMarked } from "../../domain/statistics/counting/marks.ts";
import type { Workspace, Needs } from "../../usecases/workspace.ts";
import { countedState, recordsBehind, type BehindItem } from "../../usecases/figures/behind.ts";
import { computeFigures, consolidateFigures } from "../../usecases/figures/figures.ts";
import { tallyOfPeriod } from "../../usecases/duties/matrix/period-tally.ts";
import { drawForm, prepareForm, SHOWN_COLUMN } from "../../usecases/papers/print-form.ts";
import { reportTypeOf } from "../../usecases/duties/reports/report-names.ts";
import { validateFigures, type ValidateFiguresNeeds } from "../../usecases/figures/validate-figures.ts";
import type { Procedures } from "../base.ts";
import type { BehindRecord, Cell, Consolidated, Marks, PaperOf, UnitFigures } from "./contract.ts";
import type { Host, OpenWorkspace } from "../host.ts";
import { countyChecks, findingView } from "../views/finding-view.ts";
import { mediaItemsOf, type MediaViewNeeds } from "../views/media-view.ts";
import { periodNamed, unitName } from "../../usecases/campaign.ts";
import type { ObligationsNeeds } from "../../usecases/duties/matrix/obligations.ts";
import type { FactReader } from "../../usecases/ports/store/facts.ts";
import type { RecordReader } from "../../usecases/ports/store/records.ts";
import type { ReportReader } from "../../usecases/ports/store/reports.ts";
import { smallSuffices } from "../../domain/renditions/renditions.ts";

type FiguresRoutesNeeds = ObligationsNeeds &
  ValidateFiguresNeeds &
  MediaViewNeeds &
  Needs<FactReader & RecordReader & ReportReader, "campaign" | "world">;

const PAGE = 100;
const MEDIA_SHOWN = 12;

export function reportRoutes({ at, host }: Procedures) {
  return {
    figures: at.reports.figures.handler(({ input, context }) => unitFigures(context.workspace.ws, input.unit, input.period)),
    behind: at.reports.behind.handler(({ input, context }) =>
      behindView(context.workspace.ws, host, input.cell, input.cursor ?? 0),
    ),
    pages: at.reports.pages.handler(({ input, context }) => pagesOf(context.workspace, input)),
    write: at.reports.write.handler(({ input, context }) => writePaper(context.workspace, host, input)),
  };
}

export function statisticsRoutes({ at }: Procedures) {
  return {
    checks: at.statistics.checks.handler(({ input, context }) => countyChecks(context.workspace.ws, input.period ?? "total")),
    consolidated: at.statistics.consolidated.handler(({ input, context }) =>
      consolidatedView(context.workspace.ws, input.period ?? "total", input.column),
    ),
  };
}

function unitFigures(ws: FiguresRoutesNeeds, unitCode: string | undefined, periodId: string | undefined): UnitFigures {
  const unit = unitCode ?? ws.store.facts().unit;
  const period = periodNamed(ws, periodId ?? "total");
  const table = computeFigures(ws, unit, period.id);
  const rows = new Map(table.rows.map((row) => [row.row, row]));
  return {
    unit: { code: unit, name: unit === "all" ? ws.campaign().committee.county : unitName(ws, unit) },
    period,
    periods: [...namedPeriods(ws.campaign())],
    groups: [...ws.campaign().indicatorGroups],
    rows: ws.campaign().indicators.map((indicator) => {
      const row = rows.get(indicator.code);
      return {
        ...indicatorView(indicator),
        period: row?.period ?? { kind: "none" as const },
        cumulative: row?.cumulative ?? { kind: "none" as const },
        marks: marksOf(row),
        notCounted: row?.notCounted.filter((item) => item.reason === "no-evidence").length ?? 0,
      };
    }),
    findings: validateFigures(ws, unit, period.id, reportTypeOf(ws, period.id)).map((found) => findingView(ws, found)),
  };
}

function marksOf(from: Marks | undefined): Marks {
  return { pending: from?.pending ?? 0, conflicts: from?.conflicts ?? 0, unreported: from?.unreported ?? 0 };
}

function indicatorView(indicator: ReturnType<Workspace["campaign"]>["indicators"][number]) {
  const { code, group, label, unit } = indicator;
  return { row: code, group, label, unit, core: indicator.core ?? false, part: indicator.part ?? false };
}

function behindView(ws: FiguresRoutesNeeds, host: Host, cell: Cell, from: number) {
  const { indicator, figure, rule, items } = recordsBehind(ws, cell);
  return {
    label: indicator.label,
    unit: indicator.unit,
    figure,
    rule,
    records: items.slice(from, from + PAGE).map((item) => behindRecord(ws, host, cell, item)),
    total: items.length,
    next: from + PAGE < items.length ? String(from + PAGE) : null,
  };
}

function behindRecord(ws: FiguresRoutesNeeds, host: Host, cell: Cell, item: BehindItem): BehindRecord {
  const { value, title, occurred, isEarlier } = countedState(ws, item);
  const media = mediaItemsOf(ws, host, value);
  return {
    unit: item.unit,
    kind: item.kind,
    record: item.record,
    unitName: unitName(ws, item.unit),
    title: title ?? "",
    date: occurred ?? "",
    contribution: Math.min(item[cell.column], Number.MAX_SAFE_INTEGER),
    reason: item.reason,
    later: isEarlier,
    conflict: item.conflict === true,
    pending: media.some(({ state }) => state === "pending" || (state === "small" && !smallSuffices(ws.campaign()))),
    media: media.slice(0, MEDIA_SHOWN),
    mediaTotal: media.length,
  };
}

function consolidatedView(ws: FiguresRoutesNeeds, periodId: string, column: FigureColumn): Consolidated {
  const period = periodNamed(ws, periodId);
  const table = consolidateFigures(ws, period.id);
  const indicators = new Map(ws.campaign().indicators.map((indicator) => [indicator.code, indicator]));
  const { owed, received: handedIn } = tallyOfPeriod(ws, period.id);
  const kinds = { unit: "unit", group: "subtotal", duplicates: "dedup", total: "total" } as const;
  return {
    period,
    column,
    periods: [...namedPeriods(ws.campaign())],
    columns: table.columns.map(({ id, label, type }) => ({ id, label, kind: kinds[type] })),
    groups: [...ws.campaign().indicatorGroups],
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

async function pagesOf({ ws, papers }: OpenWorkspace, paper: PaperOf) {
  const pages = await drawForm(papers, prepareForm(ws, paperRequest(paper)), "svg");
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

async function writePaper({ ws, papers }: OpenWorkspace, host: Host, { paper, format, target }: Writing) {
  const [bytes = new Uint8Array()] = await drawForm(papers, prepareForm(ws, paperRequest(paper)), format);
  const unit = unitName(ws, paper.unit ?? ws.store.facts().unit);
  const period = paper.period === undefined ? "" : `-${periodNamed(ws, paper.period).title.zh}`;
  // Units and periods are named by the campaign's document, in any characters.
  const name = portableName(
    `${PAPER_NAMES[paper.form]}-${unit}${period}${columnName(paper)}${paper.blank === true ? "-空白" : ""}.${format}`,
    `安报.${format}`,
  );
  if (target.to === "download")
    return { name, sizeBytes: bytes.byteLength, path: null, url: host.offerDownload(name, MIME[format], bytes) };
  return { name, sizeBytes: bytes.byteLength, path: await host.folders.write(target.path, name, bytes), url: null };
}
