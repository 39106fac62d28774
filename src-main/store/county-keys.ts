// The keys of this county's office: what they write on a unit's behalf needs no hand-in (代录).
import type { JsonObject } from "../domain/json.ts";
import type { Statements } from "./database.ts";
import { readFact } from "./facts.ts";

/** Every key that the office has or had, the root among them; at a county PC its own, approved or not. */
export function readCountyKeys(statements: Statements): ReadonlySet<string> {
  const rows = statements("SELECT value FROM record WHERE kind = 'enrolment' AND status = 'shown'").all() as { value: string }[];
  const keys = rows.map((row) => JSON.parse(row.value) as JsonObject).filter((value) => value["role"] === "county");
  const own = readFact(statements, "role") === "county" ? (readFact(statements, "selfKey") ?? "") : "";
  return new Set([...keys.map((value) => String(value["key"])), readFact(statements, "root") ?? "", own]);
}
