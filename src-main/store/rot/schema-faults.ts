// The schema that is written in the file against the one that the program makes: a letter that turned over there may change what a table
// takes, or nothing yet.
import type { Damage } from "../../usecases/ports/store/soundness.ts";
import { openDatabase, statementsOf, type Statements } from "../db/database.ts";

type Part = Readonly<{ type: string; name: string; tbl_name: string; sql: string | null }>;

const PARTS = "SELECT type, name, tbl_name, sql FROM sqlite_schema";

/** Every part of the schema as a new file has it, by type and name. */
export function schemaDue(): ReadonlyMap<string, Part> {
  const fresh = openDatabase(":memory:");
  try {
    return partsOf(statementsOf(fresh));
  } finally {
    fresh.close();
  }
}

function partsOf(statements: Statements): ReadonlyMap<string, Part> {
  return new Map((statements(PARTS).all() as Part[]).map((part) => [`${part.type} ${part.name}`, part]));
}

/** The search table's own parts are made again with it; any other needs a whole backup. */
export function* schemaFaults(statements: Statements): Generator<Damage> {
  const [due, found] = [schemaDue(), partsOf(statements)];
  for (const name of new Set([...due.keys(), ...found.keys()])) {
    if (JSON.stringify(due.get(name)) === JSON.stringify(found.get(name))) continue;
    yield { kind: /^table search(_|$)/.test(name) ? "table" : "database", place: `schema ${name}`, record: null };
  }
}
