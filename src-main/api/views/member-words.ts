// What a column of a ledger says, in the campaign's words.
import type { Json } from "../../domain/json.ts";
import type { Workspace } from "../../usecases/workspace.ts";
import type { LedgerField } from "../../usecases/records/drafts/ledger-fields.ts";
import type { LedgerDetail } from "../ledgers/contract.ts";

/** The member's words; undefined where it says nothing. */
export function memberWords(
  ws: Pick<Workspace, "campaign">,
  { picklist }: LedgerField,
  value: Json,
): LedgerDetail["members"][number]["value"] | undefined {
  if (typeof value === "boolean" || typeof value === "number") return value;
  if (Array.isArray(value)) return value.map(String).join("、");
  if (typeof value !== "string" || value === "") return undefined;
  const options = ws.campaign().picklists.find(({ id }) => id === picklist)?.options ?? [];
  return options.find(({ id }) => id === value)?.label ?? value;
}
