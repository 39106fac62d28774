// Hands in what the checks let pass: the one way for the screen and the command line.
import { askedBy } from "../../domain/statistics/checks/finding.ts";
import { Problem } from "../../domain/problem.ts";
import { dismissedHere } from "../doubts/list-doubts.ts";
import type { Workspace, Needs } from "../workspace.ts";
import { explanationsOf, type Explanations } from "./explanations.ts";
import { assertReportable, handIn, type HandIn, type HandInRequest, type HandInNeeds, type HandInReads } from "./hand-in.ts";
import { AT_ONCE, namedReport } from "../duties/reports/report-names.ts";
import { differenceId, validateFigures, type SaidFinding, type ValidateFiguresNeeds } from "../figures/validate-figures.ts";
import type { DraftReader } from "../ports/store/drafts.ts";
import type { FactReader } from "../ports/store/facts.ts";
import type { ReportReader } from "../ports/store/reports.ts";

export type FileHandInNeeds = HandInNeeds &
  HandInReads &
  ValidateFiguresNeeds &
  Needs<DraftReader & FactReader & ReportReader, "campaign" | "sha256" | "world">;

export type FileHandInReads = HandInReads &
  ValidateFiguresNeeds &
  Needs<DraftReader & FactReader & ReportReader, "campaign" | "sha256" | "world">;

/** What the 审核 finds of a hand-in in the making; a zero report is checked as the report that it stands in for. */
export function findingsOf(ws: FileHandInReads, request: HandInRequest): readonly SaidFinding[] {
  const { report, explanations } = withKept(ws, request);
  const { obligation } = namedReport(ws, report);
  const period = obligation?.period ?? "total";
  return validateFigures(ws, ws.store.facts().unit, period, obligation?.type ?? AT_ONCE, explanations);
}

/**
 * Errors have to be mended, warnings need a 说明.
 *
 * @returns the differences that are explained, each by its id, as the report names them.
 * @throws {Problem} `hand-in-blocked`, `hand-in-unexplained`, `report-unknown`, `report-not-zero`, `report-unwritten`
 */
export function assertSound(ws: FileHandInReads, request: HandInRequest): readonly string[] {
  assertReportable(ws, namedReport(ws, request.report));
  const findings = findingsOf(ws, request);
  const blocking = findings.filter((finding) => askedBy(finding) === "mending");
  if (blocking.length > 0) throw new Problem("hand-in-blocked", { count: blocking.length });
  const unexplained = findings.filter((finding) => askedBy(finding) === "explanation");
  if (unexplained.length === 0) return explainedIn(ws, findings);
  const rules = [...new Set(unexplained.map(({ check }) => check))].join("、");
  throw new Problem("hand-in-unexplained", { count: unexplained.length, rules });
}

/** @throws {Problem} as {@link assertSound} and {@link handIn}; then nothing is written */
export function fileHandIn(ws: FileHandInNeeds, request: HandInRequest): HandIn {
  const explained = [...assertSound(ws, request), ...dismissedHere(ws, ws.store.facts().unit)];
  return handIn(ws, withKept(ws, request), explained.slice(0, MOST_EXPLAINED));
}

/** With the 说明 that were typed to it before, on whichever screen or in whatever run; those that are given now stand. */
function withKept(ws: FileHandInReads, request: HandInRequest): HandInRequest & Readonly<{ explanations: Explanations }> {
  return { ...request, explanations: { ...explanationsOf(ws, request.report), ...request.explanations } };
}

/**
 * 说明 as they are typed by rule, each under the finding that it is about.
 *
 * @param said by rule where it found one thing only, or by finding.
 * @throws {Problem} `hand-in-explains-several`
 */
export function byFinding(findings: readonly SaidFinding[], said: Explanations): Explanations {
  return Object.fromEntries(Object.entries(said).map(([name, text]) => [oneFinding(findings, name), text]));
}

function oneFinding(findings: readonly SaidFinding[], name: string): string {
  const own = findings.filter(({ check, explainable }) => check === name && explainable);
  const open = own.filter(({ explained }) => !explained);
  const [first, ...more] = open.length > 0 ? open : own;
  if (first === undefined) return name;
  if (more.length === 0) return first.id;
  const ids = [first, ...more].map(({ id }) => id);
  throw new Problem("hand-in-explains-several", { rule: name, count: ids.length, findings: ids.join("、") });
}

function explainedIn(ws: Pick<Workspace, "sha256">, findings: readonly SaidFinding[]): readonly string[] {
  const explained = findings.filter((finding) => finding.explained && finding.explainable);
  return [...new Set(explained.map(({ sameness }) => differenceId(ws, sameness)))].slice(0, MOST_EXPLAINED);
}

/** Further ones are asked for once more. */
const MOST_EXPLAINED = 1000;
