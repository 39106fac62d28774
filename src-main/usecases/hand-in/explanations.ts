// 说明 that a clerk types to the checks of a hand-in: kept in the workspace, as drafts are, until it is filed; one that is made once
// more begins with those that were filed.
import type { Needs } from "../workspace.ts";
import { AT_ONCE, reportId } from "../duties/reports/report-names.ts";
import type { DraftReader, DraftWriter } from "../ports/store/drafts.ts";
import type { FactReader } from "../ports/store/facts.ts";
import type { ReportReader } from "../ports/store/reports.ts";

type ExplanationsNeeds = Needs<DraftWriter & FactReader & ReportReader, "campaign">;

type ExplanationsReads = Needs<DraftReader & FactReader & ReportReader, "campaign">;

/** By finding; in reports of before by check, for all that it found. */
export type Explanations = Readonly<Record<string, string>>;

export function explanationsOf(ws: ExplanationsReads, report: string): Explanations {
  return ws.store.explanations(report) ?? filed(ws, report);
}

/** An empty text takes it away. */
export function explain(ws: ExplanationsNeeds, report: string, findings: readonly string[], text: string): void {
  const others = Object.entries(explanationsOf(ws, report)).filter(([finding]) => !findings.includes(finding));
  const said = text.trim();
  const given = said === "" ? [] : findings.map((finding) => [finding, said] as const);
  ws.store.keepExplanations(report, Object.fromEntries([...others, ...given]));
}

/** Once a report was made: what was said of one report now says nothing of the next. Others keep theirs for when they are made again. */
export function forgetExplanations(ws: Needs<DraftWriter>, report: string): void {
  if (report === AT_ONCE) ws.store.keepExplanations(report, {});
}

function filed(ws: ExplanationsReads, report: string): Explanations {
  const made = ws.store.reports(ws.store.facts().unit).find((one) => reportId(ws, one) === report);
  return made?.value.explanations ?? {};
}
