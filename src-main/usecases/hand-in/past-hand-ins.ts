// The bundles handed in so far, with what the county answered: by receipt, by telephone, or not yet.
import { dueObligations, type DueObligation } from "../../domain/campaign/deadlines.ts";
import type { Bilingual } from "../../domain/campaign/parts.ts";
import { isWithin, positionsIn, type Reach } from "../../domain/feed/frontier.ts";
import type { ValueOf } from "../../domain/kinds/values.ts";
import { isReplaced } from "../../domain/duties/answer.ts";
import { outReports, type AnswersNeeds } from "../duties/matrix/answers.ts";
import type { Needs } from "../workspace.ts";
import { carriesLiaisonAlone } from "../trust/liaison.ts";
import { lastReceipt, type LastReceipt } from "../sending/choose/last-receipt.ts";
import { obligationOfPeriod } from "../duties/reports/report-names.ts";
import { reasonAside, receiptsByBundle } from "../duties/matrix/set-aside-at-county.ts";
import type { ExportRow, ExportReader } from "../ports/store/exports.ts";
import type { ReportView, ReportReader } from "../ports/store/reports.ts";
import { reportTitle } from "../duties/reports/report-title.ts";
import { LIAISON } from "../records/versions/put-record.ts";
import type { FactReader } from "../ports/store/facts.ts";
import type { FeedReader } from "../ports/store/feeds.ts";
import type { ReceiptReader } from "../ports/store/receipts.ts";
import type { RecordReader } from "../ports/store/records.ts";

export type PastHandInsNeeds = AnswersNeeds &
  Needs<ExportReader & FactReader & FeedReader & ReceiptReader & RecordReader & ReportReader, "campaign">;

/**
 * `quarantined`: kept by the county until this PC's key is approved. `set-aside`: the county does not use what it brought, for the
 * `reason`. `ended`: made after the county had ended the PC; it does not count.
 */
export type PastState =
  "exported" | "confirmed-by-code" | "received" | "quarantined" | "incomplete" | "returned" | "set-aside" | "ended";

/** A hand-in that was exported. `report`: the id by which it is made once more. `lacking`: what the county has not got of it. */
export type PastHandIn = Readonly<{
  bundleNumber: number;
  report: string;
  title: Bilingual;
  exportedAtMs: number;
  state: PastState;
  reason: string | null;
  receivedAtMs: number | null;
  lacking: readonly Readonly<{ what: "entries" | "files" | "volumes"; count: number }>[];
  sizeBytes: number;
}>;

/** Newest first. */
export function pastHandIns(ws: PastHandInsNeeds): readonly PastHandIn[] {
  const { unit } = ws.store.facts();
  const answers = answersOf(ws);
  const reports = ws.store.reports(unit);
  const out = outReports(ws, unit);
  const duties = dueObligations(ws.campaign());
  const isOpen = (report: ReportView): boolean => report.returned && !isReplaced(out, report, duties);
  const rows = ws.store
    .exports()
    .filter((row) => row.purpose === "hand-in")
    .map((row) => ({ row, report: carriedBy(ws, row, reports) }));
  return rows.toReversed().map(({ row, report }) => {
    // A return is about the last bundle that went with the report; earlier ones keep their own answer.
    const last = rows.findLast((one) => one.report?.record === report?.record);
    return {
      bundleNumber: row.number,
      report: madeFor(ws, row, report)?.id ?? "now",
      title: reportTitle(ws, report ?? { type: "now", period: madeFor(ws, row)?.id ?? "" }),
      exportedAtMs: row.exportedMs,
      ...countyAnswer(row, answers, report !== undefined && last?.row === row && isOpen(report)),
      sizeBytes: row.sizeBytes,
    };
  });
}

/** The duty that a bundle answers: its report's, or that of the liaison form that went with the request. */
function madeFor(ws: Needs<FactReader, "campaign">, row: ExportRow, report?: ReportView): DueObligation | undefined {
  if (report !== undefined) return obligationOfPeriod(ws, report.period);
  return carriesLiaisonAlone(ws, row) ? obligationOfPeriod(ws, LIAISON) : undefined;
}

/** The report that a bundle was made for: the last one made of those in it. One made once more stays what earlier bundles carried. */
function carriedBy(ws: Needs<FeedReader>, { frontier }: ExportRow, reports: readonly ReportView[]): ReportView | undefined {
  const holds = ws.store.reach(frontier);
  const made = reports.flatMap((report) => report.versions.map((version) => ({ report, version })));
  const carried = made.filter(({ version }) => holds(version));
  return carried.sort((a, b) => a.version.exportedMs - b.version.exportedMs).at(-1)?.report;
}

type Answers = Readonly<{
  receipts: ReadonlyMap<string, ValueOf<"receipt">>;
  told: ReadonlyMap<string, number>;
  last: LastReceipt | undefined;
  /** What the county held by its last receipt. */
  held: Reach;
}>;

function answersOf(ws: PastHandInsNeeds): Answers {
  const last = lastReceipt(ws);
  return {
    receipts: receiptsByBundle(ws),
    told: ws.store.confirmedByPhone(),
    last,
    held: ws.store.reach(last?.frontier ?? {}),
  };
}

type Answer = Pick<PastHandIn, "state" | "reason" | "receivedAtMs" | "lacking">;

function countyAnswer(row: ExportRow, { receipts, told, last, held: holds }: Answers, returned: boolean): Answer {
  const receipt = receipts.get(row.bundle);
  const receivedAtMs = receipt === undefined ? (told.get(row.bundle) ?? null) : receipt.receivedAtMs;
  const refusal = refusalIn(receipt, returned);
  if (refusal !== undefined) return { ...refusal, receivedAtMs, lacking: [] };
  if (receipt !== undefined || (last !== undefined && isWithin(row.frontier, holds)))
    return held(row, last, receivedAtMs ?? last?.readMs ?? null, receipt?.missingVolumes);
  return { state: told.has(row.bundle) ? "confirmed-by-code" : "exported", reason: null, receivedAtMs, lacking: [] };
}

/** The county has it and does not count it, or wants it done again; undefined where that is not so. */
function refusalIn(receipt: ValueOf<"receipt"> | undefined, returned: boolean): Pick<Answer, "state" | "reason"> | undefined {
  const reason = reasonAside(receipt);
  if (reason !== null) return { state: "set-aside", reason };
  if (receipt?.standing === "ended") return { state: "ended", reason };
  if (returned) return { state: "returned", reason };
  return receipt?.standing === "quarantined" ? { state: "quarantined", reason } : undefined;
}

/** The county has it: whole, or with what the last receipt still misses, unless that was written before this bundle went. */
function held(
  row: ExportRow,
  last: LastReceipt | undefined,
  receivedAtMs: number | null,
  missingVolumes: readonly number[] = [],
): Answer {
  const volumes = missingVolumes.length;
  const lacking = volumes === 0 ? lackingOf(last) : [{ what: "volumes" as const, count: volumes }, ...lackingOf(last)];
  const isWhole = lacking.length === 0 || (volumes === 0 && last !== undefined && last.readMs < row.exportedMs);
  return { state: isWhole ? "received" : "incomplete", reason: null, receivedAtMs, lacking: isWhole ? [] : lacking };
}

function lackingOf(last: LastReceipt | undefined): PastHandIn["lacking"] {
  if (last === undefined) return [];
  const entries = positionsIn(last.missing);
  const lacking = [
    { what: "entries" as const, count: entries },
    { what: "files" as const, count: last.missingMedia.size },
  ];
  return lacking.filter(({ count }) => count > 0);
}
