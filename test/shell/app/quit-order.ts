// In which order a program ends. Pure: who is asked, who is told, and when the process goes.
// Source: docs/api/app.md (`window-all-closed`, `before-quit`, `will-quit`, `quit`, `app.quit`, `app.exit`) and
// shell/browser/browser.cc (Quit, ExitWithCode, OnWindowCloseCancelled, OnWindowAllClosed, NotifyAndShutdown, Shutdown).

/** What the order needs to know and to do. `ask…`: whether a listener prevented it. */
export type Ends = Readonly<{
  askBeforeQuit(): boolean;
  askWillQuit(): boolean;
  tellQuit(code: number): void;
  /** Whether anybody listens; nobody: the program quits by itself. */
  tellAllClosed(): boolean;
  openWindows(): number;
  /** Asks each window to close; those that refuse say so through `closeRefused`. */
  closeWindows(): void;
  destroyWindows(): void;
  endProcess(code: number): void;
}>;

export type QuitOrder = Readonly<{
  quit(): void;
  exit(code: number): void;
  /** A window's `close` was prevented. */
  closeRefused(): void;
  /** The last window is gone. */
  allClosed(): void;
}>;

/** The order of one program. */
export function quitOrder(ends: Ends): QuitOrder {
  const state = { quitting: false, exiting: false, over: false, code: 0 };
  const shutDown = (): void => {
    if (state.over) return;
    Object.assign(state, { over: true, quitting: true });
    ends.tellQuit(state.code);
    ends.endProcess(state.code);
  };
  const notifyAndShutDown = (): void => {
    if (state.over) return;
    if (ends.askWillQuit()) state.quitting = false;
    else shutDown();
  };
  const quit = (): void => {
    if (state.quitting) return;
    state.quitting = !ends.askBeforeQuit();
    if (!state.quitting) return;
    if (ends.openWindows() === 0) notifyAndShutDown();
    else ends.closeWindows();
  };
  return {
    quit,
    exit: (code) => {
      Object.assign(state, { code, quitting: true, exiting: true });
      if (ends.openWindows() === 0) shutDown();
      else ends.destroyWindows();
    },
    closeRefused: () => void (state.quitting = false),
    allClosed: () => {
      if (state.exiting) shutDown();
      else if (state.quitting) notifyAndShutDown();
      else if (!ends.tellAllClosed()) quit();
    },
  };
}
