// Why a cell of the matrix says what it says: the times of the activity, of the export and of the receipt, and whether to trust them.
import { dueObligations, type DueObligation } from "../../../domain/campaign/deadlines.ts";
import { Problem } from "../../../domain/problem.ts";
import { answerTo } from "../../../domain/duties/answer.ts";
import type { Cell } from "../../../domain/duties/cell.ts";
import { outReports } from "./answers.ts";
import type { Workspace, Needs } from "../../workspace.ts";
import { buildMatrix, type ObligationsNeeds } from "./obligations.ts";
import type { Delivery, DeliveryReader } from "../../ports/store/deliveries.ts";
import type { MissingRange } from "../../ports/store/feeds.ts";
import { deliveriesOf } from "./whose-bundle.ts";
import { releasesOf, type Released } from "../reports/releases.ts";
import type { FactReader } from "../../ports/store/facts.ts";
import type { RecordReader } from "../../ports/store/records.ts";
import type { TrustReader } from "../../ports/store/trust.ts";
import type { VolumeReader } from "../../ports/store/volumes.ts";

export type ExplainCellNeeds = ObligationsNeeds &
  Needs<DeliveryReader & FactReader & RecordReader & TrustReader & VolumeReader, "campaign">;

/** `rolled-back`: the PC's next bundle is dated before the one before it. */
export type ClockDoubt = "export-after-receipt" | "rolled-back";

export type ExplainedCell = Readonly<{
  cell: Cell;
  obligation: DueObligation;
  /** Local time of the latest activity in the obligation's period; of any where it reports on none. */
  lastActivityAt: string | null;
  /** The bundle that it came in; null where it was not received, or at the unit itself. */
  carriedBy: Pick<Delivery, "number" | "means"> | null;
  clockDoubt: ClockDoubt | null;
  /** Who released the hand-in (签发); null where nobody had to. */
  released: Released | null;
  /** Entries that the report names and that are not here. */
  missing: readonly MissingRange[];
}>;

/** @throws {Problem} `report-unknown`: the unit does not file, or the campaign has no such obligation */
export function explainCell(ws: ExplainCellNeeds, unit: string, obligationId: string): ExplainedCell {
  const cell = buildMatrix(ws).cells.find((candidate) => candidate.unit === unit && candidate.obligation === obligationId);
  const obligation = dueObligations(ws.campaign()).find((candidate) => candidate.id === obligationId);
  if (cell === undefined || obligation === undefined) throw new Problem("report-unknown", { report: obligationId });
  const [last] = ws.store.records({ kind: "activity", unit, limit: 1, ...spanOf(ws, obligation.period) }).records;
  const report = answerTo(outReports(ws, unit), obligation)?.report;
  const imports = deliveriesOf(ws, unit);
  const carriedBy = bundleOf(cell, imports) ?? null;
  return {
    cell,
    obligation,
    lastActivityAt: last?.occurred ?? null,
    carriedBy,
    clockDoubt: clockDoubtOf(cell, carriedBy, imports),
    released: (report === undefined ? undefined : releasesOf(ws, unit)(report)) ?? null,
    missing: report?.missing ?? [],
  };
}

/** The unit's clock cannot be right: it exported after the county had it. */
export function isAfterReceipt(cell: Pick<Cell, "exportedMs" | "receivedMs">): boolean {
  return cell.receivedMs !== null && cell.exportedMs !== null && cell.exportedMs > cell.receivedMs;
}

/** The counted time of an obligation's period; everything where it reports on none. */
function spanOf(ws: Pick<Workspace, "campaign">, period: string | undefined): Readonly<{ from?: string; to?: string }> {
  const found = ws.campaign().calendar.periods.find((candidate) => candidate.id === period);
  return found === undefined ? {} : { from: found.from, to: found.to };
}

/** Bundles of one batch share their time of receipt: of those, the first that was made after the report was. */
function bundleOf({ receivedMs, exportedMs }: Cell, imports: readonly Delivery[]): Delivery | undefined {
  const batch = imports.filter((row) => row.receivedMs === receivedMs).sort((a, b) => a.number - b.number);
  return batch.find((row) => exportedMs === null || row.exportedMs >= exportedMs) ?? batch.at(-1);
}

function clockDoubtOf(cell: Cell, carriedBy: Delivery | null, imports: readonly Delivery[]): ClockDoubt | null {
  if (isAfterReceipt(cell)) return "export-after-receipt";
  if (carriedBy === null) return null;
  const { signer, number, exportedMs } = carriedBy;
  const isRolledBack = imports.some((row) => row.signer === signer && row.number < number && row.exportedMs > exportedMs);
  return isRolledBack ? "rolled-back" : null;
}
