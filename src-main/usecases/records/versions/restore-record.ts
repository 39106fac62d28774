// Deleted records of this office: what they held last, and bringing one back as a further version.
import { Problem } from "../../../domain/problem.ts";
import type { RecordKey } from "../../../domain/record/projected.ts";
import type { Needs } from "../../workspace.ts";
import { audienceFor, writableKind } from "./put-record.ts";
import type { FactReader } from "../../ports/store/facts.ts";
import type { RecordReader, RecordWriter } from "../../ports/store/records.ts";

/** As it stood before it was deleted. `title`: by the field that names records of its kind. */
export type DeletedRecord = Readonly<{ record: string; title: string; deletedAtMs: number; by: string }>;

/** At most `limit`, the last deleted first; one more says that there are more. */
export function deletedRecords(ws: Needs<FactReader & RecordReader>, kind: string, limit: number): readonly DeletedRecord[] {
  const { unit } = ws.store.facts();
  const { titleField } = writableKind(ws, kind, undefined);
  return ws.store.deletedRecords(kind, unit, limit).flatMap(({ record }) => {
    const key = { unit, kind, record };
    const before = ws.store.beforeDeletion(key);
    if (before === undefined) return [];
    const deletion = ws.store.history(key).find(({ hash }) => hash === before.deletion);
    const title = String(before.value[titleField ?? ""] ?? "");
    return [{ record, title, deletedAtMs: deletion?.wallMs ?? 0, by: deletion?.by ?? "" }];
  });
}

/** @throws {Problem} `record-not-found`, `record-not-yours`, `record-invalid` */
export function restoreRecord(ws: Needs<FactReader & RecordWriter>, key: RecordKey): RecordKey & Readonly<{ hash: string }> {
  const kind = writableKind(ws, key.kind, undefined);
  const value = ws.store.beforeDeletion(key)?.value;
  if (value === undefined || key.unit !== ws.store.facts().unit) throw new Problem("record-not-found", { record: key.record });
  const [hash] = ws.store.append([{ ...key, audience: audienceFor(ws, kind, value, undefined), value }]);
  return { ...key, hash: hash as string };
}
