// statistics, matrix, validate, paper.
import { Option, type Command } from "commander";
import { writePaper } from "../../../compose/door.ts";
import {
  FIGURE_COLUMN_NAMES,
  FIGURE_COLUMNS,
  figureText,
  type FigureColumn,
} from "../../../domain/statistics/figures/figures.ts";
import { rowNote, tableNotes } from "../../../usecases/figures/figure-notes.ts";
import { computeFigures, consolidateFigures } from "../../../usecases/figures/figures.ts";
import type { Workspace, Needs } from "../../../usecases/workspace.ts";
import { gaps, type DeviceGap } from "../../../usecases/receipts/gaps.ts";
import { type ObligationState } from "../../../domain/duties/duty-tally.ts";
import { DUTY_WORDS } from "../../../usecases/papers/matrix-form.ts";
import { buildMatrix } from "../../../usecases/duties/matrix/obligations.ts";
import { drawForm, prepareForm, SHOWN_COLUMN } from "../../../usecases/papers/print-form.ts";
import { reportTypeOf } from "../../../usecases/duties/reports/report-names.ts";
import { validateFigures } from "../../../usecases/figures/validate-figures.ts";
import { action } from "../../command.ts";
import { findingLine } from "../../say-finding.ts";
import { gapLines } from "../../say-gaps.ts";
import { atWorkspace } from "../../session.ts";
import type { RecordReader } from "../../../usecases/ports/store/records.ts";
import type { ReportReader } from "../../../usecases/ports/store/reports.ts";

type FiguresNeeds = Needs<RecordReader & ReportReader, "campaign" | "world">;

type FigureOptions = Readonly<{ unit?: string; period: string; column?: FigureColumn }>;

const columnOption = () =>
  new Option("--column <column>", "汇总表印哪一列：period 本期数 | cumulative 累计数").choices(FIGURE_COLUMNS);

export function addFigureCommands(program: Command): void {
  program
    .command("statistics <dir>")
    .description("附件2的本期数和累计数；县级不指定单位时为汇总")
    .option("--unit <code>", "单位，或 all")
    .option("--period <period>", "weekly:2 | final | total", "total")
    .addOption(columnOption())
    .action(
      action((global, dir: string, options: FigureOptions) =>
        atWorkspace(dir, global, ({ ws }) => {
          const { role, unit } = ws.store.facts();
          if (role === "county" && options.unit === undefined) return consolidatedOutcome(ws, options);
          const result = computeFigures(ws, options.unit ?? unit, options.period);
          const labels = rowLabels(ws);
          const lines = result.rows.map((row) =>
            [row.row, figureText(row.period), figureText(row.cumulative), labels.get(row.row) ?? "", rowNote(row, role)].join(
              "\t",
            ),
          );
          return { result, lines: ["行\t本期数\t累计数\t项目\t备注", ...lines] };
        }),
      ),
    );
  program
    .command("matrix <dir>")
    .description("各单位报送进度")
    .action(action((global, dir: string) => atWorkspace(dir, global, ({ ws }) => matrixOutcome(buildMatrix(ws), gaps(ws)))));
  program
    .command("validate <dir>")
    .description("按审核公式核对")
    .option("--unit <code>", "单位")
    .option("--period <period>", "期次", "total")
    .option("--report <type>", "报送类别，不写则按该期应报的那一种")
    .action(
      action((global, dir: string, options: FigureOptions & { report?: string }) =>
        atWorkspace(dir, global, ({ ws }) => {
          const { role, unit } = ws.store.facts();
          const type = options.report ?? reportTypeOf(ws, options.period);
          const result = validateFigures(ws, options.unit ?? (role === "county" ? "all" : unit), options.period, type);
          const lines = result.map(findingLine);
          return { result, lines: lines.length === 0 ? ["没有发现问题"] : lines };
        }),
      ),
    );
  addPaper(program);
}

type PaperOptions = FigureOptions & Readonly<{ format: string; output: string; blank?: boolean; short?: boolean }>;

function addPaper(program: Command): void {
  program
    .command("paper <dir> <form>")
    .description("生成表格：attachment1 | attachment2 | consolidated | matrix | missing（补报单）")
    .option("--format <format>", "pdf | xlsx | svg", "pdf")
    .requiredOption("-o, --output <file>", "文件")
    .option("--unit <code>", "单位")
    .option("--period <period>", "期次", "total")
    .addOption(columnOption())
    .option("--blank", "空白表")
    .option("--short", "精简版")
    .action(
      action((global, dir: string, form: string, options: PaperOptions) =>
        atWorkspace(dir, global, async ({ ws, papers }) => {
          const request = {
            form,
            period: options.period,
            blank: options.blank === true,
            short: options.short === true,
            ...(options.unit !== undefined && { unit: options.unit }),
            ...(options.column !== undefined && { column: options.column }),
          };
          const pages = await drawForm(papers, prepareForm(ws, request), options.format);
          const files = pages.map((_, index) =>
            pages.length === 1 ? options.output : options.output.replace(/(\.[^.]*)?$/, `-${index + 1}$1`),
          );
          for (const [index, bytes] of pages.entries()) await writePaper(files[index] as string, bytes);
          return { result: { form, format: options.format, files }, lines: files.map((file) => `已生成 ${file}`) };
        }),
      ),
    );
}

function rowLabels(ws: Pick<Workspace, "campaign">): ReadonlyMap<string, string> {
  return new Map(ws.campaign().indicators.map((row) => [row.code, `${row.label.zh}（${row.unit.zh}）`]));
}

function consolidatedOutcome(ws: FiguresNeeds, { period, column = SHOWN_COLUMN }: FigureOptions) {
  const result = consolidateFigures(ws, period);
  const labels = rowLabels(ws);
  const head = ["行", ...result.columns.map(({ label }) => label.zh), `项目（${FIGURE_COLUMN_NAMES[column]}）`].join("\t");
  const rows = result.rows.map(({ row, cells }) =>
    [row, ...cells.map((cell) => figureText(cell[column])), labels.get(row) ?? ""].join("\t"),
  );
  const totals = result.rows.flatMap(({ row, cells }) => cells.slice(-1).map((total) => ({ code: row, ...total })));
  return { result, lines: [head, ...rows, ...tableNotes(totals, 0, "county")] };
}

const STATES: Readonly<Record<ObligationState, string>> = { ...DUTY_WORDS, due: "·" };

function matrixOutcome(result: ReturnType<typeof buildMatrix>, lacking: readonly DeviceGap[]) {
  const rows = result.units.map((unit) => {
    const cells = result.cells
      .filter((cell) => cell.unit === unit.code)
      .map((cell) => STATES[cell.state] + (cell.zero ? "（零）" : ""));
    return [unit.name, ...cells].join("\t");
  });
  const head = ["单位", ...result.obligations.map((row) => row.title)].join("\t");
  return { result: { ...result, gaps: lacking }, lines: [head, ...rows, ...gapLines(lacking)] };
}
