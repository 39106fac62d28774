// The permanent log of imports as a person reads it: each file, what it turned out to be, and whether it was set aside since.
import type { Desk } from "./desk.ts";
import { unitName } from "./export-bundle.ts";
import type { ImportRun, RunItem } from "./keeping-port.ts";
import { setAsides } from "./set-aside.ts";

/** `setAside`: the reason, while it is; `unitName`: of the sender, empty where the file could not be read that far. */
export type LoggedItem = RunItem & Readonly<{ unitName: string; setAside: string | null }>;
export type LoggedRun = Omit<ImportRun, "items"> & Readonly<{ items: readonly LoggedItem[] }>;

/** The newest runs first. */
export function listRuns(desk: Desk, most: number): readonly LoggedRun[] {
  const aside = new Map(setAsides(desk).flatMap((row) => (row.takenBack ? [] : [[row.bundle, row.reason] as const])));
  const logged = (item: RunItem): LoggedItem => ({
    ...item,
    unitName: item.taken === null ? "" : unitName(desk, item.taken.unit),
    setAside: aside.get(item.taken?.bundle ?? "") ?? null,
  });
  return desk.store.runs(most, "all").map((run) => ({ ...run, items: run.items.map(logged) }));
}
