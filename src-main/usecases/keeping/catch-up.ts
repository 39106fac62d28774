// What nobody waits for: what is not known yet of originals that are here is found out behind the screens, once at a time, and given up
// when the workspace is closed.
import { takeLikenesses, type TakeLikenessesNeeds } from "../doubts/take-likenesses.ts";
import { readLackingFacts } from "../records/originals/read-facts.ts";
import type { Progress } from "../ports/progress.ts";
import type { FactsOfMediaWriter } from "../ports/store/looks/media-facts.ts";
import type { Store } from "../ports/store/store.ts";
import type { Needs } from "../workspace.ts";

type CatchUpNeeds = TakeLikenessesNeeds & Needs<FactsOfMediaWriter & Pick<Store, "settled">, "media" | "reader">;

/** Is told as soon as something more is known of some originals, and what kept it from going on. */
export type CatchUpWatch = Readonly<{ found(): void; failed(cause: unknown): void }>;

export type CatchUp = Readonly<{
  /** Begins, or begins again after what runs now. */
  begin(watch: CatchUpWatch): void;
  /** Gives up what runs, and waits until it is gone. */
  stop(): Promise<void>;
}>;

export function openCatchUp(ws: CatchUpNeeds): CatchUp {
  const abort = new AbortController();
  const state: { running: Promise<void> | undefined; again: boolean } = { running: undefined, again: false };
  const run = async (watch: CatchUpWatch): Promise<void> => {
    do {
      state.again = false;
      await catchUp(ws, abort, watch.found).catch((cause: unknown) => {
        if (!abort.signal.aborted) watch.failed(cause);
      });
    } while (state.again && !abort.signal.aborted);
    state.running = undefined;
  };
  return {
    begin: (watch) => {
      if (state.running === undefined && !abort.signal.aborted) state.running = run(watch);
      else state.again = true;
    },
    stop: async () => {
      abort.abort();
      await state.running;
    },
  };
}

async function catchUp(ws: CatchUpNeeds, progress: Pick<Progress, "signal">, found: () => void): Promise<void> {
  await readLackingFacts(ws, progress, found);
  if ((await takeLikenesses(ws, progress)) > 0) found();
}
