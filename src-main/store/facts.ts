// Facts of this workspace and PC: named texts that never travel.
import type { Statements } from "./database.ts";

export type FactName =
  | "role"
  | "unit"
  | "campaign"
  | "campaignDocument"
  | "campaignOrigin"
  | "root"
  | "selfKey"
  | "device"
  | "person"
  | "recipient"
  | "recovery"
  | "clock"
  | "exportNumber"
  | "lastExport"
  | `feed:${string}`;

/** Reads a fact; undefined if it was never written. */
export function readFact(statements: Statements, name: FactName): string | undefined {
  const row = statements("SELECT value FROM fact WHERE name = ?").get(name) as { value: string } | undefined;
  return row?.value;
}

export function writeFact(statements: Statements, name: FactName, value: string): void {
  statements("INSERT INTO fact (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value").run(
    name,
    value,
  );
}
