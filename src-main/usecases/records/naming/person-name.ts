// Who is behind an entry, by name.
import type { Needs } from "../../workspace.ts";
import type { RecordReader } from "../../ports/store/records.ts";

/** Name of the person behind an entry; empty where it is not known here. */
export function personName(ws: Needs<RecordReader>, person: string): string {
  const key = ws.store.findRecords(person).find(({ kind }) => kind === "person");
  return key === undefined ? "" : (ws.store.record({ ...key, kind: "person" })?.value?.name ?? "");
}
