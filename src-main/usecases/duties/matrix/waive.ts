// Waives an obligation of a unit (免报), with the reason that is shown.
import { dueObligations } from "../../../domain/campaign/deadlines.ts";
import { Problem } from "../../../domain/problem.ts";
import { requireRole, type Needs } from "../../workspace.ts";
import { recordId } from "../../records/versions/put-record.ts";
import { checkedUnit } from "../../campaign.ts";
import type { FactReader } from "../../ports/store/facts.ts";
import type { RecordWriter } from "../../ports/store/records.ts";

type WaiveNeeds = Needs<FactReader & RecordWriter, "campaign" | "sha256" | "world">;

/** @throws {Problem} `workspace-role`, `unit-unknown`, `report-unknown`, `review-reason-missing` */
export function waiveObligation(ws: WaiveNeeds, waiver: Readonly<{ unit: string; obligation: string; reason: string }>): void {
  const facts = ws.store.facts();
  requireRole(facts, "county");
  checkedUnit(ws, waiver.unit);
  const isKnown = dueObligations(ws.campaign()).some((row) => row.id === waiver.obligation);
  if (!isKnown) throw new Problem("report-unknown", { report: waiver.obligation });
  const reason = waiver.reason.trim();
  if (reason === "") throw new Problem("review-reason-missing", {});
  const value = { ...waiver, reason };
  ws.store.append([{ kind: "waiver", record: recordId(ws, "waiver", value), unit: facts.unit, audience: "all", value }]);
}
