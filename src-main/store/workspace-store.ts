// The store that the use cases see: one connection, one writer, everything else in the files beside this one.
import { basename } from "node:path";
import { openApart, type Apart } from "./apart.ts";
import { isForked, readReach } from "./chains.ts";
import { isCounted, recountAll } from "./counted.ts";
import { countAll, countStandings } from "./count-records.ts";
import { appendEntry, type Source } from "./author.ts";
import { Problem } from "../domain/problem.ts";
import type { ExportRow, SignedHead, StoreSending } from "../usecases/sending-port.ts";
import type { CheckedLines, Facts, NewVersion, Store } from "../usecases/store-port.ts";
import { inTransaction, openDatabase, statementsOf, tellingStatements, type Db, type Statements } from "./database.ts";
import { entriesDigest, figuresDigest, stateDigest } from "./digests.ts";
import { isErased } from "./erase.ts";
import { emptyJournal, forgetMedia, forgetting, noteGone, readLeaving } from "./forget.ts";
import { readFact, writeFact, type FactName } from "./facts.ts";
import {
  readCountedValue,
  readHandedIn,
  readMedia,
  readAttachedAs,
  readRecordsWith,
  readNamedMedia,
  readOnBehalf,
  readReceipted,
  readPendingRequests,
  readProjected,
} from "./figure-queries.ts";
import { feedEntries, hashesBeneath, keepHeadSignature, keyOfFeed, listFeeds } from "./frontier.ts";
import { frontierNamed } from "./frontier-pages.ts";
import { missingOf } from "./handed-in.ts";
import { loadJudge } from "./judge.ts";
import { insertExport, insertMedia, readDrafts, readExports, readImports, writeDraft } from "./log-queries.ts";
import { isFolded, rebuildProjection } from "./rebuild.ts";
import {
  clearRegressed,
  firstBeyond,
  insertTold,
  isRegressed,
  nextExportNumber,
  readLackingMedia,
  readReceiptsRead,
  readTold,
  readWithheld,
  releaseExport,
  reserveExport,
} from "./receipt-queries.ts";
import { readArrivals, readDocuments, readReports } from "./report-queries.ts";
import { keepingOf } from "./store-keeping.ts";
import { officeOf } from "./store-office.ts";
import { countRecords, findRecords, readHistory, readOddRecords, readPage, readRecord, searchRecords } from "./record-queries.ts";

/** Opens the store of an existing workspace. @throws {Problem} see {@link openDatabase} */
export function openStore(path: string, source: Source): Store {
  const db = openDatabase(path, { fileMustExist: true });
  try {
    return storeOf(db, source);
  } catch (cause) {
    db.close();
    throw cause instanceof Problem ? cause : new Problem("workspace-damaged", { path: basename(path) }, { cause });
  }
}

/** Creates the file of a new workspace with its first facts. */
export function createStore(path: string, source: Source, facts: Facts): Store {
  const db = openDatabase(path);
  const statements = statementsOf(db);
  inTransaction(db, () => {
    for (const [name, value] of Object.entries(facts)) if (value !== null) writeFact(statements, name as FactName, value);
  });
  return storeOf(db, source);
}

function storeOf(db: Db, source: Source): Store {
  const statements = tellingStatements(db);
  bringUpToDate(db, statements);
  const write = <T>(work: () => T): T => inTransaction(db, work);
  const apart = openApart(db, source.nowMs);
  return {
    ...keepingOf(db, statements, source),
    ...officeOf(db, statements, source, apart),
    ...sendingOf(statements, write),
    ...handedInOf(statements),
    ...originalsOf(statements, write),
    facts: () => readFacts(statements),
    setFact: (name, value) => write(() => writeFact(statements, name, value)),
    recipients: () => (["recipient", "recovery"] as const).flatMap((name) => readFact(statements, name) || []),
    setRecipients: (own, recovery) =>
      write(() => (writeFact(statements, "recipient", own), writeFact(statements, "recovery", recovery))),
    ownFeed: (name) => readFact(statements, `feed:${name}`),
    authority: authorityUntilChanged(db, statements),
    record: (key) => readRecord(statements, key),
    records: (query) => readPage(statements, query),
    countRecords: (query, most) => countRecords(statements, query, most),
    history: (key) => readHistory(statements, key),
    findRecords: (record) => findRecords(statements, record),
    oddRecords: (limit) => readOddRecords(statements, limit),
    search: (words, limit, kinds) => searchRecords(statements, words, limit, kinds),
    projected: (unit) => readProjected(statements, unit),
    pendingRequests: () => readPendingRequests(statements, new Set(loadJudge(statements).authority.grants.keys())),
    standings: () => countStandings(statements),
    feeds: () => listFeeds(statements),
    feedEntries: (feedId, fromSeq = 0) => feedEntries(statements, feedId, fromSeq),
    firstBeyond: (feedId, held) => firstBeyond(statements, feedId, held),
    countFeed: (feedId) => (statements("SELECT count(*) AS n FROM entry WHERE feed_id = ?").get(feedId) as { n: number }).n,
    keyOfFeed: (feed) => keyOfFeed(statements, feed),
    hashesBeneath: (frontier) => hashesBeneath(statements, frontier),
    missing: (frontier) => missingOf(statements, frontier),
    reach: (frontier) => readReach(statements, frontier),
    forks: () =>
      listFeeds(statements)
        .filter((feed) => feed.heads.length > 1 && isForked(statements, feed.id))
        .map((feed) => feed.hash),
    append: (versions, inForce) => forgetting(db, statements, () => appendAll(statements, source, versions, inForce)),
    ...comingIn(db, apart),
    imports: () => readImports(statements),
    saveDraft: (draft) => write(() => writeDraft(statements, draft)),
    drafts: () => readDrafts(statements),
    dropDraft: (id) => void write(() => statements("DELETE FROM draft WHERE id = ?").run(id)),
    counts: () => countAll(statements),
    digests: () => ({ entriesDigest: entriesDigest(statements), stateDigest: stateDigest(statements), ...countAll(statements) }),
    figuresDigest: () => figuresDigest(statements),
    rebuild: () => write(() => rebuildProjection(statements)),
    settled: apart.settled,
    close: async () => {
      await apart.end();
      db.close();
    },
  };
}

type ComingIn = Pick<Store, "admit" | "previewAdmission" | "previewTogether">;

/** What bundles bring, or would bring. */
function comingIn(db: Db, apart: Apart): ComingIn {
  // What goes to a thread is nothing but values.
  const plain = ({ path, count, without }: CheckedLines): CheckedLines => ({ path, count, without });
  return {
    admit: async (row, heads, lines, progress) => {
      const { result, erased } = await apart.run({ kind: "admit", row, heads, lines: plain(lines) }, progress);
      if (erased) emptyJournal(db);
      return result;
    },
    previewAdmission: (lines, progress) => apart.run({ kind: "preview", lines: plain(lines) }, progress),
    previewTogether: (bundles, progress) => apart.run({ kind: "together", bundles: bundles.map(plain) }, progress),
  };
}

/** Who may write what, read again once anything was written: here, which is counted, or by the other connection. */
function authorityUntilChanged(db: Db, statements: Statements): Store["authority"] {
  let known: { changes: string; authority: ReturnType<Store["authority"]> } | undefined;
  return () => {
    if (db.inTransaction) return loadJudge(statements).authority;
    const { changes } = statements("SELECT total_changes() || ' ' || data_version AS changes FROM pragma_data_version").get() as {
      changes: string;
    };
    return (known = known?.changes === changes ? known : { changes, authority: loadJudge(statements).authority }).authority;
  };
}

/** Folds or counts anew what this program shows otherwise than the one that wrote it. */
function bringUpToDate(db: Db, statements: Statements): void {
  if (!isFolded(statements) || readFact(statements, "refold") !== undefined)
    inTransaction(db, () => {
      rebuildProjection(statements);
      statements("DELETE FROM fact WHERE name = 'refold'").run();
    });
  if (!isCounted(statements)) inTransaction(db, () => recountAll(statements));
}

type Originals = Pick<
  Store,
  "addMedia" | "dropMedia" | "leaving" | "noteGone" | "media" | "namedMedia" | "attachedAs" | "recordsWith" | "isErased"
>;

/** What is noted of originals. */
function originalsOf(statements: Statements, write: <T>(work: () => T) => T): Originals {
  return {
    addMedia: (rows) => write(() => insertMedia(statements, rows)),
    dropMedia: (sha256s) => write(() => forgetMedia(statements, sha256s)),
    leaving: () => readLeaving(statements),
    noteGone: (sha256s) => write(() => noteGone(statements, sha256s)),
    media: (sha256) => readMedia(statements, sha256),
    namedMedia: () => readNamedMedia(statements),
    attachedAs: (sha256) => readAttachedAs(statements, sha256),
    recordsWith: (sha256) => readRecordsWith(statements, sha256),
    isErased: (hash) => isErased(statements, hash),
  };
}

type HandedIn = Pick<Store, "reports" | "countedValue" | "handedIn" | "receipted" | "isOnBehalf" | "arrivals" | "documents">;

/** What units handed in, and how it came. */
function handedInOf(statements: Statements): HandedIn {
  return {
    reports: (unit) => readReports(statements, unit),
    countedValue: (key) => readCountedValue(statements, key),
    handedIn: () => readHandedIn(statements),
    receipted: () => readReceipted(statements),
    isOnBehalf: (key) => readOnBehalf(statements, key),
    arrivals: (kinds) => readArrivals(statements, kinds),
    documents: (kinds) => readDocuments(statements, kinds),
  };
}

/** What was sent, and what the other end said of it. */
function sendingOf(statements: Statements, write: <T>(work: () => T) => T): StoreSending {
  return {
    exports: () => readExports(statements),
    nextExportNumber: () => nextExportNumber(statements),
    recordExport: (row, heads) => write(() => recordExport(statements, row, heads)),
    reserveExport: (purpose, atMs) => write(() => reserveExport(statements, purpose, atMs)),
    releaseExport: (number) => write(() => releaseExport(statements, number)),
    frontierNamed: (value) => frontierNamed(statements, value),
    receiptsRead: (most) => readReceiptsRead(statements, most),
    confirmByPhone: (bundle, toldMs) => write(() => insertTold(statements, bundle, toldMs)),
    confirmedByPhone: () => readTold(statements),
    lackingMedia: (unit) => readLackingMedia(statements, unit),
    withheldOf: (unit) => readWithheld(statements, unit),
    isRegressed: (unit) => isRegressed(statements, unit),
    clearRegressed: (unit) => write(() => clearRegressed(statements, unit)),
  };
}

/** Signatures are kept: after this PC has taken a new key, nobody could make them again. */
function recordExport(statements: Statements, row: ExportRow, heads: readonly SignedHead[]): void {
  insertExport(statements, row);
  for (const head of heads) keepHeadSignature(statements, head);
}

function readFacts(statements: Statements): Facts {
  const text = (name: FactName) => readFact(statements, name) ?? "";
  return {
    role: text("role") === "county" ? "county" : "unit",
    unit: text("unit"),
    campaign: text("campaign"),
    campaignDocument: text("campaignDocument"),
    root: readFact(statements, "root") ?? null,
    selfKey: text("selfKey"),
    device: text("device"),
    person: text("person"),
  };
}

function appendAll(
  statements: Statements,
  source: Source,
  versions: readonly NewVersion[],
  inForce: () => boolean = () => true,
): readonly string[] {
  const hashes = versions.map((version) => appendVersion(statements, source, version));
  if (!inForce()) throw new Problem("not-in-force", {});
  return hashes;
}

function appendVersion(statements: Statements, source: Source, version: NewVersion): string {
  const { hash, admission } = appendEntry(statements, source, version);
  forgetMedia(statements, admission.erasedMedia);
  return hash;
}
