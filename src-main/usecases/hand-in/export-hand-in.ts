// Exports a unit's bundle to the county, with the papers of its latest hand-in beside the data.
import { UNWATCHED, requireRole, type Needs } from "../workspace.ts";
import { exportBundle, type Exported } from "../sending/write/export-bundle.ts";
import { beginVolumes, type VolumeExport, type ExportVolumesNeeds } from "../sending/write/export-volumes.ts";
import type { Progress } from "../ports/progress.ts";
import type { ReportView, ReportReader } from "../ports/store/reports.ts";
import { Problem } from "../../domain/problem.ts";
import { lastReceipt } from "../sending/choose/last-receipt.ts";
import { reportTitle } from "../duties/reports/report-title.ts";
import { assertReleased, type ReleaseReads } from "./release.ts";
import { drawForm, prepareForm, type Papers, type PrintFormNeeds } from "../papers/print-form.ts";
import { chooseContents, type ExportRequest } from "../sending/choose/choose-contents.ts";
import { stateRenditions } from "../records/originals/make-smaller.ts";
import type { FactReader } from "../ports/store/facts.ts";
import type { FeedReader } from "../ports/store/feeds.ts";
import type { RecordWriter } from "../ports/store/records.ts";
import type { ReceiptReader } from "../ports/store/receipts.ts";

export type ExportHandInNeeds = ExportVolumesNeeds &
  PrintFormNeeds &
  ReleaseReads &
  Needs<FactReader & FeedReader & ReceiptReader & RecordWriter & ReportReader, "campaign" | "sha256">;

type ExportHandInReads = PrintFormNeeds &
  ReleaseReads &
  Needs<FactReader & FeedReader & ReceiptReader & ReportReader, "campaign">;

/** What a unit may choose of a hand-in. `missing`: what the county asked for by its receipt, with what is new since (补报). */
export type HandInChoice = Readonly<{
  plain: boolean;
  full?: boolean;
  recordsOnly?: boolean;
  /** Smaller files (压缩版) in place of originals, where there are any; originals stay here and follow later. */
  small?: boolean;
  withoutLost?: boolean;
  missing?: boolean;
}>;

/**
 * @throws {Problem} `workspace-not-unit`, `receipt-none-read`, `release-missing`, as exportBundle
 */
export async function exportHandIn(
  ws: ExportHandInNeeds,
  papers: Papers,
  target: HandInChoice & Readonly<{ folder: string }>,
  progress: Progress = UNWATCHED,
): Promise<Exported> {
  return exportBundle(ws, { ...(await requestOf(ws, papers, target)), folder: target.folder }, progress);
}

/** The same in volumes, whose names the county can tell by number alone. @throws {Problem} `workspace-not-unit`, as beginVolumes */
export async function planHandIn(
  ws: ExportHandInNeeds,
  papers: Papers,
  choice: HandInChoice,
  limitBytes: number,
  progress: Progress = UNWATCHED,
): Promise<VolumeExport> {
  const { about: _title, ...request } = await requestOf(ws, papers, choice);
  return beginVolumes(ws, request, limitBytes, progress);
}

async function requestOf(
  ws: ExportHandInNeeds,
  papers: Papers,
  { plain, full, recordsOnly, small, withoutLost, missing }: HandInChoice,
): Promise<Omit<ExportRequest, "folder">> {
  requireRole(ws.store.facts(), "unit");
  assertReleased(ws);
  if (missing === true && lastReceipt(ws) === undefined) throw new Problem("receipt-none-read", {});
  const request = {
    purpose: "hand-in",
    recipient: { kind: "county" },
    plain,
    ...(full !== undefined && { full }),
    ...(recordsOnly !== undefined && { recordsOnly }),
    ...(small !== undefined && { small }),
  } as const;
  if (small === true) stateRenditions(ws, chooseContents(ws, { ...request, papers: [] }).carry.of.values());
  return {
    ...request,
    papers: await papersOf(ws, papers),
    ...aboutOf(ws, missing === true),
    ...(withoutLost !== undefined && { withoutLost }),
  };
}

/** What the bundle is, for its name: the report that was made last, or what was asked for. */
export function aboutOf(ws: ExportHandInReads, isMissing: boolean): Readonly<{ about?: string }> {
  if (isMissing) return { about: "补报" };
  const latest = latestReport(ws);
  return latest === undefined ? {} : { about: reportTitle(ws, latest).zh };
}

function latestReport(ws: Needs<FactReader & ReportReader>): ReportView | undefined {
  return [...ws.store.reports(ws.store.facts().unit)].sort((a, b) => a.exportedMs - b.exportedMs).at(-1);
}

/** 附件2 of the latest report, as PDF and XLSX; none before the first hand-in. */
async function papersOf(
  ws: ExportHandInReads,
  papers: Papers,
): Promise<readonly Readonly<{ name: string; bytes: Uint8Array }>[]> {
  const { unit } = ws.store.facts();
  const latest = latestReport(ws);
  if (latest === undefined) return [];
  const known = ws.campaign().calendar.periods.some((period) => period.id === latest.period);
  const paper = prepareForm(ws, { form: "attachment2", unit, period: known ? latest.period : "total" });
  const files = await Promise.all(
    (["pdf", "xlsx"] as const).map(async (format) => ({ format, pages: await drawForm(papers, paper, format) })),
  );
  return files.flatMap(({ format, pages }) => pages.map((bytes) => ({ name: `attachment2.${format}`, bytes })));
}
