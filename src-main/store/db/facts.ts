// Facts of this workspace and PC: named texts that never travel.
import type { Statements } from "./database.ts";

export type FactName =
  | "role"
  | "unit"
  | "campaign"
  | "campaignDocument"
  | "campaignOrigin"
  | "root"
  // when a person compared it, in ms
  | "rootMs"
  | "selfKey"
  | "device"
  | "person"
  | "recipient"
  | "recovery"
  | "clock"
  | "exportNumber"
  | "lastExport"
  // which restore the county has to tell its units of, and units that have answered it
  | "regressed"
  | `refilled:${string}`
  // PC and folder that the workspace was last opened at; why and when it had to open new feeds; when the whole of it was last backed up
  | "machineMark"
  | "origin"
  | "originMs"
  | `backup:${"away" | "here"}`
  // when the data were looked through last, and what was found
  | "lastCheck"
  // a backup that is being written
  | "unfinished"
  // by which rules the projection was folded last
  | "folded"
  // the last export under a key that was given up: the series of the new key begins after it
  | "seriesAfter"
  // a step of the schema changed what is shown: all of it is folded again
  | "refold"
  // by which rule the county's figures were counted last
  | "counted"
  // 说明 of a hand-in in the making, by report: texts by finding
  | `explanations:${string}`
  // its making came to its end
  | "made"
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
