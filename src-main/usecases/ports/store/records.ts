// Records as they are shown, listed, found and told back; and the writing of their versions.
import type { ProjectedRecord, RecordKey } from "../../../domain/record/projected.ts";
import type { NamedRecord } from "../../../domain/record/named-record.ts";
import type { FieldConflict } from "../../../domain/record/merge.ts";
import type { Standing } from "../../../domain/record/history.ts";
import type { ValueOf } from "../../../domain/kinds/values.ts";
import type { JsonObject } from "../../../domain/json.ts";
import type { Audience } from "../../../domain/feed/entry.ts";

/** The state of one record as the projection shows it. */
export type RecordView<K extends string = string> = RecordKey<K> &
  Readonly<{
    status: "absent" | "shown" | "deleted" | "erased";
    value: ValueOf<K> | null;
    heads: readonly string[];
    editedAtMs: number | null;
    title: string | null;
    code: string | null;
    occurred: string | null;
    evidenced: boolean;
    needsCheck: boolean;
    waiting: boolean;
    newer: boolean;
    conflicts: readonly FieldConflict[];
  }>;

/** One version of a record, for its history: who wrote it, where and when. */
export type HistoryItem = Readonly<{
  hash: string;
  feed: string;
  seq: number;
  wallMs: number;
  by: string;
  op: "put" | "delete";
  parents: readonly string[];
  standing: Standing;
}>;

/** A page of records, newest first. `after` is the last row of the page before. */
export type RecordQuery<K extends string = string> = Readonly<{
  kind: K;
  unit?: string;
  code?: string;
  from?: string;
  to?: string;
  evidenced?: boolean;
  words?: string;
  after?: Readonly<{ occurred: string | null; id: number }>;
  limit: number;
}>;

/** What finds all. */
export type AllQuery<K extends string = string> = Omit<RecordQuery<K>, "limit" | "after">;

export type RecordPage<K extends string = string> = Readonly<{
  records: readonly (RecordView<K> & { id: number })[];
  next: RecordQuery["after"] | undefined;
}>;

/** What to write: a new version of a record, or its deletion (`value` null). */
export type NewVersion = Readonly<{
  kind: string;
  record: string;
  /** Unit whose record it is; the feed's. */
  unit: string;
  audience: Audience;
  value: JsonObject | null;
  /** Heads that the author saw; by default those that are shown now. */
  parents?: readonly string[];
  /** Name of an own feed apart from the usual one for this unit and audience. */
  feed?: string;
  /** Record id of the person who says it; by default who works here. */
  by?: string;
}>;

/** Records with an open conflict and, if asked for, those that are to be checked (需核对), in the order in which they came here. */
export type UndecidedQuery = Readonly<{ toCheckAsWell?: boolean; unit?: string; kind?: string; notKind?: string }>;

export type RecordReader = Readonly<{
  record<K extends string>(key: RecordKey<K>): RecordView<K> | undefined;
  records<K extends string>(query: RecordQuery<K>): RecordPage<K>;
  /** All that a query finds, however many. */
  allRecords<K extends string>(query: AllQuery<K>): readonly RecordView<K>[];
  /** How many records a query finds, counted no further than `most`. A code may be a prefix. */
  countRecords(query: AllQuery, most: number): number;
  /** All versions of a record, the latest first. */
  history(key: RecordKey): readonly HistoryItem[];
  /** What a version says, whether it counts or not; null where it deletes, or its value is not here. Values are asked for one by one: a record may have thousands. */
  versionValue(hash: string): JsonObject | null;
  /** Deleted records of one unit and kind, the last deleted first. */
  deletedRecords<K extends string>(kind: K, unit: string, limit: number): readonly RecordView<K>[];
  /** What a deleted record showed before, and the hash of the version that deleted it. */
  beforeDeletion<K extends string>(key: RecordKey<K>): Readonly<{ value: ValueOf<K>; deletion: string }> | undefined;
  findRecords(record: string): readonly RecordKey[];
  undecided(query: UndecidedQuery): readonly RecordView[];
  countUndecided(query: UndecidedQuery): number;
  /** @param kinds only records of these. */
  search(words: string, limit: number, kinds?: readonly string[]): readonly RecordView[];
  projected(unit?: string): readonly ProjectedRecord[];
  /** Entered by the county for the unit (代录). */
  isOnBehalf(key: RecordKey): boolean;
  /** A record by its day and title, read without its value. */
  nameOf(key: RecordKey): NamedRecord | undefined;
}>;

export type RecordWriter = RecordReader &
  Readonly<{
    /** Writes own entries, all or none, and none unless `inForce`, asked afterwards, says yes. @returns their hashes in order. */
    append(versions: readonly NewVersion[], inForce?: () => boolean): readonly string[];
  }>;
