// The one way in which the program ends, whoever wants it: menu, window, Alt+F4, app.quit(), log-off, shutdown, an update. A person is
// asked while work runs; the system is not. Then the data side stops its work and closes within a limit, and the program exits.

/** `person` may be asked and may change their mind; `system` goes off whatever is said. */
export type EndCause = "person" | "system";

export type EndPorts = Readonly<{
  /** Kinds of the long work that runs now. Rejects where the data side has gone. */
  runningKinds(): Promise<readonly string[]>;
  /** Whether the person wants it stopped. */
  askToStop(kinds: readonly string[]): Promise<boolean>;
  /** Takes the window away and keeps its place. */
  leaveScreen(): void;
  /** The data side stops its work, closes the workspace and lets the lock go. */
  closeData(): Promise<void>;
  exit(): void;
  wait(ms: number): Promise<void>;
  log(event: string): void;
}>;

/** What an update still has to do; it tells its own failures. */
export type LastStep = () => void | Promise<void>;

export type OrderlyEnd = Readonly<{
  /** @param after runs when everything is closed, just before the program exits. */
  begin(cause: EndCause, after?: LastStep): void;
  isEnding(): boolean;
}>;

/** A data side that does not even say what it does is not asked longer, in ms. */
const ANSWER_LIMIT_MS = 3_000;
/** Rolling back a large export and closing may take so long; then the program exits all the same: what is written is whole. */
const CLOSE_LIMIT_MS = 25_000;

/** Makes the one ending of this run. */
export function orderlyEnd(ports: EndPorts): OrderlyEnd {
  const state: { phase: "open" | "asking" | "ending" } = { phase: "open" };
  const end = async (after?: LastStep): Promise<void> => {
    if (state.phase === "ending") return;
    state.phase = "ending";
    ports.leaveScreen();
    const isClosed = await within(
      ports,
      CLOSE_LIMIT_MS,
      ports.closeData().then(() => true),
    );
    if (isClosed !== true) ports.log("the data side did not close in time or had gone");
    await after?.();
    ports.exit();
  };
  const ask = async (after?: LastStep): Promise<void> => {
    if (state.phase !== "open") return;
    state.phase = "asking";
    const kinds = (await within(ports, ANSWER_LIMIT_MS, ports.runningKinds())) ?? [];
    const isWanted = kinds.length === 0 || (await ports.askToStop(kinds));
    if (state.phase !== "asking") return; // the system did not wait for the answer
    if (isWanted) return end(after);
    state.phase = "open";
  };
  return {
    begin: (cause, after) => void (cause === "person" ? ask(after) : end(after)),
    isEnding: () => state.phase === "ending",
  };
}

/** What a promise comes to within a time; undefined if it fails or is late. */
function within<T>(ports: EndPorts, limitMs: number, promise: Promise<T>): Promise<T | undefined> {
  const settled = promise.catch(() => undefined);
  return Promise.race([settled, ports.wait(limitMs).then(() => undefined)]);
}
