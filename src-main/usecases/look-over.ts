// The check that runs by itself: after a run that did not end in order, and every week; behind the screens, and given up when the
// workspace is closed. What it finds is told until it is mended.
import { Problem } from "../domain/problem.ts";
import { findDamages } from "./check-workspace.ts";
import type { LastCheck } from "./damage-port.ts";
import type { Desk } from "./desk.ts";
import { MOST_NOTED } from "./mend.ts";
import type { Progress } from "./ports.ts";

const WEEK_MS = 7 * 24 * 60 * 60 * 1000;

export type LookOver = Readonly<{
  /** Looks if it is time to. @param told is called when it has ended; `failure`: what kept it from looking. */
  beginIfDue(told: (failure: unknown) => void): void;
  isRunning(): boolean;
  last(): LastCheck | null;
  /** Gives up what runs, and waits until it is gone. */
  stop(): Promise<void>;
}>;

/** @param endedBadly the last run was cut off. */
export function openLookOver(desk: Desk, endedBadly: boolean): LookOver {
  if (endedBadly) desk.store.noteCheck(null);
  const abort = new AbortController();
  const state: { running: Promise<void> | undefined } = { running: undefined };
  const look = async (told: (failure: unknown) => void): Promise<void> => {
    const failure = await lookNow(desk, false, { report: () => undefined, signal: abort.signal }).then(
      () => undefined,
      (cause: unknown) => cause,
    );
    state.running = undefined;
    if (!abort.signal.aborted) told(failure);
  };
  return {
    beginIfDue: (told) => {
      if (state.running === undefined && !abort.signal.aborted && isDue(desk)) state.running = look(told);
    },
    isRunning: () => state.running !== undefined,
    last: () => desk.store.lastCheck(),
    stop: async () => {
      abort.abort();
      await state.running;
    },
  };
}

function isDue(desk: Desk): boolean {
  const last = desk.store.lastCheck();
  return last === null || Math.abs(desk.world.nowMs() - last.atMs) > WEEK_MS;
}

/** Looks and notes what was found. @throws {Problem} `cancelled`, `disk-*` */
export async function lookNow(desk: Desk, readMedia: boolean, progress: Progress): Promise<LastCheck> {
  const { problems } = await findDamages(desk, readMedia, progress);
  if (progress.signal.aborted) throw new Problem("cancelled", {});
  const check = { atMs: desk.world.nowMs(), count: problems.length, damages: problems.slice(0, MOST_NOTED) };
  desk.store.noteCheck(check);
  return check;
}
