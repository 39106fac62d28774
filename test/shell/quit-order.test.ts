// The order in which a program ends, sentence by sentence of docs/api/app.md.
import { expect, test } from "vitest";
import { quitOrder } from "./app/quit-order.ts";

type Request = Readonly<{ windows?: number; prevent?: readonly string[]; refuse?: boolean; listens?: boolean }>;

/** A program with windows; `said` is what was told and done, in order. */
function program({ windows = 1, prevent = [], refuse = false, listens = true }: Request = {}) {
  const said: string[] = [];
  const open = { count: windows };
  const ask = (name: string) => {
    said.push(name);
    return prevent.includes(name);
  };
  const closeOne = (): void => {
    open.count -= 1;
    said.push("closed");
    if (open.count === 0) order.allClosed();
  };
  const order = quitOrder({
    askBeforeQuit: () => ask("before-quit"),
    askWillQuit: () => ask("will-quit"),
    tellQuit: (code) => void said.push(`quit ${code}`),
    tellAllClosed: () => (said.push("window-all-closed"), listens),
    openWindows: () => open.count,
    closeWindows: () => {
      said.push("close");
      if (refuse) order.closeRefused();
      else for (let left = open.count; left > 0; left -= 1) closeOne();
    },
    destroyWindows: () => {
      for (let left = open.count; left > 0; left -= 1) closeOne();
    },
    endProcess: (code) => void said.push(`end ${code}`),
  });
  return { said, order, closeOne };
}

test("app.quit asks, closes the windows, and never tells window-all-closed", () => {
  const { said, order } = program();
  order.quit();
  expect(said).toEqual(["before-quit", "close", "closed", "will-quit", "quit 0", "end 0"]);
});

test("before-quit prevented: nothing is closed, and the next quit asks again", () => {
  const { said, order } = program({ prevent: ["before-quit"] });
  order.quit();
  order.quit();
  expect(said).toEqual(["before-quit", "before-quit"]);
});

test("a window that refuses to close cancels the quit, and closing it later tells window-all-closed", () => {
  const { said, order, closeOne } = program({ refuse: true });
  order.quit();
  closeOne();
  expect(said).toEqual(["before-quit", "close", "closed", "window-all-closed"]);
});

test("app.exit asks nobody: windows are destroyed, only quit is told, with the code", () => {
  const { said, order } = program({ windows: 2, prevent: ["before-quit", "will-quit"], refuse: true });
  order.exit(3);
  expect(said).toEqual(["closed", "closed", "quit 3", "end 3"]);
});

test("the last window closed: the program decides where it listens, otherwise it quits", () => {
  const kept = program();
  kept.closeOne();
  expect(kept.said).toEqual(["closed", "window-all-closed"]);
  const left = program({ listens: false });
  left.closeOne();
  expect(left.said).toEqual(["closed", "window-all-closed", "before-quit", "will-quit", "quit 0", "end 0"]);
});

test("will-quit prevented: the program stays, without windows", () => {
  const { said, order } = program({ prevent: ["will-quit"] });
  order.quit();
  expect(said).toEqual(["before-quit", "close", "closed", "will-quit"]);
});

test("the process ends once, whatever is called while it ends", () => {
  const { said, order } = program({ windows: 0 });
  order.exit(0);
  order.quit();
  order.exit(1);
  expect(said).toEqual(["quit 0", "end 0"]);
});
