// What the use cases need of the store: the union and its projection, as declared functions.
import type { Authority } from "../domain/authority.ts";
import type { Audience, Frontier, Position } from "../domain/entry.ts";
import type { Reach } from "../domain/feed/frontier.ts";
import type { Standing } from "../domain/history.ts";
import type { JsonObject } from "../domain/json.ts";
import type { FieldConflict } from "../domain/merge.ts";
import type { ProjectedRecord, RecordKey } from "../domain/projected.ts";
import type { CheckedLines, LinesProgress } from "./lines-port.ts";
import type { Holdings, StoreOffice } from "./office-port.ts";
import type { StoreSoundness } from "./damage-port.ts";
import type { RecordCounts, StoreKeeping, TogetherPreview } from "./keeping-port.ts";
import type { StoreQuarantine } from "./quarantine-port.ts";
import type { Arrival, DocumentView, ReportView } from "./report-port.ts";
import type { MissingRange, StoreSending } from "./sending-port.ts";
import type { OpenedSet, VolumeStore } from "./volume-port.ts";

export type { CarriedLine, CheckedLines, LinesProgress } from "./lines-port.ts";

/** Named texts about this workspace and PC that never travel. */
export type Facts = Readonly<{
  role: "unit" | "county";
  /** Code of the unit, or of the county office. */
  unit: string;
  campaign: string;
  /** SHA-256 of the campaign document that is in force here. */
  campaignDocument: string;
  /** Pinned county key, raw in hex; null until a person has compared it. */
  root: string | null;
  selfKey: string;
  device: string;
  /** Record id of the person who works here. */
  person: string;
}>;

/** The state of one record as the projection shows it. */
export type RecordView = RecordKey &
  Readonly<{
    status: "absent" | "shown" | "deleted" | "erased";
    value: JsonObject | null;
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

/** One version of a record, for its history. */
export type HistoryItem = Readonly<{
  hash: string;
  feed: string;
  seq: number;
  wallMs: number;
  by: string;
  op: "put" | "delete";
  parents: readonly string[];
  standing: Standing;
  value: JsonObject | null;
}>;

/** A page of records, newest first. `after` is the last row of the page before. */
export type RecordQuery = Readonly<{
  kind: string;
  unit?: string;
  code?: string;
  from?: string;
  to?: string;
  evidenced?: boolean;
  words?: string;
  after?: Readonly<{ occurred: string | null; id: number }>;
  limit: number;
}>;

export type RecordPage = Readonly<{ records: readonly (RecordView & { id: number })[]; next: RecordQuery["after"] | undefined }>;

/** A new version to write; see store/author.ts. */
export type NewVersion = Readonly<{
  kind: string;
  record: string;
  unit: string;
  audience: Audience;
  value: JsonObject | null;
  parents?: readonly string[];
  /** Name of an own feed apart from the usual one for this unit and audience. */
  feed?: string;
  /** Record id of the person who says it; by default who works here. */
  by?: string;
}>;

/** An end of a feed, with what its key signed. */
export type SignedPosition = Position & Readonly<{ signature: string }>;

/** A bundle that was read. */
export type ImportRow = Readonly<{
  bundle: string;
  signer: string;
  purpose: string;
  unit: string;
  number: number;
  previous: string | null;
  exportedMs: number;
  readMs: number;
  receivedMs: number;
  means: string;
  earlyReason: string | null;
  fileName: string;
  /** File of an import run that is done with this. */
  runItem?: number;
  /** Name of the PC that made it, as the bundle says. */
  device: string;
  /** What the bundle says that its reader holds with it: its base and its heads. */
  claimed: Frontier;
  /** Of an exchange between county PCs: what its maker holds. */
  holds?: Holdings;
  /** Volume 1 of several: what it says of the others. */
  opens?: OpenedSet;
  /** The county key that is pinned with it. */
  pins?: string;
  /** What waits of unknown keys must keep within its bounds. */
  bounded?: boolean;
}>;

/** What an import has done, in entries and in records. `dropped`: feeds of which nothing is kept, because their opening is none. */
export type Admission = RecordCounts &
  Readonly<Record<"added" | "known" | "filled" | "quarantined" | "dropped", number> & { erasedMedia: readonly string[] }>;

/** What an import would change, counted without changing it. */
export type AdmissionPreview = RecordCounts &
  Readonly<{
    /** Records that are new or changed, by kind; those that wait for approval are among them. */
    kinds: Readonly<Record<string, number>>;
    known: number;
    quarantined: number;
    /** The records on which it opens a conflict, with the versions that stand against each other. */
    opened: readonly Readonly<{ record: RecordView; versions: readonly HistoryItem[] }>[];
  }>;

export type FeedView = Readonly<{
  id: number;
  hash: string;
  key: string;
  unit: string;
  audience: Audience;
  malformed: boolean; // its opening is none, it came before openings were parsed: never carried
  heads: readonly Readonly<{ seq: number; hash: string; signature: string | null }>[];
}>;

export type StoredLine = Readonly<{
  seq: number;
  hash: string;
  text: string;
  salt: string | null;
  value: string | null;
  kind: string;
  /** Absent in the opening entry. */
  record: string | null;
}>;
export type MediaRow = Readonly<{ sha256: string; sizeBytes: number; crc32: number; ext: string; mime: string }>;

/** An enrolment that waits for a person to compare the code. */
export type PendingRequest = Readonly<{
  key: string;
  /** Of the request's entry. */
  hash: string;
  unit: string;
  /** `county`: it asks to be a further PC of the county office. */
  role: "unit" | "county";
  /** When the request came here; null where it was written. */
  arrivedMs: number | null;
  device: string;
  recipient: string;
  recovery: string;
  quarantined: number;
}>;

/** The union of entries, its projection, and what is known of this PC. */
export type Store = StoreKeeping & StoreOffice & StoreQuarantine & StoreSending & StoreSoundness & VolumeStore & UnionStore;

type UnionStore = Readonly<{
  facts(): Facts;
  setFact(name: "campaignDocument" | "person", value: string): void;
  /** age recipients of this PC and, at a unit, of its recovery card. */
  recipients(): readonly string[];
  setRecipients(own: string, recovery: string): void;
  /** Hash of the own feed of that name, if it was opened. */
  ownFeed(name: string): string | undefined;
  authority(): Authority;
  record(key: RecordKey): RecordView | undefined;
  records(query: RecordQuery): RecordPage;
  /** How many records a query finds, counted no further than `most`. A code may be a prefix. */
  countRecords(query: Omit<RecordQuery, "limit" | "after">, most: number): number;
  history(key: RecordKey): readonly HistoryItem[];
  findRecords(record: string): readonly RecordKey[];
  oddRecords(limit: number): readonly RecordView[];
  /** @param kinds only records of these. */
  search(words: string, limit: number, kinds?: readonly string[]): readonly RecordView[];
  projected(unit?: string): readonly ProjectedRecord[];
  reports(unit?: string): readonly ReportView[];
  /** The earlier value that the county counts instead of what it shows; undefined where it counts no other. */
  countedValue(key: RecordKey): JsonObject | undefined;
  /** Whether shown versions lie in a hand-in: made here, or at the county received. Gathered as it is now, for a whole list. */
  handedIn(): (key: RecordKey) => boolean;
  /** Whether shown versions lie in what a receipt of the county says it holds; gathered likewise. */
  receipted(): (key: RecordKey) => boolean;
  /** Entered by the county for the unit (代录). */
  isOnBehalf(key: RecordKey): boolean;
  arrivals(kinds: readonly string[]): readonly Arrival[];
  documents(kinds: readonly string[]): readonly DocumentView[];
  pendingRequests(): readonly PendingRequest[];
  standings(): Readonly<Record<string, number>>;
  feeds(): readonly FeedView[];
  /** Ascending from a place; the opening entry comes besides. */
  feedEntries(feedId: number, fromSeq?: number): Iterable<StoredLine>;
  /** Lowest place of a feed that one who holds these heads may lack; undefined if that is nothing. */
  firstBeyond(feedId: number, held: Frontier[string]): number | undefined;
  countFeed(feedId: number): number;
  keyOfFeed(feed: string): string | undefined;
  hashesBeneath(frontier: Frontier): readonly string[];
  missing(frontier: Frontier): readonly MissingRange[];
  /** What lies at or before the heads of a frontier, by ancestry; a head that is not here reaches nothing. */
  reach(frontier: Frontier): Reach;
  forks(): readonly string[];
  /** Writes own entries, all or none, and none unless `inForce`, asked afterwards, says yes. @returns their hashes in order. */
  append(versions: readonly NewVersion[], inForce?: () => boolean): readonly string[];
  /**
   * Takes a verified bundle into the union, with its head signatures, in one transaction. Until it ends, what is read is what was
   * there before, and what is written waits.
   *
   * @throws {Problem} `bundle-other-campaign`, `quarantine-*`, `cancelled`, `disk-*`; then nothing has changed
   */
  admit(row: ImportRow, heads: readonly SignedPosition[], lines: CheckedLines, progress: LinesProgress): Promise<Admission>;
  /** @throws {Problem} as {@link UnionStore.admit} */
  previewAdmission(lines: CheckedLines, progress: LinesProgress): Promise<AdmissionPreview>;
  /** What several bundles would change together. @throws {Problem} `cancelled` */
  previewTogether(bundles: readonly CheckedLines[], progress: LinesProgress): Promise<TogetherPreview>;
  /** The records of imports that were logged before they were counted are not known. */
  imports(): readonly (ImportRow & Omit<Admission, keyof RecordCounts> & Partial<RecordCounts>)[];
  addMedia(rows: readonly MediaRow[]): void;
  /** Forgets files that are about to be removed. */
  dropMedia(sha256s: readonly string[]): void;
  /** Forgotten files that are not known to be gone yet. */
  leaving(): readonly string[];
  noteGone(sha256s: readonly string[]): void;
  media(sha256: string): MediaRow | undefined;
  /** Files that shown records name, with whether they are here, and whether an erasure names them. */
  namedMedia(): Iterable<Readonly<{ sha256: string; here: boolean; record: RecordKey }>>;
  /** Names under which shown records hold a file, those of the latest edited first. */
  attachedAs(sha256: string): readonly string[];
  /** Shown records that name a file. */
  recordsWith(sha256: string): readonly RecordKey[];
  isErased(hash: string): boolean;
  saveDraft(draft: Readonly<{ id: string; kind: string; record: string | null; value: JsonObject; savedMs: number }>): void;
  drafts(): readonly Readonly<{ id: string; kind: string; record: string | null; value: JsonObject; savedMs: number }>[];
  dropDraft(id: string): void;
  counts(): Readonly<{ entries: number; records: number }>;
  digests(): Readonly<{ entriesDigest: string; stateDigest: string; entries: number; records: number }>;
  /** Digest of records as they enter figures: at the county of what was handed in. */
  figuresDigest(): string;
  rebuild(): void;
  /** Resolves once no bundle is being taken in or looked at: until then what is written here holds this thread. */
  settled(): Promise<void>;
  /** What is being taken in is stopped and taken back. */
  close(): Promise<void>;
}>;
