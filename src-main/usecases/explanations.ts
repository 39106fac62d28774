// 说明 that a clerk types to the checks of a hand-in: kept in the workspace, as drafts are, until it is filed; one that is made once
// more begins with those that were filed.
import type { Desk } from "./desk.ts";
import { AT_ONCE, reportId } from "./report-names.ts";

/** By finding; in reports of before by check, for all that it found. */
export type Explanations = Readonly<Record<string, string>>;

export function explanationsOf(desk: Desk, report: string): Explanations {
  return desk.store.explanations(report) ?? filed(desk, report);
}

/** An empty text takes it away. */
export function explain(desk: Desk, report: string, findings: readonly string[], text: string): void {
  const others = Object.entries(explanationsOf(desk, report)).filter(([finding]) => !findings.includes(finding));
  const said = text.trim();
  const given = said === "" ? [] : findings.map((finding) => [finding, said] as const);
  desk.store.keepExplanations(report, Object.fromEntries([...others, ...given]));
}

/** Once a report was made: what was said of one report now says nothing of the next. Others keep theirs for when they are made again. */
export function forgetExplanations(desk: Desk, report: string): void {
  if (report === AT_ONCE) desk.store.keepExplanations(report, {});
}

function filed(desk: Desk, report: string): Explanations {
  const made = desk.store.reports(desk.store.facts().unit).find((one) => reportId(desk, one) === report);
  return (made?.value["explanations"] as Explanations | undefined) ?? {};
}
