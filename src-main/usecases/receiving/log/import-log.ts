// The permanent log of imports as a person reads it: each file, what it turned out to be, and whether it was set aside since.
import type { Needs } from "../../workspace.ts";
import type { ImportRun, RunItem, ImportReader } from "../../ports/store/imports.ts";
import { setAsides } from "./set-aside.ts";
import { unitName } from "../../campaign.ts";
import type { DeliveryReader } from "../../ports/store/deliveries.ts";
import type { RecordReader } from "../../ports/store/records.ts";

type ImportLogNeeds = Needs<DeliveryReader & ImportReader & RecordReader, "campaign">;

/** `setAside`: the reason, while it is; `unitName`: of the sender, empty where the file could not be read that far. */
export type LoggedItem = RunItem & Readonly<{ unitName: string; setAside: string | null }>;
export type LoggedRun = Omit<ImportRun, "items"> & Readonly<{ items: readonly LoggedItem[] }>;

/** The newest runs first. */
export function listRuns(ws: ImportLogNeeds, most: number): readonly LoggedRun[] {
  const aside = new Map(setAsides(ws).flatMap((row) => (row.takenBack ? [] : [[row.bundle, row.reason] as const])));
  const logged = (item: RunItem): LoggedItem => ({
    ...item,
    unitName: item.taken === null ? "" : unitName(ws, item.taken.unit),
    setAside: aside.get(item.taken?.bundle ?? "") ?? null,
  });
  return ws.store.runs(most, "all").map((run) => ({ ...run, items: run.items.map(logged) }));
}
