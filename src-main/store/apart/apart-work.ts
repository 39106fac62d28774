// Work that fills one transaction for long, as a thread does it: on a connection of its own, until it is told to stop.
import { Problem, type ProblemCode } from "../../domain/problem.ts";
import type { Authority } from "../../domain/trust/authority.ts";
import type { CheckedLines } from "../../usecases/ports/lines.ts";
import type { SignedHead } from "../../usecases/ports/store/feeds.ts";
import type { Admission, AdmissionPreview, ImportRow, TogetherPreview } from "../../usecases/ports/store/imports.ts";
import { admitBundle } from "./admit-bundle.ts";
import { admitLines } from "../union/admit.ts";
import { readCheckedLines } from "./checked-lines.ts";
import type { Line } from "../db/codec.ts";
import { guarded, inTransaction, openDatabase, statementsOf, takenBack, type Db, type Statements } from "../db/database.ts";
import { writeFact } from "../db/facts.ts";
import { leavingNoTraces } from "../chain/forget.ts";
import { isStopped, notePassed, standAt, type Gate } from "./gate.ts";
import { loadJudge } from "../chain/judge.ts";
import { previewTogether } from "../union/preview-together.ts";
import { previewAdmission } from "../union/preview.ts";

/** What there is to do, and what each comes to. */
export type ApartWork = Readonly<
  | { kind: "admit"; row: ImportRow; heads: readonly SignedHead[]; lines: CheckedLines }
  | { kind: "preview"; lines: CheckedLines }
  | { kind: "together"; bundles: readonly CheckedLines[] }
  | { kind: "authority"; lines: CheckedLines; root: string | undefined }
>;
export type ApartResults = Readonly<{
  /** `erased`: values went. */
  admit: Readonly<{ result: Admission; erased: boolean }>;
  preview: AdmissionPreview;
  together: TogetherPreview;
  authority: Authority;
}>;

/** `gate`: where the work is stopped, and where it waits before it becomes visible. */
export type ApartTask = Readonly<{ path: string; nowMs: number; gate: Gate; work: ApartWork }>;

/** So many lines have been taken in, or all is done but for becoming visible. */
export type ApartStep = number | "ready";

export type ApartOutcome = Readonly<
  | { kind: "done"; result: ApartResults[keyof ApartResults] }
  | { kind: "problem"; code: ProblemCode; details: Problem["details"]; cause: string | undefined }
>;

/** Lines between two words about how far it is. */
const LINES_AT_ONCE = 256;

/** What is needed beyond it is read again: this connection lives for one transaction. */
const CACHE_KIB = 16 * 1024;

/** Another transaction of this program ends sooner. */
const WAIT_MS = 600_000;

export function workApart(task: ApartTask, report: (step: ApartStep) => void): ApartOutcome {
  try {
    const db = openDatabase(task.path, { fileMustExist: true });
    try {
      for (const pragma of [`cache_size = -${CACHE_KIB}`, `busy_timeout = ${WAIT_MS}`, "wal_autocheckpoint = 0"])
        db.pragma(pragma);
      return { kind: "done", result: resultOf(db, untilStopped(statementsOf(db), task.gate), task, report) };
    } finally {
      db.close();
    }
  } catch (cause) {
    if (!(cause instanceof Problem)) throw cause;
    return { kind: "problem", code: cause.code, details: cause.details, cause: textOf(cause.cause) };
  }
}

/** For the log. */
function textOf(cause: unknown): string | undefined {
  if (cause === undefined) return undefined;
  return cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
}

/** Every step of the work asks for a statement: there it is stopped. @throws {Problem} `cancelled` */
function untilStopped(statements: Statements, gate: Gate): Statements {
  return (sql) => {
    if (isStopped(gate)) throw new Problem("cancelled", {});
    return statements(sql);
  };
}

function resultOf(
  db: Db,
  statements: Statements,
  { work, nowMs, gate }: ApartTask,
  report: (step: ApartStep) => void,
): ApartResults[keyof ApartResults] {
  const told = { lines: 0 };
  const read = (lines: CheckedLines): Iterable<Line> => counting(readCheckedLines(lines), told, report);
  if (work.kind === "admit") {
    const { row, heads, lines } = work;
    const admit = () => leavingNoTraces(statements, () => admitBundle(statements, nowMs, row, heads, read(lines)));
    const admitted = becomingVisible(db, gate, report, admit);
    guarded(db.name, () => db.pragma("wal_checkpoint(PASSIVE)")); // here it holds nobody
    return admitted;
  }
  if (work.kind === "preview") return takenBack(db, () => previewAdmission(statements, read(work.lines)));
  if (work.kind === "together") return takenBack(db, () => previewTogether(db, statements, work.bundles.map(read)));
  return takenBack(db, () => authorityWith(statements, read(work.lines), work.root));
}

/** Runs work in a transaction that becomes visible when the other thread lets it. */
function becomingVisible<T>(db: Db, gate: Gate, report: (step: ApartStep) => void, work: () => T): T {
  try {
    return inTransaction(db, () => {
      const result = work();
      report("ready");
      if (!standAt(gate)) throw new Problem("cancelled", {});
      return result;
    });
  } finally {
    notePassed(gate);
  }
}

function* counting(lines: Iterable<Line>, told: { lines: number }, report: (lines: number) => void): Generator<Line> {
  for (const line of lines) {
    yield line;
    told.lines += 1;
    if (told.lines % LINES_AT_ONCE === 0) report(told.lines);
  }
}

function authorityWith(statements: Statements, lines: Iterable<Line>, root: string | undefined): Authority {
  if (root !== undefined) writeFact(statements, "root", root);
  admitLines(statements, lines, null);
  return loadJudge(statements).authority;
}
