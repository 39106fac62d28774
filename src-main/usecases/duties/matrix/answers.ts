// Which report answers an obligation. A weekly report and a zero report for the same period are two records: one of them stands.
import { answersDuty, type Duty } from "../../../domain/campaign/answers-duty.ts";
import { dueObligations } from "../../../domain/campaign/deadlines.ts";
import { isOf } from "../../../domain/kinds/values.ts";
import type { RecordKey } from "../../../domain/record/projected.ts";
import type { Workspace, Needs } from "../../workspace.ts";
import { leftAt } from "../reports/exported-up-to.ts";
import type { RecordView, RecordReader } from "../../ports/store/records.ts";
import type { ReportVersion, ReportView, ReportReader } from "../../ports/store/reports.ts";
import type { ExportReader } from "../../ports/store/exports.ts";
import type { FactReader } from "../../ports/store/facts.ts";
import type { FeedReader } from "../../ports/store/feeds.ts";

export type AnswersNeeds = Needs<ExportReader & FactReader & FeedReader & RecordReader & ReportReader, "campaign">;

/** A version that is out. `leftMs`: at the unit when the bundle was exported that it left in first; at the county when it was made. */
type OutVersion = ReportVersion & Readonly<{ leftMs: number }>;

/** A report as far as it is out: at the county whatever is here, at the unit what left this PC or came from another one. */
export type OutReport = Readonly<{
  report: ReportView;
  /** Oldest first. */
  versions: readonly OutVersion[];
  /** When the latest of them was made. */
  madeMs: number;
  /** The county returned it and nothing that answers that is out. */
  returned: boolean;
}>;

/** The report that stands for an obligation, with the times of the version that decides whether it was on time. */
export type Answer = Readonly<{ report: ReportView; returned: boolean; exportedMs: number; receivedMs: number | null }>;

/** A document as far as it is out, with the times of the version that decides whether it was on time. */
export type OutDocument = RecordKey & Readonly<{ returned: boolean; exportedMs: number; receivedMs: number | null }>;

/** The reports of a unit, or of all, that are out; a report that was only made answers nothing yet. */
export function outReports(ws: AnswersNeeds, unit?: string): readonly OutReport[] {
  const outOf = outlook(ws);
  return ws.store.reports(unit).flatMap((report) => {
    const out = outOf(report);
    if (out === undefined) return [];
    const madeMs = out.isShown ? report.exportedMs : out.last.exportedMs;
    return [{ report, versions: out.versions, madeMs, returned: out.returned }];
  });
}

/**
 * The same of documents: writing or changing one alone answers nothing, and neither does what left in no hand-in (nobody released
 * it); what was returned does not keep its time. The liaison form goes with the request for approval, before any hand-in.
 */
export function outDocuments(ws: AnswersNeeds, kinds: readonly string[]): readonly OutDocument[] {
  const outOf = outlook(ws);
  return ws.store.documents(kinds).flatMap((document) => {
    const handedIn = document.versions.filter(({ reported }) => reported || document.kind === "liaison");
    const out = outOf({ ...document, versions: handedIn });
    if (out === undefined) return [];
    const { unit, kind, record } = document;
    return [{ unit, kind, record, returned: out.returned, ...firstOf(unreturned(out.versions)) }];
  });
}

type Versioned = Readonly<{ heads: readonly string[]; versions: readonly ReportVersion[]; returned: boolean }>;
type Out = Readonly<{ versions: readonly OutVersion[]; last: OutVersion; isShown: boolean; returned: boolean }>;

/** What of a record is out; undefined while nothing is. `isShown`: it is out as it stands. */
function outlook(ws: AnswersNeeds): (record: Versioned) => Out | undefined {
  const leftMs = leavingOf(ws);
  return (record) => {
    const versions = record.versions.flatMap((version) => {
      const ms = leftMs(version);
      return ms === undefined ? [] : [{ ...version, leftMs: ms }];
    });
    const last = versions.at(-1);
    if (last === undefined) return undefined;
    const isShown = record.heads.every((head) => versions.some(({ hash }) => hash === head));
    return { versions, last, isShown, returned: isShown ? record.returned : last.returned };
  };
}

/** When a version left; undefined while it lies only here. */
function leavingOf(ws: AnswersNeeds): (version: ReportVersion) => number | undefined {
  if (ws.store.facts().role === "county") return ({ exportedMs }) => exportedMs;
  const left = leftAt(ws);
  return (version) => {
    const atMs = left(version);
    const isOut = atMs !== undefined || version.receivedMs !== null;
    return isOut ? (atMs ?? version.exportedMs) : undefined;
  };
}

/**
 * The answer of a unit to an obligation: of the reports that answer it the one that was made last, by the time that it says and
 * then by its record, whatever arrived first.
 *
 * Its time is the earliest at which an answer was received that still holds: a correction keeps the time of what it corrects, but
 * what the county returned counts for nothing, and neither does whatever was made before that. A zero report lends its time to
 * zero reports only: what took its place came when it came.
 *
 * @param reports of one unit.
 * @see domain.md §6.1 (a zero report is a report), §9 (which clock counts), §11.10 (corrections)
 */
export function answerTo(reports: readonly OutReport[], obligation: Duty): Answer | undefined {
  const answers = reports.filter(({ report }) => answersDuty(report, obligation)).sort(byMaking);
  const standing = answers.at(-1);
  if (standing === undefined) return undefined;
  const alike = answers.filter(({ report }) => report.type !== "zero" || standing.report.type === "zero");
  const holding = alike.flatMap((answer) => holdingOf(answer, answers));
  const { exportedMs, receivedMs } = firstOf(holding.length > 0 ? holding : standing.versions);
  return { report: standing.report, returned: standing.returned, exportedMs, receivedMs };
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

/** Versions that were not returned, or where all were, all. */
function unreturned(versions: readonly OutVersion[]): readonly OutVersion[] {
  const holding = versions.filter(({ returned }) => !returned);
  return holding.length > 0 ? holding : versions;
}

/** When a report was received, as the duty counts it that it answers; one whose place another took, by itself. Null: it was not. */
export function reportReceivedMs(ws: AnswersNeeds, { unit, record }: Pick<RecordKey, "unit" | "record">): number | null {
  const own = outReports(ws, unit);
  const answers = dueObligations(ws.campaign()).map((obligation) => answerTo(own, obligation));
  const answer = answers.find((one) => one?.report.record === record);
  if (answer !== undefined) return answer.receivedMs;
  const out = own.find(({ report }) => report.record === record);
  return out === undefined ? null : firstOf(unreturned(out.versions)).receivedMs;
}

/** The version that was received first, or where none was, left first; of one bundle the one that was made last. */
function firstOf(versions: readonly OutVersion[]): Pick<Answer, "exportedMs" | "receivedMs"> {
  const timeOf = ({ receivedMs, leftMs }: OutVersion) => receivedMs ?? leftMs;
  const [first] = [...versions].sort((a, b) => timeOf(a) - timeOf(b) || b.exportedMs - a.exportedMs);
  return { exportedMs: first?.leftMs ?? 0, receivedMs: first?.receivedMs ?? null };
}

/** Whether another report has taken the place of this one wherever it was an answer: a return of it then asks for nothing more. */
export function isReplaced(
  ws: Pick<Workspace, "campaign">,
  reports: readonly OutReport[],
  report: Pick<ReportView, "unit" | "record" | "type" | "period">,
): boolean {
  const own = reports.filter((one) => one.report.unit === report.unit);
  const answered = dueObligations(ws.campaign()).filter((obligation) => answersDuty(report, obligation));
  const standing = answered.map((obligation) => answerTo(own, obligation)?.report.record ?? report.record);
  return standing.length > 0 && standing.every((record) => record !== report.record);
}

/** Records without the reports that were replaced: neither a return nor a conflict of those asks for anything. */
export function unlessReplaced<T extends RecordView>(ws: AnswersNeeds, records: readonly T[]): readonly T[] {
  if (!records.some(({ kind }) => kind === "report")) return records;
  const reports = outReports(ws);
  return records.filter((record) => {
    if (!isOf(record, "report") || record.value === null) return true;
    const { type, period } = record.value;
    return !isReplaced(ws, reports, { unit: record.unit, record: record.record, type, period });
  });
}
