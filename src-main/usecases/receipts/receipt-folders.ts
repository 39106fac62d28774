// Where receipts go back to: each unit's to every stick that a bundle of it came on, so that each of its PCs reads its own.
import { dirname } from "node:path";
import type { Needs } from "../workspace.ts";
import type { ImportReader } from "../ports/store/imports.ts";

/** Tells of a folder which stick it lies on; of one that lies on none, the folder itself. */
export type StickOf = (folder: string) => Promise<string>;

/** The folders of the last run of imports, by unit: on each stick the one that the last number came from. */
export async function foldersByUnit(ws: Needs<ImportReader>, stickOf: StickOf): Promise<ReadonlyMap<string, readonly string[]>> {
  const [run] = ws.store.runs(1, "all");
  const taken = (run?.items ?? []).flatMap(({ path, taken: bundle }) => (bundle === null ? [] : [{ path, ...bundle }]));
  const bySticks = new Map<string, Map<string, string>>();
  for (const { unit, path } of taken.toSorted((a, b) => a.number - b.number)) {
    const sticks = bySticks.get(unit) ?? new Map<string, string>();
    bySticks.set(unit, sticks.set(await stickOf(dirname(path)), dirname(path)));
  }
  return new Map([...bySticks].map(([unit, sticks]) => [unit, [...sticks.values()]]));
}
