// Deletes a record: a tombstone that travels like any version; the history stays.
import { Problem } from "../domain/problem.ts";
import type { RecordKey } from "../domain/projected.ts";
import type { Desk } from "./desk.ts";
import { audienceFor, writableKind } from "./put-record.ts";

/** @throws {Problem} `record-not-found`, `record-not-yours`, `conflict-open` */
export function deleteRecord(desk: Desk, key: RecordKey): RecordKey & Readonly<{ hash: string }> {
  const kind = writableKind(desk, key.kind, undefined);
  const known = desk.store.record(key);
  const own = key.unit === desk.store.facts().unit;
  if (known === undefined || known.status !== "shown" || !own) throw new Problem("record-not-found", { record: key.record });
  if (known.conflicts.length > 0) throw new Problem("conflict-open", { record: key.record });
  const [hash] = desk.store.append([{ ...key, audience: audienceFor(desk, kind, known.value, undefined), value: null }]);
  return { ...key, hash: hash as string };
}
