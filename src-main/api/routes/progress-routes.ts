// 进度: who has handed in what and when, one cell with its three clocks, and the text that reminds.
import { dueObligations } from "../../domain/campaign/deadlines.ts";
import { formatChineseDateTime } from "../../domain/campaign/local-time.ts";
import { Problem } from "../../domain/problem.ts";
import type { Desk } from "../../usecases/desk.ts";
import { unitName } from "../../usecases/export-bundle.ts";
import { buildMatrix, type Cell } from "../../usecases/obligations.ts";
import type { Procedures } from "../base.ts";
import type { CellDetail, CellState, Matrix } from "../contract/progress.ts";

export function progressRoutes({ at }: Procedures) {
  return {
    matrix: at.progress.matrix.handler(({ input, context }) => matrixView(context.workspace.desk, input.kind)),
    cell: at.progress.cell.handler(({ input, context }) => cellDetail(context.workspace.desk, input.unit, input.obligation)),
    reminder: at.progress.reminder.handler(({ input, context }) =>
      reminder(context.workspace.desk, input.obligation, input.units),
    ),
  };
}

const SOON_MS = 3 * 24 * 60 * 60 * 1000;

function stateOf(cell: Cell, nowMs: number): CellState {
  if (cell.state === "not-applicable") return "not-owed";
  if (cell.state === "due") return cell.dueMs - nowMs <= SOON_MS ? "pending" : "future";
  if (cell.state === "on-time" && cell.zero) return "zero";
  return cell.state;
}

function lateMinutes(cell: Cell): { lateMinutes?: number } {
  const at = cell.receivedMs ?? cell.exportedMs;
  return cell.state === "late" && at !== null ? { lateMinutes: Math.max(0, Math.floor((at - cell.dueMs) / 60_000)) } : {};
}

/** The unit's clock cannot be right: it exported after the county had it. */
function isDoubtful(cell: Cell): boolean {
  return cell.receivedMs !== null && cell.exportedMs !== null && cell.exportedMs > cell.receivedMs;
}

function matrixView(desk: Desk, kind: string | undefined): Matrix {
  const matrix = buildMatrix(desk);
  const nowMs = desk.world.nowMs();
  const byUnit = Map.groupBy(matrix.cells, (cell) => cell.unit);
  const titles = new Map(dueObligations(desk.campaign()).map((row) => [row.id, row.title]));
  return {
    obligations: matrix.obligations.map(({ id, title, dueMs }) => ({
      obligation: id,
      title: titles.get(id) ?? { zh: title, en: title },
      dueAtMs: dueMs,
    })),
    kinds: desk
      .campaign()
      .unitKinds.filter((row) => row.files)
      .map(({ id, label }) => ({ kind: id, label, units: matrix.units.filter((unit) => unit.kind === id).length })),
    rows: matrix.units
      .filter((unit) => kind === undefined || unit.kind === kind)
      .map((unit) => {
        const cells = byUnit.get(unit.code) ?? [];
        return {
          unit: unit.code,
          name: unit.name,
          kind: unit.kind,
          cells: cells.map((cell) => ({ state: stateOf(cell, nowMs), ...lateMinutes(cell), doubtful: isDoubtful(cell) })),
          ...ratesOf(cells, nowMs),
        };
      }),
  };
}

function ratesOf(cells: readonly Cell[], nowMs: number): { completeness: string; timeliness: string } {
  const owed = cells.filter(
    (cell) => !["not-applicable", "waived"].includes(cell.state) && (cell.dueMs < nowMs || cell.state === "on-time"),
  );
  const received = owed.filter((cell) => cell.state === "on-time" || cell.state === "late");
  return {
    completeness: percent(received.length, owed.length),
    timeliness: percent(received.filter((cell) => cell.state === "on-time").length, owed.length),
  };
}

function percent(part: number, whole: number): string {
  return whole === 0 ? "—" : `${Math.round((part * 100) / whole)}%`;
}

function cellDetail(desk: Desk, unit: string, obligation: string): CellDetail {
  const cell = buildMatrix(desk).cells.find((candidate) => candidate.unit === unit && candidate.obligation === obligation);
  const row = dueObligations(desk.campaign()).find((candidate) => candidate.id === obligation);
  if (cell === undefined || row === undefined) throw new Problem("report-unknown", { report: obligation });
  const [last] = desk.store.records({ kind: "activity", unit, limit: 1, ...spanOf(desk, row.period) }).records;
  const report = desk.store.reports(unit).find((candidate) => candidate.period === (row.period ?? row.id));
  const carried = desk.store.imports().find((item) => item.unit === unit && item.receivedMs === cell.receivedMs);
  return {
    unit,
    unitName: unitName(desk, unit),
    obligation,
    title: row.title,
    dueAtMs: row.dueAtMs,
    state: stateOf(cell, desk.world.nowMs()),
    ...lateMinutes(cell),
    lastActivityAt: last?.occurred ?? null,
    exportedAtMs: cell.exportedMs,
    receivedAtMs: cell.receivedMs,
    means: carried?.means ?? null,
    bundle: carried?.number ?? null,
    clockDoubt: isDoubtful(cell) ? "export-after-receipt" : null,
    waiver: null,
    missing: (report?.missing ?? []).map((range) =>
      range.fromSeq === range.toSeq ? `第${range.fromSeq}条` : `第${range.fromSeq}至${range.toSeq}条`,
    ),
  };
}

/** The counted time of an obligation's period; everything where it reports on none. */
function spanOf(desk: Desk, period: string | undefined): Readonly<{ from?: string; to?: string }> {
  const found = desk.campaign().calendar.periods.find((candidate) => candidate.id === period);
  return found === undefined ? {} : { from: found.from, to: found.to };
}

function reminder(desk: Desk, obligation: string, chosen: readonly string[]): { text: string; units: number } {
  const row = dueObligations(desk.campaign()).find((candidate) => candidate.id === obligation);
  if (row === undefined) throw new Problem("report-unknown", { report: obligation });
  const silent = buildMatrix(desk).cells.filter(
    (cell) => cell.obligation === obligation && ["missing", "due", "returned", "incomplete"].includes(cell.state),
  );
  const units = silent
    .filter((cell) => chosen.length === 0 || chosen.includes(cell.unit))
    .map((cell) => unitName(desk, cell.unit));
  const due = formatChineseDateTime(row.dueAtMs, desk.campaign().calendar.offsetMinutes, "end");
  const text = `【催报】${row.title.zh}应于${due}前报送。截至目前，以下 ${units.length} 个单位尚未报送：${units.join("、")}。请抓紧办理。${desk.campaign().committee.office}`;
  return { text, units: units.length };
}
