// Long transactions in a thread of their own. Meanwhile the connection of this thread shows what was committed last and answers; what
// it wants to write waits for the end of the other transaction.
import { Worker } from "node:worker_threads";
import { FRUGAL, openThreads } from "../../disk/threads/threads.ts";
import { Problem } from "../../domain/problem.ts";
import type { Progress } from "../../usecases/ports/progress.ts";
import type { ApartOutcome, ApartResults, ApartStep, ApartTask, ApartWork } from "./apart-work.ts";
import { beforeWriting, BUSY_MS, type Db } from "../db/database.ts";
import { letThrough, newGate, openGate, stopAt } from "./gate.ts";

/** A write here waits for the thread as long as it takes: where the thread dies, its lock goes with it. */
const WAIT_MS = 600_000;

const threads = openThreads<ApartTask, ApartStep, ApartOutcome>(
  () => new Worker(new URL("./apart-worker.ts", import.meta.url), { resourceLimits: FRUGAL }),
);

export type Apart = Readonly<{
  /** Does one work after another. @param progress is told of lines; stopped, all is taken back. @throws {Problem} `cancelled` */
  run<Kind extends ApartWork["kind"]>(work: Extract<ApartWork, { kind: Kind }>, progress: Progress): Promise<ApartResults[Kind]>;
  /** Resolves once nothing runs or waits for its turn. */
  settled(): Promise<void>;
  /** Stops and takes back what runs. */
  end(): Promise<void>;
}>;

export function openApart(db: Db, nowMs: () => number): Apart {
  const ending = new AbortController();
  let turn: Promise<unknown> | undefined;
  const settled = async (): Promise<void> => {
    while (turn !== undefined) await turn;
  };
  return {
    run: <Kind extends ApartWork["kind"]>(work: Extract<ApartWork, { kind: Kind }>, progress: Progress) => {
      const watch = { ...progress, signal: AbortSignal.any([progress.signal, ending.signal]) };
      const before = turn;
      const done = (async () => {
        await before;
        return (await runOne(db, work, nowMs, watch)) as ApartResults[Kind];
      })();
      const ended = done.then(
        () => undefined,
        () => undefined,
      );
      const own = ended.then(() => void (turn === own && (turn = undefined)));
      turn = own;
      return done;
    },
    settled,
    end: async () => {
      ending.abort();
      if (turn !== undefined) await settled();
    },
  };
}

async function runOne(db: Db, work: ApartWork, nowMs: () => number, { signal, report }: Progress): Promise<unknown> {
  if (signal.aborted) throw new Problem("cancelled", {});
  const gate = newGate();
  const stop = (): void => stopAt(gate);
  const follow = (step: ApartStep): void => (step === "ready" ? letThrough(gate) : report(step, countOf(work)));
  signal.addEventListener("abort", stop);
  db.pragma(`busy_timeout = ${WAIT_MS}`);
  const forget = beforeWriting(db, () => openGate(gate));
  try {
    const outcome = await threads.run({ path: db.name, nowMs: nowMs(), gate, work }, follow);
    if (outcome.kind === "problem") throw new Problem(outcome.code, outcome.details, { cause: outcome.cause });
    return outcome.result;
  } finally {
    forget();
    signal.removeEventListener("abort", stop);
    db.pragma(`busy_timeout = ${BUSY_MS}`);
  }
}

function countOf(work: ApartWork): number {
  return work.kind === "together" ? work.bundles.reduce((sum, { count }) => sum + count, 0) : work.lines.count;
}
