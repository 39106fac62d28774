// What a hand-in would take along and what stands against it, before a person decides anything.
import { bundleFileName } from "../../domain/bundle/bundle-names.ts";
import { formatLocalDateTime } from "../../domain/campaign/local-time.ts";
import type { NamedPeriod } from "../../domain/campaign/named-periods.ts";
import type { Statistics } from "../../domain/statistics/figures/compute.ts";
import { periodNamed } from "../campaign.ts";
import type { Needs } from "../workspace.ts";
import { namedReport, zeroId, type NamedReport } from "../duties/reports/report-names.ts";
import { reportTitle } from "../duties/reports/report-title.ts";
import { computeFigures } from "../figures/figures.ts";
import type { SaidFinding } from "../figures/validate-figures.ts";
import type { RecordView, RecordReader } from "../ports/store/records.ts";
import { bundleName } from "../sending/write/export-bundle.ts";
import { lastReceipt } from "../sending/choose/last-receipt.ts";
import { recipientKeys } from "../sending/choose/recipients.ts";
import { releasers, type Person } from "../trust/people.ts";
import { trustState } from "../trust/trust-state.ts";
import { explanationsOf, type Explanations } from "./explanations.ts";
import { findingsOf, type FileHandInReads } from "./file-hand-in.ts";
import { contentsBeside } from "./hand-in-contents.ts";
import { recordedInPeriod, unwrittenKind } from "./hand-in.ts";
import type { DraftReader } from "../ports/store/drafts.ts";
import type { ExportReader } from "../ports/store/exports.ts";
import type { FactReader } from "../ports/store/facts.ts";
import type { FeedReader } from "../ports/store/feeds.ts";
import type { ReceiptReader } from "../ports/store/receipts.ts";
import type { ReportReader } from "../ports/store/reports.ts";
import type { TrustReader } from "../ports/store/trust.ts";

export type AssembleNeeds = FileHandInReads &
  Needs<
    DraftReader & ExportReader & FactReader & FeedReader & ReceiptReader & RecordReader & ReportReader & TrustReader,
    "campaign" | "keys" | "ownRecipients" | "world"
  >;

export type Assembly = Readonly<{
  named: NamedReport;
  title: ReturnType<typeof reportTitle>;
  period: NamedPeriod;
  /** Records in the period that make a zero report untrue. */
  recorded: number;
  /** The zero report that may be made instead; the report that this zero report stands in for. */
  zeroReport: string | null;
  insteadOf: string | null;
  /** The kind of record that has to be written first. */
  unwritten: string | null;
  /** Activities of the period; and ledgers, documents, and whatever else has not left yet. */
  activities: readonly RecordView<"activity">[];
  beside: readonly RecordView[];
  figures: Statistics;
  findings: readonly SaidFinding[];
  explanations: Explanations;
  /** Number of the bundle that the county's last receipt is about. */
  sinceBundle: number | null;
  bundle: Readonly<{ number: number; fileName: string; encrypted: boolean }>;
  releasers: readonly Person[];
  trustWarning: "root-not-pinned" | "not-enrolled" | null;
}>;

/** @throws {Problem} `report-unknown`, `period-unknown` */
export function assembleHandIn(ws: AssembleNeeds, report: string): Assembly {
  const { unit } = ws.store.facts();
  const named = namedReport(ws, report);
  const { obligation } = named;
  const period = periodNamed(ws, obligation?.period ?? "total");
  const local = (ms: number) => formatLocalDateTime(ms, ws.campaign().calendar.offsetMinutes);
  const [from, to] = [local(period.fromMs), local(period.toMs)];
  const recorded = obligation === undefined ? 0 : recordedInPeriod(ws, obligation);
  return {
    named,
    title: reportTitle(ws, named),
    period,
    recorded,
    ...zeroChoice(named, recorded),
    unwritten: unwrittenKind(ws, named) ?? null,
    activities: ws.store.allRecords({ kind: "activity", unit, from, to }),
    beside: contentsBeside(ws, from, to),
    figures: computeFigures(ws, unit, period.id),
    findings: findingsOf(ws, { report }),
    explanations: explanationsOf(ws, report),
    sinceBundle: lastReceipt(ws)?.number ?? null,
    bundle: nextBundle(ws, reportTitle(ws, named).zh),
    releasers: releasers(ws),
    trustWarning: trustWarning(ws),
  };
}

function zeroChoice({ type, obligation }: NamedReport, recorded: number): Pick<Assembly, "zeroReport" | "insteadOf"> {
  if (type === "zero") return { zeroReport: null, insteadOf: obligation?.id ?? null };
  const isOffered = obligation?.mayBeZero === true && recorded === 0;
  return { zeroReport: isOffered ? zeroId(obligation) : null, insteadOf: null };
}

function nextBundle(ws: AssembleNeeds, about: string): Assembly["bundle"] {
  const { number } = ws.store.nextExportNumber();
  const encrypted = recipientKeys(ws, { kind: "county" }).length > 0;
  return { number, encrypted, fileName: bundleFileName(bundleName(ws, { kind: "county" }, number, about), encrypted) };
}

function trustWarning(ws: AssembleNeeds): Assembly["trustWarning"] {
  const { pinned, enrolment } = trustState(ws);
  if (!pinned) return "root-not-pinned";
  return enrolment === "approved" ? null : "not-enrolled";
}
