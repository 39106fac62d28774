// Why a cell of the matrix says what it says: the times of the activity, of the export and of the receipt, and whether to trust them.
import { dueObligations, type DueObligation } from "../domain/campaign/deadlines.ts";
import { Problem } from "../domain/problem.ts";
import { answerTo, outReports } from "./answers.ts";
import type { Desk } from "./desk.ts";
import { buildMatrix, type Cell } from "./obligations.ts";
import type { Delivery } from "./office-port.ts";
import { releasesOf, type Released } from "./release.ts";
import type { MissingRange } from "./sending-port.ts";
import { deliveriesOf } from "./whose-bundle.ts";

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
export function explainCell(desk: Desk, unit: string, obligationId: string): ExplainedCell {
  const cell = buildMatrix(desk).cells.find((candidate) => candidate.unit === unit && candidate.obligation === obligationId);
  const obligation = dueObligations(desk.campaign()).find((candidate) => candidate.id === obligationId);
  if (cell === undefined || obligation === undefined) throw new Problem("report-unknown", { report: obligationId });
  const [last] = desk.store.records({ kind: "activity", unit, limit: 1, ...spanOf(desk, obligation.period) }).records;
  const report = answerTo(outReports(desk, unit), obligation)?.report;
  const imports = deliveriesOf(desk, unit);
  const carriedBy = bundleOf(cell, imports) ?? null;
  return {
    cell,
    obligation,
    lastActivityAt: last?.occurred ?? null,
    carriedBy,
    clockDoubt: clockDoubtOf(cell, carriedBy, imports),
    released: (report === undefined ? undefined : releasesOf(desk, unit)(report)) ?? null,
    missing: report?.missing ?? [],
  };
}

/** The unit's clock cannot be right: it exported after the county had it. */
export function isAfterReceipt(cell: Pick<Cell, "exportedMs" | "receivedMs">): boolean {
  return cell.receivedMs !== null && cell.exportedMs !== null && cell.exportedMs > cell.receivedMs;
}

/** The counted time of an obligation's period; everything where it reports on none. */
function spanOf(desk: Desk, period: string | undefined): Readonly<{ from?: string; to?: string }> {
  const found = desk.campaign().calendar.periods.find((candidate) => candidate.id === period);
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
