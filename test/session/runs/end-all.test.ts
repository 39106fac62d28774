// Letting go never stops halfway: a workspace that could not let go of one thing is not left locked.
import { expect, test } from "vitest";
import { endAll } from "../../../src-main/session/runs/end-all.ts";
import { lazyTypesetter } from "../../../src-main/compose/workspace/papers.ts";

test("every step has its turn, in order; the first failure is told at the end", async () => {
  const done: string[] = [];
  const steps = [
    () => void done.push("keys"),
    () => Promise.reject(new Error("pages")),
    () => {
      throw new Error("reader");
    },
    async () => void done.push("store"),
    () => void done.push("lock"),
  ];
  await expect(endAll(...steps)).rejects.toThrow("pages");
  expect(done).toEqual(["keys", "store", "lock"]);
  await endAll(...steps.filter((_, at) => at > 2));
});

test("a typesetter that did not start is let go of without a word, and is started again when it is asked for", async () => {
  const state = { starts: 0 };
  const typesetter = lazyTypesetter(() => Promise.reject(new Error(`start ${(state.starts += 1)}`)));
  await expect(typesetter.get()).rejects.toThrow("start 1");
  await typesetter.close();
  const trying = expect(typesetter.get()).rejects.toThrow("start 2");
  await typesetter.close();
  await trying;
});
