// The county key that this workspace follows, as a person compared it.
import type { Statements } from "../db/database.ts";
import { writeFact } from "../db/facts.ts";
import { rebuildProjection } from "./rebuild.ts";

/** Pins the county's key and judges everything again. Must run inside a transaction. */
export function pinRoot(statements: Statements, nowMs: number, key: string): void {
  writeFact(statements, "root", key);
  writeFact(statements, "rootMs", String(nowMs));
  rebuildProjection(statements);
}
