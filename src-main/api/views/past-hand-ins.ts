// The bundles handed in so far, with what the county answered: by receipt, by telephone, or not yet.
import type { DueObligation } from "../../domain/campaign/deadlines.ts";
import type { Bilingual } from "../../domain/campaign/parts.ts";
import { isWithin, placesIn, type Reach } from "../../domain/feed/frontier.ts";
import type { JsonObject } from "../../domain/json.ts";
import { isReplaced, outReports } from "../../usecases/answers.ts";
import type { Desk } from "../../usecases/desk.ts";
import { recordedInPeriod } from "../../usecases/hand-in.ts";
import { carriesLiaisonAlone, LIAISON } from "../../usecases/liaison.ts";
import { lastReceipt, type LastReceipt } from "../../usecases/last-receipt.ts";
import { obligationOfPeriod, reportId } from "../../usecases/report-names.ts";
import { reasonAside, receiptsByBundle } from "../../usecases/set-aside-here.ts";
import type { ExportRow } from "../../usecases/sending-port.ts";
import type { ReportView } from "../../usecases/report-port.ts";
import type { RecordView } from "../../usecases/store-port.ts";
import type { PastHandIn } from "../contract/hand-in.ts";
import { reportTitle } from "../../usecases/report-title.ts";

/** A report as it is made once more: the id of its screen, and what it is called. Null for any other record. */
export function reportAgain(
  desk: Desk,
  { kind, value }: Pick<RecordView, "kind" | "value">,
): Readonly<{ report: string; title: Bilingual }> | null {
  if (kind !== "report" || value === null) return null;
  const [type, period] = [String(value["type"]), String(value["period"])];
  return { report: reportId(desk, { type, period }), title: reportTitle(desk, { type, period }) };
}

/** The same for one to be mended: a zero report by the report itself, once something was recorded or where none may stand any more. */
export function reportToMend(desk: Desk, record: Pick<RecordView, "kind" | "value">): ReturnType<typeof reportAgain> {
  const again = reportAgain(desk, record);
  const obligation = obligationOfPeriod(desk, String(record.value?.["period"]));
  if (again === null || obligation === undefined || record.value?.["type"] !== "zero") return again;
  const mayStand = obligation.mayBeZero === true && recordedInPeriod(desk, obligation) === 0;
  return mayStand ? again : { ...again, report: obligation.id };
}

/** Newest first. */
export function pastHandIns(desk: Desk): PastHandIn[] {
  const { unit } = desk.store.facts();
  const answers = answersOf(desk);
  const reports = desk.store.reports(unit);
  const out = outReports(desk, unit);
  const isOpen = (report: ReportView): boolean => report.returned && !isReplaced(desk, out, report);
  const rows = desk.store
    .exports()
    .filter((row) => row.purpose === "hand-in")
    .map((row) => ({ row, report: carriedBy(desk, row, reports) }));
  return rows.toReversed().map(({ row, report }) => {
    // A return is about the last bundle that went with the report; earlier ones keep their own answer.
    const last = rows.findLast((one) => one.report?.record === report?.record);
    return {
      bundleNumber: row.number,
      report: madeFor(desk, row, report)?.id ?? "now",
      title: reportTitle(desk, report ?? { type: "now", period: madeFor(desk, row)?.id ?? "" }),
      exportedAtMs: row.exportedMs,
      ...countyAnswer(row, answers, report !== undefined && last?.row === row && isOpen(report)),
      sizeBytes: row.sizeBytes,
    };
  });
}

/** The duty that a bundle answers: its report's, or that of the liaison form that went with the request. */
function madeFor(desk: Desk, row: ExportRow, report?: ReportView): DueObligation | undefined {
  if (report !== undefined) return obligationOfPeriod(desk, report.period);
  return carriesLiaisonAlone(desk, row) ? obligationOfPeriod(desk, LIAISON) : undefined;
}

/** The report that a bundle was made for: the last one made of those in it. One made once more stays what earlier bundles carried. */
function carriedBy(desk: Desk, { frontier }: ExportRow, reports: readonly ReportView[]): ReportView | undefined {
  const holds = desk.store.reach(frontier);
  const made = reports.flatMap((report) => report.versions.map((version) => ({ report, version })));
  const carried = made.filter(({ version }) => holds(version));
  return carried.sort((a, b) => a.version.exportedMs - b.version.exportedMs).at(-1)?.report;
}

type Answers = Readonly<{
  receipts: ReadonlyMap<string, JsonObject>;
  told: ReadonlyMap<string, number>;
  last: LastReceipt | undefined;
  /** What the county held by its last receipt. */
  held: Reach;
}>;

function answersOf(desk: Desk): Answers {
  const last = lastReceipt(desk);
  return {
    receipts: receiptsByBundle(desk),
    told: desk.store.confirmedByPhone(),
    last,
    held: desk.store.reach(last?.frontier ?? {}),
  };
}

type Answer = Pick<PastHandIn, "state" | "reason" | "receivedAtMs" | "lacking">;

function countyAnswer(row: ExportRow, { receipts, told, last, held: holds }: Answers, returned: boolean): Answer {
  const receipt = receipts.get(row.bundle);
  const receivedAtMs = receipt === undefined ? (told.get(row.bundle) ?? null) : Number(receipt["receivedAtMs"]);
  const refusal = refusalIn(receipt, returned);
  if (refusal !== undefined) return { ...refusal, receivedAtMs, lacking: [] };
  if (receipt !== undefined || (last !== undefined && isWithin(row.frontier, holds)))
    return held(row, last, receivedAtMs ?? last?.readMs ?? null, receipt?.["missingVolumes"]);
  return { state: told.has(row.bundle) ? "confirmed-by-code" : "exported", reason: null, receivedAtMs, lacking: [] };
}

/** The county has it and does not count it, or wants it done again; undefined where that is not so. */
function refusalIn(receipt: JsonObject | undefined, returned: boolean): Pick<Answer, "state" | "reason"> | undefined {
  const reason = reasonAside(receipt);
  if (reason !== null) return { state: "set-aside", reason };
  if (receipt?.["standing"] === "ended") return { state: "ended", reason };
  if (returned) return { state: "returned", reason };
  return receipt?.["standing"] === "quarantined" ? { state: "quarantined", reason } : undefined;
}

/** The county has it: whole, or with what the last receipt still misses, unless that was written before this bundle went. */
function held(row: ExportRow, last: LastReceipt | undefined, receivedAtMs: number | null, missingVolumes: unknown): Answer {
  const volumes = Array.isArray(missingVolumes) ? missingVolumes.length : 0;
  const lacking = volumes === 0 ? lackingOf(last) : [{ what: "volumes" as const, count: volumes }, ...lackingOf(last)];
  const isWhole = lacking.length === 0 || (volumes === 0 && last !== undefined && last.readMs < row.exportedMs);
  return { state: isWhole ? "received" : "incomplete", reason: null, receivedAtMs, lacking: isWhole ? [] : lacking };
}

function lackingOf(last: LastReceipt | undefined): PastHandIn["lacking"] {
  if (last === undefined) return [];
  const entries = placesIn(last.missing);
  const lacking = [
    { what: "entries" as const, count: entries },
    { what: "files" as const, count: last.missingMedia.size },
  ];
  return lacking.filter(({ count }) => count > 0);
}
