// A hand-in as a person makes it: checked, with its 说明 and whoever releases it, before anything is written; then filed and released.
import type { Bilingual } from "../../domain/campaign/parts.ts";
import { Problem } from "../../domain/problem.ts";
import type { Needs } from "../workspace.ts";
import { namedReport } from "../duties/reports/report-names.ts";
import { reportTitle } from "../duties/reports/report-title.ts";
import { namesOf, releasers } from "../trust/people.ts";
import { explanationsOf, type Explanations } from "./explanations.ts";
import { assertSound, fileHandIn, type FileHandInNeeds, type FileHandInReads } from "./file-hand-in.ts";
import type { HandIn } from "./hand-in.ts";
import { releaseHandIn } from "./release.ts";
import type { DraftReader } from "../ports/store/drafts.ts";
import type { FactReader } from "../ports/store/facts.ts";
import type { RecordReader } from "../ports/store/records.ts";
import type { ReportReader } from "../ports/store/reports.ts";

type ReadyToFileNeeds = FileHandInReads &
  Needs<DraftReader & FactReader & RecordReader & ReportReader, "campaign" | "keys" | "world">;

/** Who releases a hand-in here and now, with that person's own PIN. */
export type Releasing = Readonly<{ person: string; pin: string }>;

/** Nothing stands against it. `releaser`: record of the person who releases it besides who works here. */
export type ReadyReport = Readonly<{
  report: string;
  title: Bilingual;
  explanations: Explanations;
  releaser: string | undefined;
}>;

/**
 * What filing needs to know, asked before anything is written.
 *
 * @throws {Problem} `hand-in-blocked`, `hand-in-unexplained`, `report-not-zero`, `report-unwritten`, `report-unknown`,
 *   `release-missing`, `pin-wrong`, `pin-wait`
 */
export function readyToFile(ws: ReadyToFileNeeds, report: string, releasing: Releasing | undefined): ReadyReport {
  const explanations = explanationsOf(ws, report);
  assertSound(ws, { report, explanations });
  return { report, title: reportTitle(ws, namedReport(ws, report)), explanations, releaser: releaserOf(ws, releasing) };
}

/** Writes the report and its release; nothing is exported yet. @throws {Problem} as {@link fileHandIn} */
export function fileReport(
  ws: FileHandInNeeds,
  { report, explanations, releaser }: ReadyReport,
  reason: string | undefined,
): HandIn {
  const filed = fileHandIn(ws, { report, explanations, ...(reason !== undefined && { reason }) });
  if (releaser !== undefined) releaseHandIn(ws, filed.period, releaser);
  return filed;
}

/** @throws {Problem} `pin-*`, `release-missing` */
function releaserOf(ws: ReadyToFileNeeds, releasing: Releasing | undefined): string | undefined {
  const may = releasers(ws);
  if (may.length === 0 || may.some(({ working }) => working)) return undefined;
  if (releasing === undefined) throw new Problem("release-missing", { names: namesOf(may) });
  return ws.keys.holderOf(releasing.pin, releasing.person);
}
