// Where receipts go back to: each unit's to the folder, and so the stick, that its bundle came from.
import { dirname } from "node:path";
import type { Desk } from "./desk.ts";

/** The folders of the last run of imports, by unit: of several bundles that of the last number. */
export function foldersByUnit(desk: Desk): ReadonlyMap<string, string> {
  const [run] = desk.store.runs(1, "all");
  const taken = (run?.items ?? []).flatMap(({ path, taken: bundle }) => (bundle === null ? [] : [{ path, ...bundle }]));
  const inOrder = taken.toSorted((a, b) => a.number - b.number);
  return new Map(inOrder.map(({ unit, path }) => [unit, dirname(path)]));
}
