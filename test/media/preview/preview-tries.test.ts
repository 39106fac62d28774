// A picture that took too long is tried again, later each time; a damaged one is not; what says nothing of the picture is forgotten.
import { expect, test } from "vitest";
import { Problem } from "../../../src-main/domain/problem.ts";
import { rememberTries } from "../../../src-main/media/preview/preview-tries.ts";

const SLOW = new Problem("media-too-slow", { name: "x" });
const SHA = "a".repeat(64);

function tries() {
  const clock = { nowMs: 0 };
  const memory = rememberTries(() => clock.nowMs);
  const isWorthTrying = () => {
    try {
      memory.assertWorthTrying(SHA);
      return true;
    } catch (cause) {
      expect(cause).toBeInstanceOf(Problem);
      return false;
    }
  };
  return { clock, memory, isWorthTrying };
}

test("slowness waits a minute, then twice as long each time, an hour at most; success forgets it", () => {
  const { clock, memory, isWorthTrying } = tries();
  for (const minutes of [1, 2, 4, 8, 16, 32, 60, 60]) {
    memory.failed(SHA, SLOW);
    clock.nowMs += minutes * 60_000 - 1;
    expect([minutes, isWorthTrying()]).toEqual([minutes, false]);
    clock.nowMs += 1;
    expect([minutes, isWorthTrying(), memory.standing(SHA)]).toEqual([minutes, true, "later"]);
  }
  memory.succeeded(SHA);
  memory.failed(SHA, SLOW);
  clock.nowMs += 60_000;
  expect(isWorthTrying()).toBe(true);
});

test.each([new Problem("media-damaged", { name: "x" }), new Problem("media-too-large", { name: "x", mostMegapixels: 1 })])(
  "an original that gives no picture is not tried again in this run: %s",
  (problem) => {
    const { clock, memory, isWorthTrying } = tries();
    memory.failed(SHA, problem);
    clock.nowMs = 1e12;
    expect([isWorthTrying(), memory.standing(SHA)]).toEqual([false, "none"]);
  },
);

test.each([new Problem("decoder-unavailable", {}), new Problem("disk-full", { path: "x" }), new Error("ours")])(
  "what says nothing of the picture is tried at once: %s",
  (cause) => {
    const { memory, isWorthTrying } = tries();
    memory.failed(SHA, cause);
    expect([isWorthTrying(), memory.standing(SHA)]).toEqual([true, "later"]);
  },
);
