// 进度: who has handed in what and when, one cell with its three clocks, and the text that reminds.
import type { Cell } from "../../domain/duties/cell.ts";
import { dueObligations } from "../../domain/campaign/deadlines.ts";
import type { Workspace } from "../../usecases/workspace.ts";
import { explainCell, isAfterReceipt, type ExplainCellNeeds } from "../../usecases/duties/matrix/explain-cell.ts";
import { sharesOf, shareText, type Shares } from "../../domain/duties/duty-tally.ts";
import { buildMatrix } from "../../usecases/duties/matrix/obligations.ts";
import { remind } from "../../usecases/duties/matrix/remind.ts";
import type { Procedures } from "../base.ts";
import type { CellDetail, CellState, Matrix } from "./contract.ts";
import { gaps, type GapsNeeds } from "../../usecases/receipts/gaps.ts";
import { gapViews } from "../receipts/routes.ts";
import { unitName } from "../../usecases/campaign.ts";

type ProgressRoutesNeeds = ExplainCellNeeds & GapsNeeds & Pick<Workspace, "campaign" | "world">;

export function progressRoutes({ at }: Procedures) {
  return {
    matrix: at.progress.matrix.handler(({ input, context }) => matrixView(context.workspace.ws, input.kind)),
    cell: at.progress.cell.handler(({ input, context }) => cellDetail(context.workspace.ws, input.unit, input.obligation)),
    reminder: at.progress.reminder.handler(({ input, context }) => remind(context.workspace.ws, input.obligation, input.units)),
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

function matrixView(ws: ProgressRoutesNeeds, kind: string | undefined): Matrix {
  const matrix = buildMatrix(ws);
  const nowMs = ws.world.nowMs();
  const lacking = Map.groupBy(gapViews(gaps(ws)), (gap) => gap.unit);
  const byUnit = Map.groupBy(matrix.cells, (cell) => cell.unit);
  const titles = new Map(dueObligations(ws.campaign()).map((row) => [row.id, row.title]));
  return {
    obligations: matrix.obligations.map(({ id, title, dueMs }) => ({
      obligation: id,
      title: titles.get(id) ?? { zh: title, en: title },
      dueAtMs: dueMs,
    })),
    kinds: ws
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
          gaps: lacking.get(unit.code) ?? [],
          ...ratesOf(sharesOf(cells, nowMs)),
        };
      }),
  };
}

function ratesOf({ owed, received, onTime }: Shares): { completeness: string; timeliness: string } {
  return { completeness: shareText(received, owed), timeliness: shareText(onTime, owed) };
}

function cellDetail(ws: ProgressRoutesNeeds, unit: string, obligation: string): CellDetail {
  const { cell, obligation: row, lastActivityAt, carriedBy, clockDoubt, released, missing } = explainCell(ws, unit, obligation);
  return {
    unit,
    unitName: unitName(ws, unit),
    obligation,
    title: row.title,
    dueAtMs: row.dueAtMs,
    state: stateOf(cell, ws.world.nowMs()),
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
