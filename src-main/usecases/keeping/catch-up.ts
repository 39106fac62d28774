// What nobody waits for: what is not known yet of originals that are here is found out behind the screens, once at a time, and given up
// when the workspace is closed.
import { takeLikenesses, type TakeLikenessesNeeds } from "../doubts/take-likenesses.ts";
import { readLackingFacts } from "../records/originals/read-facts.ts";
import type { FactsOfMediaWriter } from "../ports/store/looks/media-facts.ts";
import type { Progress } from "../ports/progress.ts";
import type { Store } from "../ports/store/store.ts";
import type { Needs } from "../workspace.ts";

type CatchUpNeeds = TakeLikenessesNeeds & Needs<FactsOfMediaWriter & Pick<Store, "settled">, "media" | "reader">;

/** What came of it: of how many originals something was found out, or what kept it from going on. */
export type CaughtUp = Readonly<{ found: number } | { failure: unknown }>;

export type CatchUp = Readonly<{
  /** Begins, or begins again after what runs now. @param told is called when it has come to its end. */
  begin(told: (came: CaughtUp) => void): void;
  /** Gives up what runs, and waits until it is gone. */
  stop(): Promise<void>;
}>;

export function openCatchUp(ws: CatchUpNeeds): CatchUp {
  const abort = new AbortController();
  const state: { running: Promise<void> | undefined; again: boolean } = { running: undefined, again: false };
  const run = async (told: (came: CaughtUp) => void): Promise<void> => {
    do {
      state.again = false;
      const came = await catchUp(ws, abort).then(
        (found) => ({ found }),
        (failure: unknown) => ({ failure }),
      );
      if (!abort.signal.aborted) told(came);
    } while (state.again && !abort.signal.aborted);
    state.running = undefined;
  };
  return {
    begin: (told) => {
      if (state.running === undefined && !abort.signal.aborted) state.running = run(told);
      else state.again = true;
    },
    stop: async () => {
      abort.abort();
      await state.running;
    },
  };
}

async function catchUp(ws: CatchUpNeeds, progress: Pick<Progress, "signal">): Promise<number> {
  return (await readLackingFacts(ws, progress)) + (await takeLikenesses(ws, progress));
}
