// What stands around every screen: the next deadline, when something was kept or received last, and what waits where.
import { dueObligations, type DueObligation } from "../../domain/campaign/deadlines.ts";
import { countConflicts } from "../conflicts/list-conflicts.ts";
import type { Needs } from "../workspace.ts";
import { buildMatrix, type ObligationsNeeds } from "../duties/matrix/obligations.ts";
import { returnedRecords } from "../duties/review/returned-records.ts";
import { lastReceipt } from "../sending/choose/last-receipt.ts";
import { waitingRequests, type RefuseEnrolmentReads } from "../trust/refuse-enrolment.ts";
import type { ImportReader } from "../ports/store/imports.ts";
import type { FactReader } from "../ports/store/facts.ts";
import type { FeedReader } from "../ports/store/feeds.ts";
import type { ReceiptReader } from "../ports/store/receipts.ts";
import type { RecordReader } from "../ports/store/records.ts";

export type FrameNeeds = ObligationsNeeds &
  RefuseEnrolmentReads &
  Needs<FactReader & FeedReader & ImportReader & ReceiptReader & RecordReader, "campaign" | "world">;

export type FrameFacts = Readonly<{
  nextDue: DueObligation | null;
  savedAtMs: number | null;
  lastReceipt: Readonly<{ atMs: number; bundle: number }> | null;
  /** The last run of imports, or a bundle that was read by itself. */
  lastImport: Readonly<{ atMs: number; bundles: number }> | null;
  /** How many records are returned, requests wait, records are in conflict. */
  marks: Readonly<{ returned: number; requests: number; conflicts: number }>;
}>;

export function frameFacts(ws: FrameNeeds): FrameFacts {
  const { unit, role } = ws.store.facts();
  const own = role === "unit" ? unit : undefined;
  const receipt = lastReceipt(ws);
  return {
    nextDue: nextDue(ws, own) ?? null,
    savedAtMs: lastSavedMs(ws),
    lastReceipt: receipt === undefined ? null : { atMs: receipt.readMs, bundle: receipt.number },
    lastImport: lastImport(ws),
    marks: {
      returned: returnedRecords(ws, own).length,
      requests: role === "county" ? waitingRequests(ws).length : 0,
      conflicts: countConflicts(ws),
    },
  };
}

function lastImport(ws: Needs<ImportReader>): FrameFacts["lastImport"] {
  const last = ws.store.imports().at(-1);
  const [run] = ws.store.runs(1, "all");
  if (last === undefined) return null;
  const isOfRun = run?.items.some((item) => item.taken?.bundle === last.bundle) === true;
  return { atMs: last.readMs, bundles: isOfRun ? run.items.filter((item) => item.state === "done").length : 1 };
}

/** @param unit whose own duties are meant; the county looks at the campaign's. */
function nextDue(ws: FrameNeeds, unit: string | undefined): DueObligation | undefined {
  const nowMs = ws.world.nowMs();
  const cells = unit === undefined ? [] : buildMatrix(ws).cells;
  const open = new Set(cells.filter((cell) => cell.unit === unit && cell.state === "due").map((cell) => cell.obligation));
  return dueObligations(ws.campaign()).find((row) => row.dueAtMs > nowMs && (unit === undefined || open.has(row.id)));
}

/** An entry's clock may run ahead of this PC's, for it follows what was read in. */
function lastSavedMs(ws: Needs<FactReader, "world">): number | null {
  const savedMs = ws.store.lastSavedMs();
  return savedMs === null ? null : Math.min(savedMs, ws.world.nowMs());
}
