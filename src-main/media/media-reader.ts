// Looks into foreign media through the decode workers: this process opens none of them.
import { basename } from "node:path";
import { Problem } from "../domain/problem.ts";
import type { MediaFacts, MediaReader } from "../usecases/ports.ts";
import { startProcessLane, type StartLane } from "./decode-lane.ts";
import type { DecodeAnswer } from "./decode-job.ts";
import { openDecodePool, type PoolLimits } from "./decode-pool.ts";

/** The reader, with fingerprints of pictures for the near-duplicate check, and with an end: `close` stops its workers. */
export type ClosableMediaReader = MediaReader &
  Readonly<{
    /** 16 hexadecimal digits, to be compared by `fingerprintDistance`; undefined where the type has no picture. */
    fingerprint(path: string, facts: Pick<MediaFacts, "mime">): Promise<string | undefined>;
    close(): void;
  }>;

const LIMITS: PoolLimits = { lanes: 2, jobMs: 30_000, idleMs: 60_000 };

/**
 * Opens the reader. Workers start with the first job and do not keep this process alive while they are idle.
 *
 * @param startLane how a worker is started; a process of its own unless the shell may not start one.
 */
export function openMediaReader(startLane: StartLane = startProcessLane(), limits: PoolLimits = LIMITS): ClosableMediaReader {
  const pool = openDecodePool(startLane, limits);
  return {
    inspect: async (path, name) => {
      const answer = refuseProblem(await pool.run({ ask: "inspect", path, name }));
      if (!("facts" in answer)) throw new TypeError("the worker answered another question");
      return answer.facts;
    },
    preview: async (path, { mime }, edgePx) => {
      const answer = refuseProblem(await pool.run({ ask: "preview", path, name: basename(path), mime, edgePx }));
      if (!("jpeg" in answer)) throw new TypeError("the worker answered another question");
      return answer.jpeg;
    },
    fingerprint: async (path, { mime }) => {
      const answer = refuseProblem(await pool.run({ ask: "fingerprint", path, name: basename(path), mime }));
      if (!("fingerprint" in answer)) throw new TypeError("the worker answered another question");
      return answer.fingerprint;
    },
    close: () => pool.close(),
  };
}

type GoodAnswer = Extract<DecodeAnswer, { facts: unknown } | { jpeg: unknown } | { fingerprint: unknown }>;

function refuseProblem(answer: DecodeAnswer): GoodAnswer {
  if ("problem" in answer) throw new Problem(answer.problem, answer.details);
  if ("failed" in answer) throw new Error(`decode worker: ${answer.failed}`);
  return answer;
}
