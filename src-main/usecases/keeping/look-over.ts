// The check that runs by itself: after a run that did not end in order, and every week; behind the screens, and given up when the
// workspace is closed. What it finds is told until it is mended.
import { Problem } from "../../domain/problem.ts";
import { findDamages, type CheckWorkspaceNeeds } from "./check-workspace.ts";
import type { Progress } from "../ports/progress.ts";
import type { LastCheck, SoundnessReader, SoundnessWriter } from "../ports/store/soundness.ts";
import type { Needs } from "../workspace.ts";
import { MOST_NOTED } from "./mend.ts";

type LookOverNeeds = CheckWorkspaceNeeds & Needs<SoundnessWriter, "world">;

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
export function openLookOver(ws: LookOverNeeds, endedBadly: boolean): LookOver {
  if (endedBadly) ws.store.noteCheck(null);
  const abort = new AbortController();
  const state: { running: Promise<void> | undefined } = { running: undefined };
  const look = async (told: (failure: unknown) => void): Promise<void> => {
    const failure = await lookNow(ws, false, { report: () => undefined, signal: abort.signal }).then(
      () => undefined,
      (cause: unknown) => cause,
    );
    state.running = undefined;
    if (!abort.signal.aborted) told(failure);
  };
  return {
    beginIfDue: (told) => {
      if (state.running === undefined && !abort.signal.aborted && isDue(ws)) state.running = look(told);
    },
    isRunning: () => state.running !== undefined,
    last: () => ws.store.lastCheck(),
    stop: async () => {
      abort.abort();
      await state.running;
    },
  };
}

function isDue(ws: Needs<SoundnessReader, "world">): boolean {
  const last = ws.store.lastCheck();
  return last === null || Math.abs(ws.world.nowMs() - last.atMs) > WEEK_MS;
}

/** Looks and notes what was found. @throws {Problem} `cancelled`, `disk-*` */
export async function lookNow(ws: LookOverNeeds, readMedia: boolean, progress: Progress): Promise<LastCheck> {
  const { problems } = await findDamages(ws, readMedia, progress);
  if (progress.signal.aborted) throw new Problem("cancelled", {});
  const check = { atMs: ws.world.nowMs(), count: problems.length, damages: problems.slice(0, MOST_NOTED) };
  ws.store.noteCheck(check);
  return check;
}
