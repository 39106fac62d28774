// 进度: who has handed in what and when, one cell with its three clocks, and the text that reminds.
import { dueObligations } from "../../domain/campaign/deadlines.ts";
import type { Desk } from "../../usecases/desk.ts";
import { explainCell, isAfterReceipt } from "../../usecases/explain-cell.ts";
import { unitName } from "../../usecases/export-bundle.ts";
import { sharesOf, shareText, type Shares } from "../../domain/duty-tally.ts";
import { buildMatrix, type Cell } from "../../usecases/obligations.ts";
import { remind } from "../../usecases/remind.ts";
import type { Procedures } from "../base.ts";
import type { CellDetail, CellState, Matrix } from "../contract/progress.ts";
import { gapViews } from "./receipt-routes.ts";

export function progressRoutes({ at }: Procedures) {
  return {
    matrix: at.progress.matrix.handler(({ input, context }) => matrixView(context.workspace.desk, input.kind)),
    cell: at.progress.cell.handler(({ input, context }) => cellDetail(context.workspace.desk, input.unit, input.obligation)),
    reminder: at.progress.reminder.handler(({ input, context }) => remind(context.workspace.desk, input.obligation, input.units)),
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

function matrixView(desk: Desk, kind: string | undefined): Matrix {
  const matrix = buildMatrix(desk);
  const nowMs = desk.world.nowMs();
  const gaps = Map.groupBy(gapViews(desk), (gap) => gap.unit);
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
          cells: cells.map((cell) => ({ state: stateOf(cell, nowMs), ...lateMinutes(cell), doubtful: isAfterReceipt(cell) })),
          gaps: gaps.get(unit.code) ?? [],
          ...ratesOf(sharesOf(cells, nowMs)),
        };
      }),
  };
}

function ratesOf({ owed, received, onTime }: Shares): { completeness: string; timeliness: string } {
  return { completeness: shareText(received, owed), timeliness: shareText(onTime, owed) };
}

function cellDetail(desk: Desk, unit: string, obligation: string): CellDetail {
  const { cell, obligation: row, lastActivityAt, carriedBy, clockDoubt, released, missing } = explainCell(desk, unit, obligation);
  return {
    unit,
    unitName: unitName(desk, unit),
    obligation,
    title: row.title,
    dueAtMs: row.dueAtMs,
    state: stateOf(cell, desk.world.nowMs()),
    ...lateMinutes(cell),
    lastActivityAt,
    exportedAtMs: cell.exportedMs,
    receivedAtMs: cell.receivedMs,
    means: carriedBy?.means ?? null,
    bundle: carriedBy?.number ?? null,
    clockDoubt,
    released,
    waiver: cell.waiver,
    missing: missing.map(({ fromSeq, toSeq }) => ({ fromSeq, toSeq })),
  };
}
