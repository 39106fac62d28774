// The few facts that decide what the entries come to. They stand nowhere else: with a wrong one nothing may be reckoned anew.
import type { Damage } from "../../usecases/ports/store/soundness.ts";
import { toBlob } from "../db/codec.ts";
import type { Statements } from "../db/database.ts";
import { readFact } from "../db/facts.ts";

/** Facts that the entries here contradict. */
export function factFaults(statements: Statements): readonly Damage[] {
  const [root, self, unit, role] = (["root", "selfKey", "unit", "role"] as const).map((name) => readFact(statements, name));
  const wrong = [
    ...(isKnownKey(statements, self) ? [] : ["selfKey"]),
    ...(root === undefined || isKnownKey(statements, root) ? [] : ["root"]),
    ...(role === "unit" || role === "county" ? [] : ["role"]),
    ...(hasOwnFeedOf(statements, self, unit) ? [] : ["unit"]),
    ...campaignFaults(statements),
  ];
  return wrong.map((name) => ({ kind: "facts", place: `fact ${name}`, record: null }));
}

function isKnownKey(statements: Statements, key: string | undefined): boolean {
  return key !== undefined && statements("SELECT 1 FROM feed WHERE key = ?").get(toBlob(key)) !== undefined;
}

/** Who works here is a record of this unit: the first thing that is ever written. */
function hasOwnFeedOf(statements: Statements, key: string | undefined, unit: string | undefined): boolean {
  return statements("SELECT 1 FROM feed WHERE key = ? AND unit = ?").get(toBlob(key ?? ""), unit ?? "") !== undefined;
}

function campaignFaults(statements: Statements): readonly string[] {
  const campaign = readFact(statements, "campaign");
  const opened = statements(
    "SELECT value FROM entry WHERE seq = 0 AND record_id IS NULL AND value IS NOT NULL LIMIT 100",
  ).all() as {
    value: string;
  }[];
  return opened.length === 0 || opened.some(({ value }) => value.includes(`"campaign":${JSON.stringify(campaign)}`))
    ? []
    : ["campaign"];
}
