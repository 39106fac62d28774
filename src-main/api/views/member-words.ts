// What a column of a ledger says, in the campaign's words.
import type { Json } from "../../domain/json.ts";
import type { Desk } from "../../usecases/desk.ts";
import type { LedgerField } from "../../usecases/ledger-fields.ts";
import type { LedgerDetail } from "../contract/ledgers.ts";

/** The member's words; undefined where it says nothing. */
export function memberWords(
  desk: Desk,
  { picklist }: LedgerField,
  value: Json,
): LedgerDetail["members"][number]["value"] | undefined {
  if (typeof value === "boolean" || typeof value === "number") return value;
  if (Array.isArray(value)) return value.map(String).join("、");
  if (typeof value !== "string" || value === "") return undefined;
  const options = desk.campaign().picklists.find(({ id }) => id === picklist)?.options ?? [];
  return options.find(({ id }) => id === value)?.label ?? value;
}
