// The line between a program that runs on the double and the test that started it: what a person would see and do outside the page.
// Types are shared with the tests; without a test (no parent) nobody answers and dialogs stay open.

/** A native dialog with its options, as the program gave them. */
type Asking<K> = Readonly<{ kind: K; options: Readonly<Record<string, unknown>> }>;

/** A native dialog, a menu, a printer: what stands before the person, until it is answered. */
export type Shown =
  | Asking<"open">
  | Asking<"save">
  | Asking<"message">
  | Readonly<{ kind: "error"; title: string; content: string }>
  | Readonly<{ kind: "popup"; items: readonly MenuEntry[] }>
  | Readonly<{ kind: "print"; options: Readonly<Record<string, unknown>>; html: string }>;

/** An entry of a menu as it can be read. */
export type MenuEntry = Readonly<{ label: string; role?: string; enabled: boolean; items?: readonly MenuEntry[] }>;

/** What the double tells. */
export type News =
  | Readonly<{ news: "shown"; id: number; shown: Shown }>
  | Readonly<{ news: "call"; path: string; state: "asked" | "answered" }>
  | Readonly<{ news: "event"; name: string; details: Readonly<Record<string, unknown>> }>
  | Readonly<{ news: "done"; order: number; value: unknown }>;

/** What the test does. Each order is answered by `done` with its number. */
export type Order = Readonly<{ order: number }> &
  (
    | Readonly<{ do: "answer"; id: number; value: unknown }>
    | Readonly<{ do: "clock" | "main-clock"; aheadMs: number }>
    | Readonly<{ do: "hold" | "let-go"; pattern: string }>
    | Readonly<{ do: "close-window" }>
    | Readonly<{ do: "menu"; path: readonly string[] }>
    | Readonly<{ do: "read-menu" }>
    | Readonly<{ do: "power" | "window-event"; event: string }>
    | Readonly<{ do: "printers"; printers: readonly Readonly<{ name: string }>[] }>
    | Readonly<{ do: "crash-utility" | "crash-page" }>
    | Readonly<{ do: "read-page"; selector: string }>
  );

export type TestLine = Readonly<{
  tell(news: News): void;
  /** Shows something and waits for the person. */
  show(shown: Shown): Promise<unknown>;
  /** Something happened that a test may look at. */
  note(name: string, details?: Readonly<Record<string, unknown>>): void;
  /** Does what an order says. */
  obey(how: (order: Order) => unknown): void;
}>;

/** Opens the line over the process's own channel. */
export function openTestLine(): TestLine {
  const open = new Map<number, (value: unknown) => void>();
  const state: { shown: number; how: (order: Order) => unknown } = { shown: 0, how: () => undefined };
  const tell = (news: News): void => void process.send?.(news);
  process.on("message", (order: Order) => {
    if (order.do === "answer") {
      open.get(order.id)?.(order.value);
      open.delete(order.id);
      return tell({ news: "done", order: order.order, value: null });
    }
    // An order that cannot be done now (a page that has just crashed) is answered with nothing.
    const done = async (): Promise<unknown> => state.how(order);
    void done()
      .catch(() => null)
      .then((value) => tell({ news: "done", order: order.order, value: value ?? null }));
  });
  // A test that died leaves no program behind.
  process.on("disconnect", () => process.kill(process.pid, "SIGKILL"));
  return {
    tell,
    show: (shown) =>
      new Promise((resolve) => {
        const id = (state.shown += 1);
        open.set(id, resolve);
        tell({ news: "shown", id, shown });
      }),
    note: (name, details = {}) => tell({ news: "event", name, details }),
    obey: (how) => void (state.how = how),
  };
}
