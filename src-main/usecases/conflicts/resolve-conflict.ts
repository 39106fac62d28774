// Ends an open conflict: one version that names all sides as its parents and states a value for every open field.
import { holdsFor } from "../../domain/duties/judgement.ts";
import { isJsonObject, type JsonObject } from "../../domain/json.ts";
import { kindOf } from "../../domain/kinds/kinds.ts";
import { Problem } from "../../domain/problem.ts";
import type { RecordKey } from "../../domain/record/projected.ts";
import { decidedValue, undecided, type Decisions } from "../../domain/record/resolve.ts";
import type { Needs } from "../workspace.ts";
import { openConflict } from "./list-conflicts.ts";
import type { Progress } from "../ports/progress.ts";
import { audienceFor, putRecord, writableKind, type PutRecordNeeds } from "../records/versions/put-record.ts";
import type { FactReader } from "../ports/store/facts.ts";
import type { RecordWriter } from "../ports/store/records.ts";

/** `heads`: the sides that the person saw. */
export type Resolution = Readonly<{ heads: readonly string[]; decisions: Decisions }>;

/**
 * @returns the hash of the version that ends the conflict.
 * @throws {Problem} `record-not-found`, `conflict-none`, `conflict-not-yours`, `conflict-hand-in`: figures of two hand-ins cannot
 *   be put together, `conflict-changed` where another side came meanwhile, `conflict-undecided`, `record-invalid`
 * @see design.md §2 Merge
 */
export async function resolveConflict(
  ws: PutRecordNeeds & Needs<FactReader & RecordWriter>,
  key: RecordKey,
  { heads, decisions }: Resolution,
  progress: Progress,
): Promise<string> {
  const record = ws.store.record(key);
  if (record === undefined) throw new Problem("record-not-found", { record: key.record });
  if (record.conflicts.length === 0) throw new Problem("conflict-none", { record: key.record });
  if (key.kind === "report") throw new Problem("conflict-hand-in", {});
  if (!openConflict(ws, record).mayDecide) throw new Problem("conflict-not-yours", { record: key.record });
  if (!holdsFor(heads, record.heads)) throw new Problem("conflict-changed", { record: key.record });
  const [open] = undecided(record.conflicts, decisions);
  if (open !== undefined) throw new Problem("conflict-undecided", { path: open });
  const own = key.unit === ws.store.facts().unit ? undefined : key.unit;
  const kind = writableKind(ws, key.kind, own);
  const value = decidedValue(record.value ?? {}, record.conflicts, decisions, kindOf(key.kind)?.sets ?? {});
  if (value === null) {
    const [hash = ""] = ws.store.append([
      { ...key, audience: audienceFor(ws, kind, record.value, own), value: null, parents: heads },
    ]);
    return hash;
  }
  const saved = await putRecord(
    ws,
    { kind: key.kind, record: key.record, value, parents: heads, ...(own !== undefined && { onBehalfOf: own }) },
    progress,
  );
  return saved.hash;
}

/** Decisions as they are typed into a file: `{"heads": [...], "values": {"/title": "…"}}`; without heads, those of now. */
export function resolutionFrom(text: JsonObject, shown: readonly string[]): Resolution {
  const { heads, values } = text;
  const named = Array.isArray(heads) ? (heads as readonly unknown[]).filter((head) => typeof head === "string") : shown;
  if (!isJsonObject(values)) throw new Problem("conflict-undecided", { path: "values" });
  return { heads: named, decisions: values };
}
