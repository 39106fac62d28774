// Looks for damage in a private copy of the database, in a thread of its own; and what was found the last time.
import { rmSync, statSync } from "node:fs";
import { Worker } from "node:worker_threads";
import { FRUGAL } from "../../disk/threads/threads.ts";
import { Problem } from "../../domain/problem.ts";
import type { Examined, LastCheck } from "../../usecases/ports/store/soundness.ts";
import type { Db, Statements } from "../db/database.ts";
import { readFact } from "../db/facts.ts";
import { asProblem } from "../db/sqlite-problem.ts";
import { findDamage } from "./examine.ts";

/** So little is looked through sooner than a thread starts. */
const SMALL_BYTES = 512 * 1024;

/** Pages that are copied before screens have their turn again. */
const PAGES_AT_ONCE = 500;

/** @see SoundnessReader.examine */
export async function examine(db: Db, copy: string, signal: AbortSignal): Promise<Examined> {
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

export function readLastCheck(statements: Statements): LastCheck | null {
  const text = readFact(statements, "lastCheck");
  return text === undefined ? null : (JSON.parse(text) as LastCheck | null);
}
