// Deletes a record: a tombstone that travels like any version; the history stays.
import { Problem } from "../../../domain/problem.ts";
import type { RecordKey } from "../../../domain/record/projected.ts";
import type { Needs } from "../../workspace.ts";
import { audienceFor, writableKind } from "./put-record.ts";
import type { FactReader } from "../../ports/store/facts.ts";
import type { RecordWriter } from "../../ports/store/records.ts";

/** @throws {Problem} `record-not-found`, `record-not-yours`, `conflict-open` */
export function deleteRecord(ws: Needs<FactReader & RecordWriter>, key: RecordKey): RecordKey & Readonly<{ hash: string }> {
  const kind = writableKind(ws, key.kind, undefined);
  const known = ws.store.record(key);
  const own = key.unit === ws.store.facts().unit;
  if (known === undefined || known.status !== "shown" || !own) throw new Problem("record-not-found", { record: key.record });
  if (known.conflicts.length > 0) throw new Problem("conflict-open", { record: key.record });
  const [hash] = ws.store.append([{ ...key, audience: audienceFor(ws, kind, known.value, undefined), value: null }]);
  return { ...key, hash: hash as string };
}
