// A record as a person knows it, for sentences: its day and title.
import type { RecordKey } from "./projected.ts";

/** `day`: `2021-06-01`, or a time of that day. */
export type NamedRecord = RecordKey & Readonly<{ title: string | null; day: string | null }>;

/** Such as `2021-06-01《宣讲》`; a record without a title by its kind, one that nobody can tell by nothing. */
export function namedRecord(record: NamedRecord | null | undefined): string {
  return record === null || record === undefined ? "" : `${(record.day ?? "").slice(0, 10)}《${record.title ?? record.kind}》`;
}
