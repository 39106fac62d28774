// What is out, of reports and documents, and what of it answers a duty (src-main/domain/duties/answer.ts).
import { dueObligations } from "../../../domain/campaign/deadlines.ts";
import { answerTo, isReplaced, ownTimes, type OutReport, type OutVersion } from "../../../domain/duties/answer.ts";
import type { OutDocument } from "../../../domain/duties/cell.ts";
import { isOf } from "../../../domain/kinds/values.ts";
import type { RecordKey } from "../../../domain/record/projected.ts";
import type { Needs } from "../../workspace.ts";
import { leftAt } from "../reports/exported-up-to.ts";
import type { RecordView, RecordReader } from "../../ports/store/records.ts";
import type { ReportVersion, ReportView, ReportReader } from "../../ports/store/reports.ts";
import type { ExportReader } from "../../ports/store/exports.ts";
import type { FactReader } from "../../ports/store/facts.ts";
import type { FeedReader } from "../../ports/store/feeds.ts";

export type AnswersNeeds = Needs<ExportReader & FactReader & FeedReader & RecordReader & ReportReader, "campaign">;

export type OutReportView = OutReport<ReportView>;

/** A document as far as it is out. */
export type OutDocumentView = RecordKey & OutDocument;

/** The reports of a unit, or of all, that are out; a report that was only made answers nothing yet. */
export function outReports(ws: AnswersNeeds, unit?: string): readonly OutReportView[] {
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
export function outDocuments(ws: AnswersNeeds, kinds: readonly string[]): readonly OutDocumentView[] {
  const outOf = outlook(ws);
  return ws.store.documents(kinds).flatMap((document) => {
    const handedIn = document.versions.filter(({ reported }) => reported || document.kind === "liaison");
    const out = outOf({ ...document, versions: handedIn });
    if (out === undefined) return [];
    const { unit, kind, record } = document;
    return [{ unit, kind, record, returned: out.returned, ...ownTimes(out.versions) }];
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

/** When a report was received, as the duty counts it that it answers; one whose place another took, by itself. Null: it was not. */
export function reportReceivedMs(ws: AnswersNeeds, { unit, record }: Pick<RecordKey, "unit" | "record">): number | null {
  const own = outReports(ws, unit);
  const answers = dueObligations(ws.campaign()).map((obligation) => answerTo(own, obligation));
  const answer = answers.find((one) => one?.report.record === record);
  if (answer !== undefined) return answer.receivedMs;
  const out = own.find(({ report }) => report.record === record);
  return out === undefined ? null : ownTimes(out.versions).receivedMs;
}

/** Records without the reports that were replaced: neither a return nor a conflict of those asks for anything. */
export function unlessReplaced<T extends RecordView>(ws: AnswersNeeds, records: readonly T[]): readonly T[] {
  if (!records.some(({ kind }) => kind === "report")) return records;
  const reports = outReports(ws);
  const duties = dueObligations(ws.campaign());
  return records.filter((record) => {
    if (!isOf(record, "report") || record.value === null) return true;
    const { type, period } = record.value;
    return !isReplaced(reports, { unit: record.unit, record: record.record, type, period }, duties);
  });
}
