// Takes entries into the union: set union by hash, then the smallest part of the projection that can have changed.
import type { Entry } from "../../domain/feed/entry.ts";
import { isMalformedOpening, openingOf } from "../../domain/kinds/opening.ts";
import { AUTHORITY_KINDS, HANDING_IN_KINDS } from "../../domain/kinds/kinds.ts";
import { Problem } from "../../domain/problem.ts";
import { assertWaitingRoom } from "../../domain/trust/quarantine.ts";
import type { Admission, RecordCounts } from "../../usecases/ports/store/imports.ts";
import { toBlob, versionOf, type Line } from "../db/codec.ts";
import type { Statements } from "../db/database.ts";
import { applyErasures, isErased } from "./erase.ts";
import { readFact } from "../db/facts.ts";
import { recountAdmitted } from "../project/counted.ts";
import { markHandedIn, unitsNaming } from "../project/handed-in.ts";
import { isErasable, loadFeeds, loadJudge, type Feed, type Judge } from "../chain/judge.ts";
import { projectRecords, versionsAtHand, type Touched } from "../project/project.ts";
import { readWaiting } from "./quarantine.ts";
import { rejudgeFeed, rejudgeFeeds } from "./rejudge.ts";
import { differsIn } from "../chain/set-aside.ts";
import { grow, updateTips, type Growth } from "../chain/tips.ts";

const HANDS_IN: ReadonlySet<string> = new Set(HANDING_IN_KINDS);

/** Records and characters of values that may wait to be folded: a bundle of any size needs the same memory. */
const MOST_WAITING = 256;
const MOST_WAITING_CHARS = 1024 * 1024;

/** What taking entries in has done. `erasedMedia`: originals that must go from the media store. */
export type EntryAdmission = Omit<Admission, keyof RecordCounts>;

/** State of one run; lives for one transaction. */
type Run = {
  readonly statements: Statements;
  readonly importId: number | null;
  judge: Judge;
  readonly feeds: Map<string, Feed>;
  /** Records that wait to be folded, with the versions that came. */
  readonly touched: Map<number, Touched>;
  /** Records whose whole history must be read to fold them: once, when all has come. */
  readonly late: Map<number, Touched>;
  /** Characters of the values that wait in `touched`. */
  waitingChars: number;
  /** Units with a report that is judged otherwise now: it may hold no more. */
  readonly reporting: Set<string>;
  /** Records with an entry that is judged otherwise now, or has its value. */
  readonly refolded: Set<number>;
  /** Id of the last entry before. */
  readonly lastEntry: number;
  readonly added: Map<number, Growth>;
  /** Feeds of which nothing is kept. */
  readonly dropped: Set<string>;
  readonly counts: { added: number; known: number; filled: number; quarantined: number };
  authorityMoved: boolean;
  asideMoved: boolean;
  erasureCame: boolean;
  /** What waits of unknown keys has grown, by entries or by values that were lacking. */
  waitingGrew: boolean;
};

/**
 * Takes lines into the union. Must run inside a transaction; lines of a feed come in ascending order, its opening entry
 * first unless the feed is known. Their signatures and hashes have been verified by the caller.
 *
 * @param bounded what waits of unknown keys afterwards must keep within its bounds.
 * @throws {Problem} `bundle-other-campaign`, `quarantine-full`, `quarantine-large`
 * @see design.md §1, §2
 */
export function admitLines(
  statements: Statements,
  lines: Iterable<Line>,
  importId: number | null,
  bounded = false,
): EntryAdmission {
  const run = startRun(statements, importId);
  for (const line of lines) {
    admitLine(run, line);
    if (run.touched.size >= MOST_WAITING || run.waitingChars >= MOST_WAITING_CHARS) projectAtHand(run);
  }
  updateTips(statements, run.added);
  const erasedMedia = settle(run);
  projectWaiting(run);
  const moved = markHandedIn(statements, grownUnits(run), run.reporting);
  recountAdmitted(statements, { lastEntry: run.lastEntry, feeds: run.added.keys(), moved, refolded: run.refolded });
  if (bounded && run.waitingGrew) assertWaitingRoom(readWaiting(statements));
  return { ...run.counts, dropped: run.dropped.size, erasedMedia };
}

/** Units whose feeds grew, or whose reports name one that did: a report may now be complete. What is written here completes no other's. */
function grownUnits(run: Run): ReadonlySet<string> {
  const grown = [...run.feeds.values()].filter((feed) => run.added.has(feed.id));
  const self = readFact(run.statements, "selfKey");
  const named = grown.filter(({ key }) => key !== self).map(({ hash }) => hash);
  return new Set([...grown.map(({ unit }) => unit), ...unitsNaming(run.statements, named)]);
}

function unitOfRecord(statements: Statements, recordId: number): string {
  return (statements("SELECT unit FROM record WHERE id = ?").get(recordId) as { unit: string }).unit;
}

function startRun(statements: Statements, importId: number | null): Run {
  const feeds = new Map([...loadFeeds(statements).values()].map((feed) => [feed.hash, feed]));
  return {
    statements,
    importId,
    judge: loadJudge(statements),
    feeds,
    touched: new Map(),
    late: new Map(),
    waitingChars: 0,
    reporting: new Set(),
    refolded: new Set(),
    lastEntry: (statements("SELECT coalesce(max(id), 0) AS last FROM entry").get() as { last: number }).last,
    added: new Map(),
    dropped: new Set(),
    counts: { added: 0, known: 0, filled: 0, quarantined: 0 },
    authorityMoved: false,
    asideMoved: false,
    erasureCame: false,
    waitingGrew: false,
  };
}

/** Folds what waits and can be folded from what came; the rest waits for the end, without its values. */
function projectAtHand(run: Run): void {
  for (const record of run.touched.values())
    if (versionsAtHand(run.statements, record) === undefined) run.late.set(record.id, { ...record, added: [], reload: true });
    else projectRecords(run.statements, [record]);
  run.touched.clear();
  run.waitingChars = 0;
}

/** Folds all that waits. What is judged anew afterwards folds its records again from the tables. */
function projectWaiting(run: Run): void {
  projectAtHand(run);
  projectRecords(run.statements, run.late.values());
  run.late.clear();
}

function admitLine(run: Run, line: Line): void {
  const { entry } = line.carried;
  if (isMalformedOpening(line.carried) || run.dropped.has(entry.feed)) return drop(run, line);
  const feed = entry.seq === 0 ? openedFeed(run, line) : run.feeds.get(entry.feed);
  if (feed?.malformed === true) return drop(run, line);
  if (feed === undefined) throw new Problem("feed-unknown", { feed: entry.feed.slice(0, 12) });
  const known = run.statements("SELECT record_id, value IS NULL AS lacking FROM entry WHERE hash = ?").get(toBlob(line.hash)) as
    KnownRow | undefined;
  if (known === undefined) insertLine(run, line, feed);
  else fillKnown(run, line, feed, known);
}

type KnownRow = Readonly<{ record_id: number | null; lacking: number }>;

function insertLine(run: Run, line: Line, feed: Feed): void {
  const { entry, value, salt } = line.carried;
  const erased = isErased(run.statements, line.hash);
  const standing = run.judge.judge(feed, line.hash, entry, value, erased);
  const keepValue = !(erased && isErasable(entry.kind));
  const record = entry.kind === "feed" ? undefined : recordFor(run, feed, entry);
  run
    .statements(
      "INSERT INTO entry (hash, feed_id, seq, record_id, import_id, standing, text, salt, value) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .run(
      toBlob(line.hash),
      feed.id,
      entry.seq,
      record?.id ?? null,
      run.importId,
      standing,
      line.text,
      keepValue ? salt : null,
      keepValue ? line.valueText : null,
    );
  noteAdded(run, feed, line, standing);
  if (record === undefined || record.reload) return;
  record.added.push({ ...versionOf(line.hash, entry, standing, keepValue ? value : null), valueText: line.valueText });
  run.waitingChars += line.valueText?.length ?? 0;
}

function noteAdded(run: Run, feed: Feed, line: Line, standing: string): void {
  const { entry } = line.carried;
  run.counts.added += 1;
  if (standing === "quarantine") run.counts.quarantined += 1;
  run.waitingGrew ||= standing === "quarantine";
  run.added.set(feed.id, grow(run.added.get(feed.id), { seq: entry.seq, hash: line.hash, prev: entry.prev }));
  run.authorityMoved ||= AUTHORITY_KINDS.has(entry.kind);
  run.asideMoved ||= entry.kind === "set-aside";
  run.erasureCame ||= entry.kind === "erasure";
}

/** A value that was withheld or lost before is filled in; a known entry is otherwise left alone. */
function fillKnown(run: Run, line: Line, feed: Feed, known: KnownRow): void {
  run.counts.known += 1;
  const { entry, salt, value } = line.carried;
  if (value === null || known.lacking === 0) return;
  if (isErasable(entry.kind) && isErased(run.statements, line.hash)) return;
  run.counts.filled += 1;
  const standing = run.judge.judge(feed, line.hash, entry, value, false);
  run.waitingGrew ||= standing === "quarantine";
  run
    .statements("UPDATE entry SET salt = ?, value = ?, standing = ? WHERE hash = ?")
    .run(salt, line.valueText, standing, toBlob(line.hash));
  if (known.record_id !== null) touch(run)(known.record_id);
  run.authorityMoved ||= AUTHORITY_KINDS.has(entry.kind);
  run.asideMoved ||= entry.kind === "set-aside";
  run.erasureCame ||= entry.kind === "erasure";
}

function recordFor(run: Run, feed: Feed, entry: Entry): Touched {
  const found = run
    .statements("SELECT id FROM record WHERE kind = ? AND unit = ? AND record = ?")
    .get(entry.kind, feed.unit, entry.record) as { id: number } | undefined;
  const id =
    found?.id ??
    Number(
      run.statements("INSERT INTO record (unit, kind, record) VALUES (?, ?, ?)").run(feed.unit, entry.kind, entry.record)
        .lastInsertRowid,
    );
  const waiting = waitingRecord(run, id);
  if (waiting !== undefined) return waiting;
  const touched = { id, kind: entry.kind, fresh: found === undefined, added: [], reload: false };
  run.touched.set(id, touched);
  return touched;
}

function waitingRecord(run: Run, id: number): Touched | undefined {
  return run.touched.get(id) ?? run.late.get(id);
}

/** Nothing of a feed is kept whose opening is none, whenever it came. */
function drop(run: Run, { hash, carried: { entry } }: Line): void {
  run.dropped.add(entry.seq === 0 ? hash : entry.feed);
}

function openedFeed(run: Run, line: Line): Feed | undefined {
  const known = run.feeds.get(line.hash);
  const body = openingOf(line.carried);
  if (known !== undefined || body === undefined) return known;
  if (body.campaign !== readFact(run.statements, "campaign"))
    throw new Problem("bundle-other-campaign", { campaign: body.campaign });
  const insert = run.statements("INSERT INTO feed (hash, key, unit, audience, nonce) VALUES (?, ?, ?, ?, ?)");
  const id = Number(insert.run(toBlob(line.hash), toBlob(body.key), body.unit, body.audience, body.nonce).lastInsertRowid);
  const feed = { id, hash: line.hash, malformed: false, ...body };
  run.feeds.set(line.hash, feed);
  return feed;
}

/** Authority and erasures that came along change the standing of entries, old and new. */
function settle(run: Run): readonly string[] {
  const cut = cutFeeds(run);
  if (run.authorityMoved || cut.length > 0) {
    const before = run.judge.authority;
    run.judge = loadJudge(run.statements);
    rejudgeFeeds(run.statements, before, run.judge, touch(run));
    for (const feed of cut) rejudgeFeed(run.statements, feed, run.judge, touch(run));
  }
  settleAside(run);
  return run.authorityMoved || run.erasureCame ? applyErasures(run.statements, run.judge, touch(run)) : [];
}

/** What is set aside is read from the projection: its records are folded first, then the feeds that they name are judged again. */
function settleAside(run: Run): void {
  const moved = run.asideMoved || [...run.touched.values(), ...run.late.values()].some((record) => record.kind === "set-aside");
  if (!moved && run.judge.aside.size === 0) return;
  if (moved) projectWaiting(run);
  const before = run.judge.aside;
  run.judge = loadJudge(run.statements);
  const { aside } = run.judge;
  for (const feed of run.feeds.values())
    if (differsIn(feed.hash, before, aside) || (aside.has(feed.hash) && run.added.has(feed.id)))
      rejudgeFeed(run.statements, feed, run.judge, touch(run));
}

/** Feeds of ended keys that grew: what lies beneath the last good entry is known only when all of it is here. */
function cutFeeds(run: Run): readonly Feed[] {
  const cuts = (feed: Feed) => run.judge.authority.grants.get(feed.key)?.cuts ?? [];
  return [...run.feeds.values()].filter((feed) => run.added.has(feed.id) && cuts(feed).length > 0);
}

function touch(run: Run): (recordId: number) => void {
  return (recordId) => {
    run.refolded.add(recordId);
    const record = waitingRecord(run, recordId) ?? touchedRecord(run.statements, recordId);
    record.reload = true;
    if (!run.late.has(recordId)) run.touched.set(recordId, record);
    if (HANDS_IN.has(record.kind)) run.reporting.add(unitOfRecord(run.statements, recordId));
  };
}

/** A record whose whole history must be folded again. */
export function touchedRecord(statements: Statements, recordId: number): Touched {
  const { kind } = statements("SELECT kind FROM record WHERE id = ?").get(recordId) as { kind: string };
  return { id: recordId, kind, fresh: false, added: [], reload: true };
}
