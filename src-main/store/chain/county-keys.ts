// The keys of this county's office: what they write on a unit's behalf needs no hand-in (代录).
import { shownIn } from "../db/codec.ts";
import type { Statements } from "../db/database.ts";
import { readFact } from "../db/facts.ts";

/** Every key that the office has or had, the root among them; at a county PC its own, approved or not. */
export function readCountyKeys(statements: Statements): ReadonlySet<string> {
  const rows = statements("SELECT value FROM record WHERE kind = 'enrolment' AND status = 'shown'").all() as { value: string }[];
  const keys = rows.map((row) => shownIn("enrolment", row.value)).filter(({ role }) => role === "county");
  const own = readFact(statements, "role") === "county" ? (readFact(statements, "selfKey") ?? "") : "";
  return new Set([...keys.map(({ key }) => key), readFact(statements, "root") ?? "", own]);
}
