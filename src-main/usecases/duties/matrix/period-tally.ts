// How many units owe the report of a period, and how many of theirs are here.
import { tallyOf, type Tally } from "../../../domain/duties/duty-tally.ts";
import type { Workspace } from "../../workspace.ts";
import { buildMatrix, type ObligationsNeeds } from "./obligations.ts";
import { obligationFor } from "../reports/report-names.ts";

/** @param period as the statistics name it; the whole (`total`) is answered by the last report. */
export function tallyOfPeriod(ws: ObligationsNeeds & Pick<Workspace, "campaign">, period: string): Tally {
  const obligation = obligationFor(ws, period)?.id;
  return tallyOf(buildMatrix(ws).cells.filter((cell) => cell.obligation === obligation));
}
