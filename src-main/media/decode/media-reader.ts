// Looks into foreign media through the decode workers: this process opens them, hands their bytes on, and parses nothing of them.
import { basename } from "node:path";
import { likenessFrom, type Likeness } from "../../domain/likeness/likeness.ts";
import { Problem } from "../../domain/problem.ts";
import type { MediaFacts, MediaReader } from "../../usecases/ports/media.ts";
import type { StartLane } from "./decode-lane.ts";
import { openDecodePool, type PoolLimits, type Urgency } from "./decode-pool.ts";
import type { PoolAnswer } from "./decode-slot.ts";
import type { DecodeAnswer, DecodeJob, Drawing } from "./decode-wire.ts";
import { admitType } from "../type/detect-type.ts";
import { foreignFrom, type ForeignFile } from "../type/foreign-file.ts";
import { guessByHead } from "../type/guess-by-head.ts";
import { openSource } from "../keep/open-source.ts";
import { typeOfMime } from "../type/types.ts";

/** The reader, with drawings of our own, and with an end: `close` stops its workers. */
export type ClosableMediaReader = MediaReader &
  Readonly<{
    /** A picture of our own as a JPEG. @throws {Problem} `decoder-unavailable` */
    draw(drawing: Drawing): Promise<Uint8Array>;
    close(): void;
  }>;

/** `patienceMs`: how long whoever attaches a file waits for what the worker says of it; after that its first bytes must do. */
export type ReaderLimits = PoolLimits & Readonly<{ patienceMs: number }>;

const LIMITS: ReaderLimits = {
  lanes: 2,
  mostWorkMs: 5000,
  mostWaitMs: 5 * 60_000,
  mostSilentMs: 10_000,
  startMs: 60_000,
  secondStartMs: 1000,
  idleMs: 60_000,
  retryMs: 30_000,
  patienceMs: 30_000,
};

/** Opens the reader. Workers start with the first job and do not keep this process alive while they are idle. */
export function openMediaReader(startLane: StartLane, limits: Partial<ReaderLimits> = {}): ClosableMediaReader {
  const most = { ...LIMITS, ...limits };
  const pool = openDecodePool(startLane, most);
  const lookAt = async (path: string, job: DecodeJob, urgency: Urgency = "soon"): Promise<GoodAnswer> => {
    const source = await openSource(path, job.name);
    try {
      return refuseProblem(await pool.run(job, await foreignFrom(source), urgency));
    } finally {
      await source.close();
    }
  };
  return {
    inspect: async (source, name, patience = "a-while") => {
      const file = await foreignFrom(source);
      const asked = pool.run({ ask: "inspect", name }, file, "now").then((found) => factsIn(refuseProblem(found)));
      return (await unlessWaiting(asked, patience === "a-while" ? most.patienceMs : undefined)) ?? factsByHead(file, name);
    },
    preview: async (path, { mime }, edgePx, how = "best") => {
      const job = { ask: "preview", name: basename(path), mime, edgePx, quick: how === "quick" } as const;
      return bytesIn(await lookAt(path, job, how === "idle" ? "idle" : "soon"));
    },
    smaller: async (path, { mime }, size) =>
      bytesIn(await lookAt(path, { ask: "smaller", name: basename(path), mime, ...size }, "soon")),
    likeness: async (path, { mime }) => likenessIn(await lookAt(path, { ask: "likeness", name: basename(path), mime }, "idle")),
    draw: async ({ svg, grey, ...picture }) =>
      bytesIn(refuseProblem(await pool.run({ ask: "draw", name: "drawing", ...picture }, fileOf(grey, svg)))) ?? otherQuestion(),
    close: () => pool.close(),
  };
}

/** What the worker reads of a drawing. */
export function fileOf(grey: Uint8Array, svg: string): ForeignFile {
  const bytes = Buffer.concat([grey, Buffer.from(svg)]);
  return { sizeBytes: bytes.byteLength, read: (at, length) => Promise.resolve(bytes.subarray(at, at + length)) };
}

/**
 * Slowness and a worker that does not start are no refusal: undefined. After `patienceMs` the look goes on, but nobody waits for it;
 * without such a clock the worker's own limits end it.
 */
async function unlessWaiting(asked: Promise<MediaFacts>, patienceMs: number | undefined): Promise<MediaFacts | undefined> {
  const { promise: tired, resolve: giveUp } = Promise.withResolvers<undefined>();
  const timer = patienceMs === undefined ? undefined : setTimeout(giveUp, patienceMs, undefined);
  const facts = asked.catch((cause: unknown) => {
    if (isWaiting(cause)) return undefined;
    throw cause;
  });
  try {
    return await Promise.race([facts, tired]);
  } finally {
    clearTimeout(timer);
    facts.catch(() => undefined);
  }
}

function isWaiting(cause: unknown): boolean {
  return cause instanceof Problem && (cause.code === "media-too-slow" || cause.code === "decoder-unavailable");
}

/** What can be said of a file without decoding it: its type. */
async function factsByHead(file: ForeignFile, name: string): Promise<MediaFacts> {
  const { type, encrypted } = await admitType(file, name, guessByHead);
  return { mime: type.mime, ext: type.ext, class: type.class, ...(encrypted && { encrypted }), unlooked: true };
}

type GoodAnswer = Readonly<{ answer: Exclude<DecodeAnswer, { problem: unknown } | { failed: unknown }>; body: Buffer }>;

function refuseProblem({ answer, body }: PoolAnswer): GoodAnswer {
  if ("problem" in answer) throw new Problem(answer.problem, answer.details);
  if ("failed" in answer) throw new Error(`decode worker: ${answer.failed}`);
  return { answer, body };
}

/** The worker has seen foreign bytes: its word counts within the closed list only. */
function factsIn({ answer }: GoodAnswer): MediaFacts {
  const type = "facts" in answer ? typeOfMime(answer.facts.mime) : undefined;
  if (!("facts" in answer) || type === undefined) return otherQuestion();
  return { ...answer.facts, mime: type.mime, ext: type.ext, class: type.class };
}

function bytesIn({ answer, body }: GoodAnswer): Uint8Array | undefined {
  if (!("bytes" in answer)) return otherQuestion();
  return answer.bytes ? body : undefined;
}

/** The worker has seen foreign bytes: what is no likeness counts as none. */
function likenessIn(found: GoodAnswer): Likeness | undefined {
  const bytes = bytesIn(found);
  return bytes === undefined ? undefined : likenessFrom(bytes);
}

function otherQuestion(): never {
  throw new TypeError("the worker answered another question");
}
