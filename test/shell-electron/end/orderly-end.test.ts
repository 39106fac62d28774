// The one way to end: who is asked, in what order, and that nothing hangs.
import { fc, test as law } from "@fast-check/vitest";
import { expect, test } from "vitest";
import { orderlyEnd, type EndPorts, type OrderlyEnd } from "../../../src-main/shell-electron/end/orderly-end.ts";

type Played = Readonly<{ ending: OrderlyEnd; said: string[]; exited: Promise<void> }>;

/** `running`: kinds of the work; `wants`: answers of the person, in turn; time passes only where something hangs. */
function play(running: readonly string[], wants: readonly boolean[], changes: Partial<EndPorts> = {}): Played {
  const said: string[] = [];
  const answers = [...wants];
  const { promise: exited, resolve } = Promise.withResolvers<void>();
  const ending = orderlyEnd({
    runningKinds: () => Promise.resolve(running),
    isBusy: () => running.length > 0,
    askToStop: (kinds) => {
      said.push(`ask ${kinds.join()}`);
      return Promise.resolve(answers.shift() ?? false);
    },
    leaveScreen: () => void said.push("leave"),
    closeData: () => {
      said.push("close");
      return Promise.resolve();
    },
    exit: (again) => {
      said.push(again === undefined ? "exit" : `exit, again ${again.join()}`);
      resolve();
    },
    wait: () => new Promise((settle) => setImmediate(() => setImmediate(settle))),
    log: () => void said.push("log"),
    failed: () => void said.push("failed"),
    ...changes,
  });
  return { ending, said, exited };
}

function fail(): never {
  throw new Error("x");
}

test("nothing runs: nobody is asked, the data side closes, the program exits", async () => {
  const { ending, said, exited } = play([], []);
  ending.begin("person");
  await exited;
  expect(said).toEqual(["leave", "close", "exit"]);
});

test("work runs: the person is asked, and may go on", async () => {
  const { ending, said, exited } = play(["export"], [false, true]);
  ending.begin("person");
  await new Promise(setImmediate);
  expect([said, ending.isEnding()]).toEqual([["ask export"], false]);
  ending.begin("person");
  await exited;
  expect(said).toEqual(["ask export", "ask export", "leave", "close", "exit"]);
});

test("a log-off asks nobody, and does not wait for a question that stands open", async () => {
  const open = Promise.withResolvers<boolean>();
  const { ending, said, exited } = play(["merge"], [], { askToStop: () => open.promise });
  ending.begin("person");
  await new Promise(setImmediate);
  ending.begin("system");
  await exited;
  open.resolve(false);
  await new Promise(setImmediate);
  expect(said).toEqual(["leave", "close", "exit"]);
});

test("what an update has to do runs when everything is closed, just before the exit", async () => {
  const { ending, said, exited } = play([], []);
  ending.begin("person", () => Promise.resolve(void said.push("install")));
  await exited;
  expect(said).toEqual(["leave", "close", "install", "exit"]);
});

test.each([
  ["hangs", { runningKinds: () => new Promise<never>(() => undefined), closeData: () => new Promise<never>(() => undefined) }],
  ["has gone", { runningKinds: () => Promise.reject(new Error("x")), closeData: () => Promise.reject(new Error("x")) }],
] as const)("a data side that %s keeps no invisible program alive, and is logged", async (_, ports) => {
  const { ending, said, exited } = play([], [], ports);
  ending.begin("person");
  await exited;
  expect(said).toEqual(["leave", "log", "exit"]);
});

test("a data side too busy to say what it does: the person is asked before its work is stopped", async () => {
  const { ending, said, exited } = play(["merge"], [false, true], { runningKinds: () => new Promise<never>(() => undefined) });
  ending.begin("person");
  for (let turn = 0; turn < 4; turn++) await new Promise(setImmediate);
  expect([said, ending.isEnding()]).toEqual([["ask other"], false]);
  ending.begin("person");
  await exited;
  expect(said).toEqual(["ask other", "ask other", "leave", "close", "exit"]);
});

test.each([
  ["the window cannot be put away", { leaveScreen: () => fail() }],
  ["the update's last step fails", {}],
] as const)("%s: the program exits all the same, and it is logged", async (_, ports) => {
  const { ending, said, exited } = play([], [], ports);
  ending.begin("system", () => fail());
  await exited;
  expect(said.slice(-2)).toEqual(["failed", "exit"]);
});

test("the data side stays open for a moment after the page is hidden: it keeps what was typed last", async () => {
  const hidden = Promise.withResolvers<void>();
  const waits: number[] = [];
  const wait = (ms: number) => (waits.push(ms) === 1 ? hidden.promise : new Promise<void>(() => undefined));
  const { ending, said, exited } = play([], [], { wait });
  ending.begin("system");
  await new Promise(setImmediate);
  expect(said).toEqual(["leave"]);
  hidden.resolve();
  await exited;
  expect([said, waits[0]]).toEqual([["leave", "close", "exit"], 300]);
});

test("the program that is started while it ends comes back afterwards, with what it was to open; an update starts it itself", async () => {
  const first = play([], []);
  first.ending.begin("person");
  first.ending.askAgain(["/U盘/报送包.anbao"]);
  await first.exited;
  expect(first.said.at(-1)).toBe("exit, again /U盘/报送包.anbao");
  const second = play([], []);
  second.ending.begin("system", () => undefined);
  second.ending.askAgain([]);
  await second.exited;
  expect(second.said.at(-1)).toBe("exit");
});

test("a question that could not be shown is a no, and can be asked again", async () => {
  const shown = { times: 0 };
  const askToStop = () => ((shown.times += 1) === 1 ? Promise.reject(new Error("no window")) : Promise.resolve(true));
  const { ending, said, exited } = play(["export"], [], { askToStop });
  ending.begin("person");
  for (let turn = 0; turn < 4; turn++) await new Promise(setImmediate);
  expect([said, ending.isEnding()]).toEqual([[], false]);
  ending.begin("person");
  await exited;
  expect(said).toEqual(["leave", "close", "exit"]);
});

law.prop([fc.array(fc.constantFrom<"person" | "system">("person", "system"), { minLength: 1, maxLength: 6 }), fc.boolean()])(
  "however often and by whom the end is asked for, it comes at most once, and always after a log-off",
  async (causes, wants) => {
    const { ending, said } = play(
      ["export"],
      causes.map(() => wants),
    );
    for (const cause of causes) ending.begin(cause);
    for (let turn = 0; turn < 8; turn++) await new Promise(setImmediate);
    const ends = said.filter((one) => one === "exit").length;
    expect(ends).toBe(wants || causes.includes("system") ? 1 : 0);
    expect(said.filter((one) => one === "close")).toHaveLength(ends);
  },
);
