// What became of one duty of one unit: a cell of the matrix (进度). Pure, the same at both ends.
import type { DueObligation } from "../campaign/deadlines.ts";
import { isOnTime } from "../campaign/local-time.ts";
import type { Answer, Answering, OutTimes } from "./answer.ts";
import type { ObligationState } from "./duty-tally.ts";

export type Cell = Readonly<{
  unit: string;
  obligation: string;
  state: ObligationState;
  /** A zero report answered it (零报告). */
  zero: boolean;
  /** Of the version whose receipt counts; at the unit, when it left. */
  exportedMs: number | null;
  receivedMs: number | null;
  dueMs: number;
  /** Why it is waived; null where it is not. */
  waiver: string | null;
}>;

/** A document as far as it is out, with the times of the version that decides whether it was on time. */
export type OutDocument = OutTimes & Readonly<{ returned: boolean }>;

/** What is known of a duty. `documents`: where it asks for one, those of that kind; otherwise undefined, and a report answers it. */
export type Known = Readonly<{
  waiver: string | undefined;
  answer: Answer<Answering & Readonly<{ missing: readonly unknown[] }>> | undefined;
  documents: readonly OutDocument[] | undefined;
}>;

type Owed = Pick<DueObligation, "id" | "kinds" | "dueAtMs">;

export function cellOf(unit: Readonly<{ code: string; kind: string }>, duty: Owed, known: Known, nowMs: number): Cell {
  const { waiver, answer, documents } = known;
  const base = {
    unit: unit.code,
    obligation: duty.id,
    zero: false,
    exportedMs: null,
    receivedMs: null,
    dueMs: duty.dueAtMs,
    waiver: null,
  };
  if (duty.kinds !== undefined && !duty.kinds.includes(unit.kind)) return { ...base, state: "not-applicable" };
  if (waiver !== undefined) return { ...base, state: "waived", waiver };
  const document = documents && currentDocument(documents);
  if (document !== undefined) return { ...base, ...documentCell(document, answer?.returned === true, duty) };
  if (documents === undefined && answer !== undefined) return { ...base, ...reportCell(answer, duty) };
  return { ...base, state: nowMs > duty.dueAtMs ? "missing" : "due" };
}

/** Of several the first that was not returned. */
function currentDocument(documents: readonly OutDocument[]): OutDocument | undefined {
  return documents.find(({ returned }) => !returned) ?? documents[0];
}

type Found = Pick<Cell, "state" | "exportedMs" | "receivedMs">;

function reportCell(
  { report, returned, exportedMs, receivedMs }: NonNullable<Known["answer"]>,
  duty: Owed,
): Found & Pick<Cell, "zero"> {
  const times = { zero: report.type === "zero", exportedMs, receivedMs };
  if (returned) return { ...times, state: "returned" };
  if (report.missing.length > 0) return { ...times, state: "incomplete" };
  return { ...times, state: timeliness(times, duty) };
}

/** @param reportReturned the report that carried it was returned. */
function documentCell({ exportedMs, receivedMs, returned }: OutDocument, reportReturned: boolean, duty: Owed): Found {
  const times = { exportedMs, receivedMs };
  return { ...times, state: returned || reportReturned ? "returned" : timeliness(times, duty) };
}

function timeliness({ exportedMs, receivedMs }: OutTimes, duty: Owed): "on-time" | "late" {
  return isOnTime(receivedMs ?? exportedMs, duty.dueAtMs) ? "on-time" : "late";
}
