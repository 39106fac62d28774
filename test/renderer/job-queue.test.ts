// Jobs start in their order, never more at a time than allowed, and the end of the last is told once.
import { fc, test as law } from "@fast-check/vitest";
import { expect } from "vitest";
import { jobQueue } from "../../src-renderer/rpc/job-queue.ts";

law.prop([fc.integer({ min: 1, max: 3 }), fc.array(fc.nat({ max: 4 }), { minLength: 1, maxLength: 12 })])(
  "in order, a few at a time, idle at the end",
  async (atOnce, turns) => {
    const idle = Promise.withResolvers<void>();
    const seen = { started: [] as number[], busy: 0, most: 0, idle: 0 };
    const queue = jobQueue(atOnce, () => {
      seen.idle += 1;
      idle.resolve();
    });
    for (const [at, ticks] of turns.entries())
      queue(async () => {
        seen.started.push(at);
        seen.most = Math.max(seen.most, ++seen.busy);
        for (let tick = 0; tick <= ticks; tick += 1) await Promise.resolve();
        seen.busy -= 1;
      });
    await idle.promise;
    expect(seen).toEqual({ started: [...turns.keys()], busy: 0, most: Math.min(atOnce, turns.length), idle: 1 });
  },
);
