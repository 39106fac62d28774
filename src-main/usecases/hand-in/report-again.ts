// Under which id a report is made once more, after it was returned or its sides disagreed.
import type { Bilingual } from "../../domain/campaign/parts.ts";
import { isOf } from "../../domain/kinds/values.ts";
import type { Workspace } from "../workspace.ts";
import { obligationOfPeriod, reportId } from "../duties/reports/report-names.ts";
import { reportTitle } from "../duties/reports/report-title.ts";
import type { RecordView } from "../ports/store/records.ts";
import { recordedInPeriod, type HandInReads } from "./hand-in.ts";

/** A report as it is made once more: the id of its screen, and what it is called. Null for any other record. */
export function reportAgain(
  ws: Pick<Workspace, "campaign">,
  record: Pick<RecordView, "kind" | "value">,
): Readonly<{ report: string; title: Bilingual }> | null {
  if (!isOf(record, "report") || record.value === null) return null;
  const { type, period } = record.value;
  return { report: reportId(ws, { type, period }), title: reportTitle(ws, { type, period }) };
}

/** The same for one to be mended: a zero report by the report itself, once something was recorded or where none may stand any more. */
export function reportToMend(
  ws: HandInReads & Pick<Workspace, "campaign">,
  record: Pick<RecordView, "kind" | "value">,
): ReturnType<typeof reportAgain> {
  const again = reportAgain(ws, record);
  const report = isOf(record, "report") ? record.value : null;
  const obligation = report === null ? undefined : obligationOfPeriod(ws, report.period);
  if (again === null || obligation === undefined || report?.type !== "zero") return again;
  const mayStand = obligation.mayBeZero === true && recordedInPeriod(ws, obligation) === 0;
  return mayStand ? again : { ...again, report: obligation.id };
}
