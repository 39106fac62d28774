// What changes behind the screens is told to them, also what changed before they listened and after they had asked.
import { expect, test } from "vitest";
import { openChangeBell } from "../../src-main/api/changes.ts";

const MINUTE_MS = 60_000;

function bellAt() {
  const clock = { ms: 0 };
  const bell = openChangeBell(() => clock.ms);
  return { clock, bell, listen: (unheardMs: number) => bell.heard(undefined, unheardMs)[Symbol.asyncIterator]() };
}

test("what rang between the first question and the first listening is told at once, all areas as one", async () => {
  const { clock, bell, listen } = bellAt();
  bell.ring("records"); // before the screens began to load: what they ask knows it
  clock.ms = 5 * MINUTE_MS;
  bell.ring("opened");
  clock.ms += 500;
  bell.ring("drives", "opened");
  clock.ms += 500;
  expect((await listen(1000).next()).value).toEqual({ areas: ["opened", "drives"] });
});

test("a stream that broke misses nothing of the time in between", async () => {
  const { clock, bell, listen } = bellAt();
  const first = listen(0);
  const next = first.next();
  bell.ring("records");
  expect((await next).value).toEqual({ areas: ["records"] });
  await first.return?.();
  clock.ms = 10 * MINUTE_MS;
  bell.ring("drafts");
  clock.ms += 3 * MINUTE_MS;
  expect((await listen(3 * MINUTE_MS).next()).value).toEqual({ areas: ["drafts"] });
});

test("who has heard all of it waits for the next change", async () => {
  const { clock, bell, listen } = bellAt();
  bell.ring("records");
  clock.ms = MINUTE_MS;
  const next = listen(0).next();
  bell.ring("trust");
  expect((await next).value).toEqual({ areas: ["trust"] });
});
