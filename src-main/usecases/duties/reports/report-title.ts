// What a report is called: by its obligation, as a zero report of its period, or as one made at once.
import type { Bilingual } from "../../../domain/campaign/parts.ts";
import { timedPeriods } from "../../../domain/campaign/deadlines.ts";
import type { Workspace } from "../../workspace.ts";
import { obligationOfPeriod } from "./report-names.ts";

const NOW = { zh: "即时报送", en: "Report now" };

/** `周报（第2期）`, or of a zero report in its place `零报告（第2期）`. */
export function reportTitle(
  ws: Pick<Workspace, "campaign">,
  { type, period }: Readonly<{ type: string; period: string }>,
): Bilingual {
  const obligation = obligationOfPeriod(ws, period);
  if (type !== "zero") return obligation?.title ?? NOW;
  const of = timedPeriods(ws.campaign()).find(({ id }) => id === period)?.title ?? obligation?.title;
  return of === undefined ? { zh: "零报告", en: "Zero report" } : { zh: `零报告（${of.zh}）`, en: `Zero report (${of.en})` };
}
