// The bundles handed in so far, with what the county answered: by receipt, by telephone, or not yet.
import type { Bilingual } from "../../domain/campaign/parts.ts";
import type { Frontier } from "../../domain/entry.ts";
import type { JsonObject } from "../../domain/json.ts";
import type { Desk } from "../../usecases/desk.ts";
import { obligationOfPeriod, recordedIn, reportId } from "../../usecases/hand-in.ts";
import { lastReceipt, type LastReceipt } from "../../usecases/last-receipt.ts";
import type { ExportRow } from "../../usecases/sending-port.ts";
import type { RecordView, ReportView } from "../../usecases/store-port.ts";
import type { PastHandIn } from "../contract/hand-in.ts";

const NOW = { zh: "即时报送", en: "Report now" };

/** A report as it is made once more: the id of its screen, and what it is called. Null for any other record. */
export function reportAgain(
  desk: Desk,
  { kind, value }: Pick<RecordView, "kind" | "value">,
): Readonly<{ report: string; title: Bilingual }> | null {
  if (kind !== "report" || value === null) return null;
  const [type, period] = [String(value["type"]), String(value["period"])];
  return { report: reportId(desk, { type, period }), title: obligationOfPeriod(desk, period)?.title ?? NOW };
}

/** The same for a hand-in that was returned: a zero report is mended by the report itself once something was recorded in its period. */
export function reportToMend(desk: Desk, record: Pick<RecordView, "kind" | "value">): ReturnType<typeof reportAgain> {
  const again = reportAgain(desk, record);
  const obligation = obligationOfPeriod(desk, String(record.value?.["period"]));
  if (again === null || obligation === undefined || record.value?.["type"] !== "zero") return again;
  return recordedIn(desk, obligation) > 0 ? { ...again, report: obligation.id } : again;
}

/** Newest first. */
export function pastHandIns(desk: Desk): PastHandIn[] {
  const { unit } = desk.store.facts();
  const answers = answersOf(desk);
  const versions = desk.store.reports(unit).flatMap((report) => versionsOf(desk, report));
  const rows = desk.store.exports().filter((row) => row.purpose === "hand-in");
  return rows.toReversed().map((row) => {
    const carried = versions.filter((version) => isWithin(version, row.frontier)).sort((a, b) => a.exportedMs - b.exportedMs);
    const report = carried.at(-1)?.report;
    const obligation = report === undefined ? undefined : obligationOfPeriod(desk, report.period);
    return {
      bundleNumber: row.number,
      report: obligation?.id ?? "now",
      title: obligation?.title ?? NOW,
      exportedAtMs: row.exportedMs,
      ...answerTo(row, answers, isLatest(report, row, rows)),
      sizeBytes: row.sizeBytes,
    };
  });
}

/** A report as it was made once, by its place in a feed. */
type MadeReport = Readonly<{ report: ReportView; feed: string; seq: number; exportedMs: number }>;

/** Every time that a report was made: one that is made once more stays what earlier bundles carried. */
function versionsOf(desk: Desk, report: ReportView): readonly MadeReport[] {
  const { unit, record } = report;
  return desk.store
    .history({ unit, kind: "report", record })
    .map(({ feed, seq, value }) => ({ report, feed, seq, exportedMs: Number(value?.["exportedAtMs"] ?? 0) }));
}

function isWithin({ feed, seq }: MadeReport, frontier: Frontier): boolean {
  return (frontier[feed] ?? []).some((head) => seq <= head.seq);
}

type Answers = Readonly<{
  receipts: ReadonlyMap<string, JsonObject>;
  told: ReadonlyMap<string, number>;
  last: LastReceipt | undefined;
}>;

function answersOf(desk: Desk): Answers {
  const receipts = desk.store.records({ kind: "receipt", limit: 10_000 }).records;
  return {
    receipts: new Map(receipts.map((row) => [String(row.value?.["bundle"]), row.value ?? {}])),
    told: desk.store.confirmedByPhone(),
    last: lastReceipt(desk),
  };
}

/** A return is about the last bundle that was exported with the report; earlier ones keep their own answer. */
function isLatest(report: ReportView | undefined, row: ExportRow, rows: readonly ExportRow[]): boolean {
  if (report?.returned !== true) return false;
  return !rows.some((later) => later.number > row.number);
}

function answerTo(
  row: ExportRow,
  { receipts, told, last }: Answers,
  returned: boolean,
): Pick<PastHandIn, "state" | "receivedAtMs" | "lacking"> {
  const receipt = receipts.get(row.bundle);
  const receivedAtMs = receipt === undefined ? (told.get(row.bundle) ?? null) : Number(receipt["receivedAtMs"]);
  if (returned) return { state: "returned", receivedAtMs, lacking: [] };
  if (receipt?.["standing"] === "quarantined") return { state: "quarantined", receivedAtMs, lacking: [] };
  if (receipt !== undefined || (last !== undefined && covers(last.frontier, row.frontier)))
    return held(row, last, receivedAtMs ?? last?.readMs ?? null, receipt?.["missingVolumes"]);
  return { state: told.has(row.bundle) ? "confirmed-by-code" : "exported", receivedAtMs, lacking: [] };
}

/** The county has it: whole, or with what the last receipt still misses, unless that was written before this bundle went. */
function held(
  row: ExportRow,
  last: LastReceipt | undefined,
  receivedAtMs: number | null,
  missingVolumes: unknown,
): ReturnType<typeof answerTo> {
  const volumes = Array.isArray(missingVolumes) ? missingVolumes.length : 0;
  const lacking = volumes === 0 ? lackingOf(last) : [{ what: "volumes" as const, count: volumes }, ...lackingOf(last)];
  const isWhole = lacking.length === 0 || (volumes === 0 && last !== undefined && last.readMs < row.exportedMs);
  return { state: isWhole ? "received" : "incomplete", receivedAtMs, lacking: isWhole ? [] : lacking };
}

/** Whether a county that holds `held` holds all that a bundle completes. */
function covers(held: Frontier, frontier: Frontier): boolean {
  return Object.entries(frontier).every(([feed, heads]) => {
    const top = Math.max(-1, ...(held[feed] ?? []).map(({ seq }) => seq));
    return heads.every(({ seq, hash }) => top > seq || (held[feed] ?? []).some((head) => head.hash === hash));
  });
}

function lackingOf(last: LastReceipt | undefined): PastHandIn["lacking"] {
  if (last === undefined) return [];
  const entries = last.missing.reduce((sum, { fromSeq, toSeq }) => sum + toSeq - fromSeq + 1, 0);
  const lacking = [
    { what: "entries" as const, count: entries },
    { what: "files" as const, count: last.missingMedia.size },
  ];
  return lacking.filter(({ count }) => count > 0);
}
