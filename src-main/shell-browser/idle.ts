// Knows when nobody has asked anything for a while and nothing is under way: then the window is closed and the server may end.

/** Counts what is under way. `settled` resolves at the first idle stretch; `stop` forgets it. */
export type IdleWatch = Readonly<{ begin(): void; end(): void; stop(): void; settled: Promise<void> }>;

/** Starts watching; the first stretch begins now. */
export function watchIdle(idleMs: number): IdleWatch {
  const { promise: settled, resolve } = Promise.withResolvers<void>();
  const state: { underWay: number; timer: NodeJS.Timeout | undefined } = { underWay: 0, timer: undefined };
  const rest = () => {
    clearTimeout(state.timer);
    state.timer = state.underWay === 0 ? setTimeout(resolve, idleMs) : undefined;
  };
  rest();
  return {
    begin: () => {
      state.underWay += 1;
      rest();
    },
    end: () => {
      state.underWay -= 1;
      rest();
    },
    stop: () => clearTimeout(state.timer),
    settled,
  };
}
