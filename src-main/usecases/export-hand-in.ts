// Exports a unit's bundle to the county, with the papers of its latest hand-in beside the data.
import { UNWATCHED, requireRole, type Desk } from "./desk.ts";
import { exportBundle, type Exported, type ExportRequest } from "./export-bundle.ts";
import { beginVolumes, type VolumeExport } from "./export-volumes.ts";
import type { Progress } from "./ports.ts";
import { Problem } from "../domain/problem.ts";
import { lastReceipt } from "./last-receipt.ts";
import type { ReportView } from "./report-port.ts";
import { reportTitle } from "./report-title.ts";
import { assertReleased } from "./release.ts";
import { drawForm, prepareForm, type Papers } from "./print-form.ts";

/** What a unit may choose of a hand-in. `missing`: what the county asked for by its receipt, with what is new since (补报). */
export type HandInChoice = Readonly<{
  plain: boolean;
  full?: boolean;
  recordsOnly?: boolean;
  withoutLost?: boolean;
  missing?: boolean;
}>;

/**
 * @throws {Problem} `workspace-not-unit`, `receipt-none-read`, `release-missing`, as exportBundle
 */
export async function exportHandIn(
  desk: Desk,
  papers: Papers,
  target: HandInChoice & Readonly<{ folder: string }>,
  progress: Progress = UNWATCHED,
): Promise<Exported> {
  return exportBundle(desk, { ...(await requestOf(desk, papers, target)), folder: target.folder }, progress);
}

/** The same in volumes, whose names the county can tell by number alone. @throws {Problem} `workspace-not-unit`, as beginVolumes */
export async function planHandIn(
  desk: Desk,
  papers: Papers,
  choice: HandInChoice,
  limitBytes: number,
  progress: Progress = UNWATCHED,
): Promise<VolumeExport> {
  const { about: _title, ...request } = await requestOf(desk, papers, choice);
  return beginVolumes(desk, request, limitBytes, progress);
}

async function requestOf(
  desk: Desk,
  papers: Papers,
  { plain, full, recordsOnly, withoutLost, missing }: HandInChoice,
): Promise<Omit<ExportRequest, "folder">> {
  requireRole(desk.store.facts(), "unit");
  assertReleased(desk);
  if (missing === true && lastReceipt(desk) === undefined) throw new Problem("receipt-none-read", {});
  return {
    purpose: "hand-in",
    recipient: { kind: "county" },
    plain,
    papers: await papersOf(desk, papers),
    ...aboutOf(desk, missing === true),
    ...(full !== undefined && { full }),
    ...(recordsOnly !== undefined && { recordsOnly }),
    ...(withoutLost !== undefined && { withoutLost }),
  };
}

/** What the bundle is, for its name: the report that was made last, or what was asked for. */
export function aboutOf(desk: Desk, isMissing: boolean): Readonly<{ about?: string }> {
  if (isMissing) return { about: "补报" };
  const latest = latestReport(desk);
  return latest === undefined ? {} : { about: reportTitle(desk, latest).zh };
}

function latestReport(desk: Desk): ReportView | undefined {
  return [...desk.store.reports(desk.store.facts().unit)].sort((a, b) => a.exportedMs - b.exportedMs).at(-1);
}

/** 附件2 of the latest report, as PDF and XLSX; none before the first hand-in. */
async function papersOf(desk: Desk, papers: Papers): Promise<readonly Readonly<{ name: string; bytes: Uint8Array }>[]> {
  const { unit } = desk.store.facts();
  const latest = latestReport(desk);
  if (latest === undefined) return [];
  const known = desk.campaign().calendar.periods.some((period) => period.id === latest.period);
  const paper = prepareForm(desk, { form: "attachment2", unit, period: known ? latest.period : "total" });
  const files = await Promise.all(
    (["pdf", "xlsx"] as const).map(async (format) => ({ format, pages: await drawForm(papers, paper, format) })),
  );
  return files.flatMap(({ format, pages }) => pages.map((bytes) => ({ name: `attachment2.${format}`, bytes })));
}
