// Which report answers a duty, and whose time counts for it. A weekly report and a zero report for the same period are two records:
// one of them stands. Pure.
import { answersDuty, type Duty } from "../campaign/answers-duty.ts";

/** A version that is out. `leftMs`: at the unit when the bundle was exported that it left in first; at the county when it was made. */
export type OutVersion = Readonly<{ exportedMs: number; receivedMs: number | null; returned: boolean; leftMs: number }>;

/** What the rule asks of a report. */
export type Answering = Readonly<{ unit: string; record: string; type: string; period: string }>;

/** A report as far as it is out: at the county whatever is here, at the unit what left this PC or came from another one. */
export type OutReport<R extends Answering = Answering> = Readonly<{
  report: R;
  /** Oldest first. */
  versions: readonly OutVersion[];
  /** When the latest of them was made. */
  madeMs: number;
  /** The county returned it and nothing that answers that is out. */
  returned: boolean;
}>;

/** When it left the unit and when it came to the county; null: it did not. */
export type OutTimes = Readonly<{ exportedMs: number; receivedMs: number | null }>;

/** The report that stands for a duty, with the times of the version that decides whether it was on time. */
export type Answer<R extends Answering = Answering> = OutTimes & Readonly<{ report: R; returned: boolean }>;

/**
 * The answer of a unit to a duty: of the reports that answer it the one that was made last, by the time that it says and then by its
 * record, whatever arrived first.
 *
 * Its time is the earliest at which an answer was received that still holds: a correction keeps the time of what it corrects, but
 * what the county returned counts for nothing, and neither does whatever was made before that. A zero report lends its time to
 * zero reports only: what took its place came when it came.
 *
 * @param reports of one unit.
 * @see domain.md §6.1 (a zero report is a report), §9 (which clock counts), §11.10 (corrections)
 */
export function answerTo<R extends Answering>(reports: readonly OutReport<R>[], duty: Duty): Answer<R> | undefined {
  const answers = reports.filter(({ report }) => answersDuty(report, duty)).sort(byMaking);
  const standing = answers.at(-1);
  if (standing === undefined) return undefined;
  const alike = answers.filter(({ report }) => report.type !== "zero" || standing.report.type === "zero");
  const holding = alike.flatMap((answer) => holdingOf(answer, answers));
  const times = timesOf(holding.length > 0 ? holding : standing.versions);
  return { report: standing.report, returned: standing.returned, ...times };
}

function byMaking(a: OutReport, b: OutReport): number {
  return a.madeMs - b.madeMs || (a.report.record < b.report.record ? -1 : 1);
}

/** Versions of an answer that were neither returned themselves nor made before another answer that was. */
function holdingOf(answer: OutReport, answers: readonly OutReport[]): readonly OutVersion[] {
  const others = answers.filter((other) => other !== answer).flatMap(({ versions }) => versions);
  const returnedMs = Math.max(-1, ...others.filter(({ returned }) => returned).map(({ exportedMs }) => exportedMs));
  return answer.versions.filter(({ returned, exportedMs }) => !returned && exportedMs > returnedMs);
}

/** The times of what is no answer to a duty, taken by itself: of the versions that were not returned, or where all were, of all. */
export function ownTimes(versions: readonly OutVersion[]): OutTimes {
  const holding = versions.filter(({ returned }) => !returned);
  return timesOf(holding.length > 0 ? holding : versions);
}

/** The version that was received first, or where none was, left first; of one bundle the one that was made last. */
function timesOf(versions: readonly OutVersion[]): OutTimes {
  const timeOf = ({ receivedMs, leftMs }: OutVersion) => receivedMs ?? leftMs;
  const [first] = [...versions].sort((a, b) => timeOf(a) - timeOf(b) || b.exportedMs - a.exportedMs);
  return { exportedMs: first?.leftMs ?? 0, receivedMs: first?.receivedMs ?? null };
}

/** Whether another report has taken the place of this one wherever it was an answer: a return of it then asks for nothing more. */
export function isReplaced(reports: readonly OutReport[], report: Answering, duties: readonly Duty[]): boolean {
  const own = reports.filter((one) => one.report.unit === report.unit);
  const answered = duties.filter((duty) => answersDuty(report, duty));
  const standing = answered.map((duty) => answerTo(own, duty)?.report.record ?? report.record);
  return standing.length > 0 && standing.every((record) => record !== report.record);
}
