// Exports a unit's bundle to the county, with the papers of its latest hand-in beside the data.
import { UNWATCHED, requireRole, type Desk } from "./desk.ts";
import { exportBundle, type Exported } from "./export-bundle.ts";
import type { Progress } from "./ports.ts";
import { assertReleased } from "./release.ts";
import { drawForm, prepareForm, type Papers } from "./print-form.ts";

/**
 * @throws {Problem} `workspace-role`, `release-missing`, as exportBundle
 */
export async function exportHandIn(
  desk: Desk,
  papers: Papers,
  target: Readonly<{ folder: string; plain: boolean; full?: boolean }>,
  progress: Progress = UNWATCHED,
): Promise<Exported> {
  requireRole(desk.store.facts(), "unit");
  assertReleased(desk);
  return exportBundle(
    desk,
    { ...target, purpose: "hand-in", recipient: { kind: "county" }, papers: await papersOf(desk, papers) },
    progress,
  );
}

/** 附件2 of the latest report, as PDF and XLSX; none before the first hand-in. */
async function papersOf(desk: Desk, papers: Papers): Promise<readonly Readonly<{ name: string; bytes: Uint8Array }>[]> {
  const { unit } = desk.store.facts();
  const latest = [...desk.store.reports(unit)].sort((a, b) => a.exportedMs - b.exportedMs).at(-1);
  if (latest === undefined) return [];
  const known = desk.campaign().calendar.periods.some((period) => period.id === latest.period);
  const paper = prepareForm(desk, { form: "attachment2", unit, period: known ? latest.period : "total" });
  const files = await Promise.all(
    (["pdf", "xlsx"] as const).map(async (format) => ({ format, pages: await drawForm(papers, paper, format) })),
  );
  return files.flatMap(({ format, pages }) => pages.map((bytes) => ({ name: `attachment2.${format}`, bytes })));
}
