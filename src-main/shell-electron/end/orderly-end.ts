// The one way in which the program ends, whoever wants it: menu, window, Alt+F4, app.quit(), log-off, shutdown, an update. A person is
// asked while work runs; the system is not. Then the data side stops its work and closes within a limit, and the program exits.
import { within } from "./within.ts";

/** `person` may be asked and may change their mind; `system` goes off whatever is said. */
export type EndCause = "person" | "system";

export type EndPorts = Readonly<{
  /** Kinds of the long work that runs now. Rejects where the data side has gone. */
  runningKinds(): Promise<readonly string[]>;
  /** Whether long work runs, as far as was heard. */
  isBusy(): boolean;
  /** Whether the person wants it stopped. */
  askToStop(kinds: readonly string[]): Promise<boolean>;
  /** Takes the window away and keeps its place. */
  leaveScreen(): void;
  /** The data side stops its work, closes the workspace and lets the lock go. */
  closeData(): Promise<void>;
  /** @param again arguments with which the program was asked for while it ended: it is started with them; undefined: it was not. */
  exit(again: readonly string[] | undefined): void;
  wait(ms: number): Promise<void>;
  log(event: string): void;
  /** Is told of what nobody foresaw. */
  failed(error: unknown): void;
}>;

/** What an update still has to do; it tells its own failures. */
export type LastStep = () => void | Promise<void>;

export type OrderlyEnd = Readonly<{
  /** @param after runs when everything is closed, just before the program exits. */
  begin(cause: EndCause, after?: LastStep): void;
  isEnding(): boolean;
  /** Whoever starts the program while it ends gets it afterwards; an update starts it by itself. */
  askAgain(further: readonly string[]): void;
}>;

/** A data side that does not even say what it does is not asked longer, in ms: a busy one may just be merging a large bundle. */
const ANSWER_LIMIT_MS = 3_000;
/**
 * So long the data side stays open for the page, which keeps what was typed last when it is hidden, in ms.
 *
 * @see src-renderer/widgets/records/use-kept-draft.ts; Electron docs, api/browser-window.md Page visibility
 */
const KEEP_MS = 300;
/** Rolling back a large export and closing may take so long; then the program exits all the same: what is written is whole. */
const CLOSE_LIMIT_MS = 25_000;

/** Makes the one ending of this run. */
export function orderlyEnd(ports: EndPorts): OrderlyEnd {
  const state: { phase: "open" | "asking" | "ending"; again: readonly string[] | undefined } = {
    phase: "open",
    again: undefined,
  };
  const end = async (after?: LastStep): Promise<void> => {
    if (state.phase === "ending") return;
    state.phase = "ending";
    try {
      ports.leaveScreen();
      await ports.wait(KEEP_MS);
      const closed = ports.closeData().then(() => "closed" as const);
      if ((await within(closed, ports.wait(CLOSE_LIMIT_MS))) !== "closed")
        ports.log("the data side did not close in time or had gone");
      await after?.();
    } catch (error) {
      ports.failed(error);
    }
    ports.exit(after === undefined ? state.again : undefined); // whatever failed: no invisible program keeps the lock
  };
  const ask = async (after?: LastStep): Promise<void> => {
    if (state.phase !== "open") return;
    state.phase = "asking";
    const kinds = await kindsOf(ports);
    const isWanted = kinds.length === 0 || (await ports.askToStop(kinds).catch(() => false)); // not asked is not answered
    if (state.phase !== "asking") return; // the system did not wait for the answer
    if (isWanted) return end(after);
    state.phase = "open";
  };
  return {
    begin: (cause, after) => void (cause === "person" ? ask(after) : end(after)),
    isEnding: () => state.phase === "ending",
    askAgain: (further) => void (state.again = further),
  };
}

/** What runs; where the data side is too busy to say so, something does. One that has gone runs nothing. */
async function kindsOf(ports: EndPorts): Promise<readonly string[]> {
  const said = await within(ports.runningKinds(), ports.wait(ANSWER_LIMIT_MS));
  if (said === "late") return ports.isBusy() ? ["other"] : [];
  return said === "failed" ? [] : said;
}
