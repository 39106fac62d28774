// One place of the pool: a worker, the job that it has, and how either ends. The worker gets the bytes that it asks for from here.
import { Problem } from "../../domain/problem.ts";
import type { Lane, LaneEnd, StartLane } from "./decode-lane.ts";
import { MOST_PIECES, MOST_READ_BYTES, type Asked, type DecodeAnswer, type DecodeJob, type FromWorker } from "./decode-wire.ts";
import type { ForeignFile } from "../type/foreign-file.ts";
import { MOST_PIXELS_WHOLE } from "./picture-limits.ts";

/**
 * The processor time that a look may cost, which the worker watches itself (drawing some times that); how long a job may take in all, which only a worker that
 * hears nothing of its file or no longer gives its thread back comes to; how long one with a job may be silent (drawing some times that); how long
 * a worker may take to start; how long a job waits for
 * a second worker where the first ended at its start or broke; how long a worker waits for the next job.
 */
export type SlotLimits = Readonly<{
  mostWorkMs: number;
  mostWaitMs: number;
  mostSilentMs: number;
  startMs: number;
  secondStartMs: number;
  idleMs: number;
}>;

/** What comes back; `body`: the JPEG of a picture. */
export type PoolAnswer = Readonly<{ answer: DecodeAnswer; body: Buffer }>;

/** A job that somebody waits for, or that only fills idle time. */
export type Waiting = Readonly<{
  idle: boolean;
  job: DecodeJob;
  file: ForeignFile;
  resolve(answer: PoolAnswer): void;
  reject(cause: unknown): void;
}>;

/** What a slot works with, and whom it tells: that it has no job any more, that its worker could not be started. */
export type SlotNeeds = Readonly<{
  startLane: StartLane;
  limits: SlotLimits;
  onFree(): void;
  onUnavailable(): void;
}>;

/** `started`: the worker has said that it is ready; `failedStart`, `broke`: for the job that there is, a worker ended before or after that. */
export type Slot = SlotNeeds & {
  lane: Lane | undefined;
  started: boolean;
  failedStart: boolean;
  broke: boolean;
  current: Waiting | undefined;
  /** Bytes that are on their way: a worker that asks for several pieces gets them in its order. */
  giving: Promise<void>;
  timer: NodeJS.Timeout | undefined;
  silence: NodeJS.Timeout | undefined;
};

/** A slot without a worker. */
export function openSlot(needs: SlotNeeds): Slot {
  return {
    ...needs,
    lane: undefined,
    started: false,
    failedStart: false,
    broke: false,
    current: undefined,
    giving: Promise.resolve(),
    timer: undefined,
    silence: undefined,
  };
}

/** Gives the next job to a free slot; its worker starts if there is none. */
export function startJob(slot: Slot, next: Waiting): void {
  slot.current = next;
  slot.failedStart = false;
  slot.broke = false;
  sendJob(slot, next);
}

function sendJob(slot: Slot, { job, file }: Waiting): void {
  slot.lane ??= openLane(slot);
  slot.lane.setBusy(true);
  setTimer(slot);
  slot.giving = Promise.resolve();
  slot.lane.send({ job, sizeBytes: file.sizeBytes, mostWorkMs: slot.limits.mostWorkMs * patienceWith(job) });
  if (slot.started) hearFrom(slot);
}

/** Looking costs less than drawing; a large HEIC is drawn from all its tiles, which takes an old PC long, and nobody waits for it. */
function patienceWith(job: DecodeJob): number {
  if (job.ask !== "smaller" && (job.ask !== "preview" || job.quick)) return 1;
  return job.mime === "image/heic" ? 6 : 2;
}

/** Ends the worker; the job that it has, if any, fails. */
export function endJob(slot: Slot, problem: unknown): void {
  const failed = slot.current;
  freeSlot(slot);
  endLane(slot);
  failed?.reject(problem);
  slot.onFree();
}

/** The problem of a worker that cannot be started. */
export function unavailable(): Error {
  return new Problem("decoder-unavailable", {});
}

function openLane(slot: Slot): Lane {
  slot.started = false;
  const lane: Lane = slot.startLane({
    onMessage: (message, body) => slot.lane === lane && takeMessage(slot, message, body),
    onEnd: (end) => slot.lane === lane && takeEnd(slot, end),
  });
  return lane;
}

function setTimer(slot: Slot): void {
  clearTimeout(slot.timer);
  slot.timer = slot.started
    ? setTimeout(() => endJob(slot, tooSlow(nameIn(slot))), slot.limits.mostWaitMs)
    : setTimeout(() => giveUp(slot), slot.limits.startMs);
}

/** A decoder that never gives the thread back makes its worker silent. */
function hearFrom(slot: Slot): void {
  clearTimeout(slot.silence);
  const { current, limits } = slot;
  if (current)
    slot.silence = setTimeout(() => endJob(slot, tooSlow(nameIn(slot))), limits.mostSilentMs * patienceWith(current.job));
}

function takeMessage(slot: Slot, message: FromWorker, body: Buffer): void {
  hearFrom(slot);
  if ("ready" in message) {
    slot.started = true;
    if (slot.current) setTimer(slot);
  } else if ("over" in message) endJob(slot, overLimit(slot, message.over));
  else if ("read" in message) giveInTurn(slot, message.read);
  else if ("answer" in message) takeAnswer(slot, { answer: message.answer, body });
}

function takeAnswer(slot: Slot, answer: PoolAnswer): void {
  const done = slot.current;
  freeSlot(slot);
  slot.lane?.setBusy(false);
  slot.timer = setTimeout(() => endLane(slot), slot.limits.idleMs).unref();
  done?.resolve(answer);
  slot.onFree();
}

// A worker may ask for several pieces before it has the first, and may be done before it has all of them: these are not sent any more.
function giveInTurn(slot: Slot, asked: readonly Asked[]): void {
  const { lane, current } = slot;
  if (lane && current && isFair(asked)) slot.giving = slot.giving.then(() => giveBytes(slot, lane, current, asked));
}

// A worker that asks for what no file has gets nothing, and ends by its limits. Of a file that cannot be read any more, as where nobody
// waits for the answer and it was closed, it gets the end: it answers something, and is there for the next job.
async function giveBytes(slot: Slot, lane: Lane, current: Waiting, asked: readonly Asked[]): Promise<void> {
  if (slot.current !== current) return;
  try {
    const pieces = await Promise.all(asked.map(({ at, length }) => current.file.read(at, length)));
    if (slot.current !== current) return;
    lane.send({ pieces: pieces.map((piece) => piece.byteLength) }, pieces.length === 1 ? pieces[0] : Buffer.concat(pieces));
  } catch (cause) {
    current.reject(cause);
    if (slot.current === current) lane.send({ pieces: asked.map(() => 0) });
  }
}

function isFair(asked: readonly Asked[]): boolean {
  const bytes = asked.reduce((sum, { length }) => sum + length, 0);
  return asked.length <= MOST_PIECES && bytes <= MOST_READ_BYTES && asked.every(({ at, length }) => at >= 0 && length > 0);
}

function takeEnd(slot: Slot, end: LaneEnd): void {
  const { current, failedStart, broke } = slot;
  slot[end === "broken" ? "broke" : "failedStart"] = true;
  if (current && !(end === "broken" ? broke : failedStart)) startAgain(slot, current);
  else if (end === "broken") endJob(slot, new Problem("media-damaged", { name: nameIn(slot) }));
  else giveUp(slot);
}

/**
 * A virus scanner holds a program for a moment or ends it, and a PC without memory ends what it likes: the first worker that ends says
 * nothing yet of its file or of itself.
 */
function startAgain(slot: Slot, job: Waiting): void {
  endLane(slot);
  clearTimeout(slot.silence);
  clearTimeout(slot.timer);
  slot.timer = setTimeout(() => sendJob(slot, job), slot.limits.secondStartMs);
}

function giveUp(slot: Slot): void {
  slot.onUnavailable();
  endJob(slot, unavailable());
}

function freeSlot(slot: Slot): void {
  clearTimeout(slot.timer);
  clearTimeout(slot.silence);
  slot.current = undefined;
}

function endLane(slot: Slot): void {
  const { lane } = slot;
  slot.lane = undefined;
  lane?.end();
}

/** A file that costs too much to be looked into is none that is too large: it is taken by its first bytes. */
function overLimit(slot: Slot, over: "memory" | "work"): Error {
  return (over === "memory" && slot.current?.job.ask !== "inspect" ? tooLarge : tooSlow)(nameIn(slot));
}

function nameIn(slot: Slot): string {
  return slot.current?.job.name ?? "";
}

function tooSlow(name: string): Error {
  return new Problem("media-too-slow", { name });
}

function tooLarge(name: string): Error {
  return new Problem("media-too-large", { name, mostMegapixels: Math.floor(MOST_PIXELS_WHOLE / 1e6) });
}
