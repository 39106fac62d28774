// Waives an obligation of a unit (免报), with the reason that is shown.
import { dueObligations } from "../domain/campaign/deadlines.ts";
import { Problem } from "../domain/problem.ts";
import { requireRole, type Desk } from "./desk.ts";
import { checkedUnit } from "./figures.ts";
import { recordId } from "./put-record.ts";

/** @throws {Problem} `workspace-role`, `unit-unknown`, `report-unknown`, `review-reason-missing` */
export function waiveObligation(desk: Desk, waiver: Readonly<{ unit: string; obligation: string; reason: string }>): void {
  const facts = desk.store.facts();
  requireRole(facts, "county");
  checkedUnit(desk, waiver.unit);
  const isKnown = dueObligations(desk.campaign()).some((row) => row.id === waiver.obligation);
  if (!isKnown) throw new Problem("report-unknown", { report: waiver.obligation });
  const reason = waiver.reason.trim();
  if (reason === "") throw new Problem("review-reason-missing", {});
  const value = { ...waiver, reason };
  desk.store.append([{ kind: "waiver", record: recordId(desk, "waiver", value), unit: facts.unit, audience: "all", value }]);
}
