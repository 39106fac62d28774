// What a person sees and does outside the page of the installed program, for tests: native dialogs, menus, printers, calls under way.
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { expect } from "@playwright/test";
import type { MenuEntry, News, Order, Shown } from "../../../shell/process/test-line.ts";

type Told = Readonly<{ name: string; details: Readonly<Record<string, unknown>> }>;
type Standing = Readonly<{ id: number; shown: Shown }>;
type OrderRequest = Order extends infer One ? (One extends Order ? Omit<One, "order"> : never) : never;

export type ShellProgram = Readonly<{
  process: ChildProcess;
  /** Resolves with its exit code. */
  ended: Promise<number | null>;
  /** Starts the program once more on the same PC. @returns its exit code */
  startAnother(given: readonly string[]): Promise<number | null>;
  /** What was told so far, in order. */
  told: readonly Told[];
  order(request: OrderRequest): Promise<unknown>;
  /** The next dialog, menu or print of that kind that nobody has answered. */
  shown<K extends Shown["kind"]>(
    kind: K,
  ): Promise<Readonly<{ shown: Extract<Shown, { kind: K }>; answer(value: unknown): Promise<void> }>>;
  /** How many are open. */
  standing(): number;
  menu(): Promise<readonly MenuEntry[]>;
  /** Resolves when calls of these paths are answered one after the other, from now on. */
  answered(paths: readonly string[]): Promise<void>;
}>;

/** Follows a program that was just started. */
export function openShellProgram(program: ChildProcess, start: (given: readonly string[]) => ChildProcess): ShellProgram {
  const ended = endOf(program);
  const told: Told[] = [];
  const standing: Standing[] = [];
  const waiting = new Map<number, (value: unknown) => void>();
  /** What is still waited for. News come in bunches: each is taken from its list at once, not when a promise gets its turn. */
  const calls: { left: string[]; seen: () => void }[] = [];
  const count = { orders: 0 };
  program.on("message", (news: News) => {
    if (news.news === "event") told.push(news);
    else if (news.news === "shown") standing.push(news);
    else if (news.news === "done") {
      waiting.get(news.order)?.(news.value);
      waiting.delete(news.order);
    } else if (news.state === "answered")
      for (const one of calls.filter(({ left }) => left[0] === news.path)) {
        one.left.shift();
        if (one.left.length > 0) continue;
        calls.splice(calls.indexOf(one), 1);
        one.seen();
      }
  });
  const order = (request: OrderRequest): Promise<unknown> =>
    new Promise((resolve) => {
      const id = (count.orders += 1);
      waiting.set(id, resolve);
      program.send({ order: id, ...request });
    });
  return {
    process: program,
    ended,
    startAnother: async (given) => endOf(start(given)),
    told,
    order,
    shown: async (kind) => {
      await expect.poll(() => standing.some(({ shown }) => shown.kind === kind), { message: `a ${kind} is shown` }).toBe(true);
      const at = standing.findIndex(({ shown }) => shown.kind === kind);
      const [one] = standing.splice(at, 1);
      if (one === undefined) throw new Error("it was just there");
      return {
        shown: one.shown as Extract<Shown, { kind: typeof kind }>,
        answer: async (value) => void (await order({ do: "answer", id: one.id, value })),
      };
    },
    standing: () => standing.length,
    menu: async () => (await order({ do: "read-menu" })) as readonly MenuEntry[],
    answered: (paths) => new Promise((seen) => void calls.push({ left: [...paths], seen })),
  };
}

async function endOf(program: ChildProcess): Promise<number | null> {
  const [code] = (await once(program, "exit")) as [number | null];
  return code;
}
