// The part of the store that keeps it: copies, where it is at home, the log of import runs, what is set aside.
import type { StoreSoundness } from "../usecases/damage-port.ts";
import type { StoreKeeping, UnfinishedBackup } from "../usecases/keeping-port.ts";
import type { VolumeStore } from "../usecases/volume-port.ts";
import type { Source } from "./author.ts";
import { toBlob } from "./codec.ts";
import { copyDatabase } from "./copy-database.ts";
import { inTransaction, type Db, type Statements } from "./database.ts";
import { readFact, writeFact } from "./facts.ts";
import { volumesOf } from "./export-plans.ts";
import { cancelRun, insertRun, readRuns, refuseItem } from "./import-runs.ts";
import { giveUpFeeds, readOrigin, settleAt } from "./own-place.ts";
import { renewKey } from "./renew-key.ts";
import { soundnessOf } from "./rot/soundness.ts";
import { readBrought } from "./set-aside.ts";

/** @see usecases/keeping-port.ts StoreKeeping, usecases/volume-port.ts VolumeStore */
export function keepingOf(db: Db, statements: Statements, source: Source): StoreKeeping & StoreSoundness & VolumeStore {
  const write = <T>(work: () => T): T => inTransaction(db, work);
  return {
    ...volumesOf(db, statements),
    explanations: (report) => {
      const kept = readFact(statements, `explanations:${report}`);
      return kept === undefined ? undefined : (JSON.parse(kept) as ReturnType<StoreKeeping["explanations"]>);
    },
    keepExplanations: (report, texts) => write(() => writeFact(statements, `explanations:${report}`, JSON.stringify(texts))),
    ...soundnessOf(db, statements, source),
    copyTo: (path, progress) => copyDatabase(db, path, progress),
    settleAt: (mark) => write(() => settleAt(statements, source, mark)),
    giveUpFeeds: (why) => write(() => giveUpFeeds(statements, source, why)),
    renewKey: (key, recipient) => write(() => renewKey(statements, source, key, recipient)),
    origin: () => readOrigin(statements),
    lastSavedMs: () => lastSavedMs(statements),
    lastBackups: () => ({ away: backupMs(statements, "away"), here: backupMs(statements, "here") }),
    noteBackup: (where, atMs) => write(() => writeFact(statements, `backup:${where}`, String(atMs))),
    unfinished: () => JSON.parse(readFact(statements, "unfinished") ?? "null") as UnfinishedBackup | null,
    noteUnfinished: (backup) => write(() => writeFact(statements, "unfinished", JSON.stringify(backup))),
    beginRun: (run) => write(() => insertRun(statements, run)),
    refuseItem: (item, problem, endedMs) => write(() => refuseItem(statements, item, problem, endedMs)),
    cancelRun: (run, endedMs) => write(() => cancelRun(statements, run, endedMs)),
    runs: (most, only) => readRuns(statements, most, only),
    brought: (bundle) => readBrought(statements, bundle),
  };
}

function backupMs(statements: Statements, where: "away" | "here"): number | null {
  return Number(readFact(statements, `backup:${where}`) ?? 0) || null;
}

/** The last entries of the own feeds are their tips. */
const LAST_SAVED = `
  SELECT MAX(ms) AS ms FROM (
    SELECT MAX(json_extract(entry.text, '$.at.wallMs')) AS ms FROM feed
    JOIN tip ON tip.feed_id = feed.id JOIN entry ON entry.hash = tip.hash
    WHERE feed.key = ?
    UNION ALL SELECT MAX(saved_ms) FROM draft
  )`;

function lastSavedMs(statements: Statements): number | null {
  const key = toBlob(readFact(statements, "selfKey") ?? "");
  return (statements(LAST_SAVED).get(key) as { ms: number | null }).ms;
}
