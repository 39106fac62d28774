// The part of the store that looks at itself and mends itself.
import { rmSync, statSync } from "node:fs";
import { Worker } from "node:worker_threads";
import { FRUGAL } from "../../disk/threads.ts";
import { canonicalJson, type Json } from "../../domain/json.ts";
import type { NamedRecord } from "../../domain/named-record.ts";
import { Problem } from "../../domain/problem.ts";
import type { Examined, KeptHead, LastCheck, StoreSoundness } from "../../usecases/damage-port.ts";
import type { Source } from "../author.ts";
import { toBlob, toHex } from "../codec.ts";
import { inTransaction, type Db, type Statements } from "../database.ts";
import { readFact, writeFact } from "../facts.ts";
import { asProblem } from "../sqlite-problem.ts";
import { findDamage } from "./examine.ts";
import { mendStore } from "./mend.ts";

/** So little is looked through sooner than a thread starts. */
const SMALL_BYTES = 512 * 1024;

/** Pages that are copied before screens have their turn again. */
const PAGES_AT_ONCE = 500;

/** @see usecases/damage-port.ts */
export function soundnessOf(db: Db, statements: Statements, source: Source): StoreSoundness {
  return {
    examine: (copy, signal) => examine(db, copy, signal),
    nameOf: ({ kind, unit, record }) => readName(statements, [kind, unit, record]),
    headSignatures: () => readHeads(statements),
    dropHeadSignature: (hash) =>
      void inTransaction(db, () => statements("DELETE FROM head_signature WHERE hash = ?").run(toBlob(hash))),
    mend: (copies) => inTransaction(db, () => mendStore(db, statements, source, copies)),
    lastCheck: () => readLastCheck(statements),
    noteCheck: (check) => inTransaction(db, () => writeFact(statements, "lastCheck", canonicalJson(check as unknown as Json))),
  };
}

async function examine(db: Db, copy: string, signal: AbortSignal): Promise<Examined> {
  try {
    await db.backup(copy, { progress: () => (assertGoing(signal), PAGES_AT_ONCE) });
    return statSync(copy).size <= SMALL_BYTES ? findDamage(copy) : await inThread(copy, signal);
  } catch (error) {
    throw error instanceof Problem ? error : asProblem(error, copy);
  } finally {
    for (const name of [copy, `${copy}-journal`, `${copy}-wal`, `${copy}-shm`]) rmSync(name, { force: true });
  }
}

/** @throws {Problem} `cancelled` */
function assertGoing(signal: AbortSignal): void {
  if (signal.aborted) throw new Problem("cancelled", {});
}

/** The thread holds nothing but its copy: it may be ended at any moment. */
async function inThread(path: string, signal: AbortSignal): Promise<Examined> {
  assertGoing(signal);
  const { promise, resolve, reject } = Promise.withResolvers<Examined>();
  const worker = new Worker(new URL("./examine-worker.ts", import.meta.url), { workerData: { path }, resourceLimits: FRUGAL });
  const ended = new Promise<void>((done) => worker.once("exit", () => done()));
  const cancel = (): void => void worker.terminate();
  signal.addEventListener("abort", cancel, { once: true });
  worker.once("message", resolve).once("error", reject);
  worker.once("exit", () => reject(signal.aborted ? new Problem("cancelled", {}) : new Error("the examination ended early")));
  try {
    return await promise;
  } finally {
    signal.removeEventListener("abort", cancel);
    await ended;
  }
}

function readName(statements: Statements, key: readonly [kind: string, unit: string, record: string]): NamedRecord | undefined {
  const find = statements(
    "SELECT unit, kind, record, title, occurred AS day FROM record WHERE kind = ? AND unit = ? AND record = ?",
  );
  return find.get(...key) as NamedRecord | undefined;
}

type HeadRow = Readonly<{ feed: Uint8Array; seq: number; hash: Uint8Array; signature: string; key: Uint8Array }>;

function* readHeads(statements: Statements): Generator<KeptHead> {
  const rows = statements(`
    SELECT feed.hash AS feed, head_signature.seq, head_signature.hash, head_signature.signature, feed.key
    FROM head_signature JOIN feed ON feed.id = head_signature.feed_id ORDER BY head_signature.feed_id, head_signature.hash`).all();
  for (const { feed, seq, hash, signature, key } of rows as HeadRow[])
    yield { feed: toHex(feed), seq, hash: toHex(hash), signature, key: toHex(key) };
}

function readLastCheck(statements: Statements): LastCheck | null {
  const text = readFact(statements, "lastCheck");
  return text === undefined ? null : (JSON.parse(text) as LastCheck | null);
}
