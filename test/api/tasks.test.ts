// The list of tasks as a screen follows it: the last word of a task is never lost.
import { createRouterClient } from "@orpc/server";
import { expect, test } from "vitest";
import { proceduresFor } from "../../src-main/api/base.ts";
import type { Task } from "../../src-main/api/tasks/contract.ts";
import type { Host } from "../../src-main/api/host.ts";
import { taskRoutes } from "../../src-main/api/surroundings/routes.ts";
import { makeTasks } from "../../src-main/api/tasks.ts";

type Watching = { watch(input: undefined, options: { signal: AbortSignal }): Promise<AsyncIterator<readonly Task[]>> };

/** Screens that follow the tasks of a program which stands at a stage. */
function watching(stage: "ready" | "locked") {
  const tasks = makeTasks(
    () => 0,
    () => "task-1",
    () => "id-1",
  );
  const host = { tasks, report: () => "id-1", stage: () => ({ stage }) } as unknown as Host;
  return { tasks, client: createRouterClient(taskRoutes(proceduresFor(host))) as unknown as Watching };
}

test("at a locked door a task is seen to go on, but not what it is about or what it found", async () => {
  const { tasks, client } = watching("locked");
  const work = () => Promise.resolve({ kind: "demo" } as const);
  tasks.start({ kind: "merge", subject: { zh: "城关镇", en: "a unit" }, measure: "things", work });
  await expect.poll(() => tasks.list()[0]?.state).toBe("done");
  const stop = new AbortController();
  const lists = await client.watch(undefined, { signal: stop.signal });
  expect((await lists.next()).value).toMatchObject([{ kind: "merge", state: "done", subject: null, result: null }]);
  expect(tasks.list()[0]).toMatchObject({ result: { kind: "demo" } });
  stop.abort();
});

test("a task that ends while the list before is on its way is told as ended", async () => {
  const { tasks, client } = watching("ready");
  const stop = new AbortController();
  const lists = await client.watch(undefined, { signal: stop.signal });
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  tasks.start({
    kind: "demo",
    subject: null,
    measure: "things",
    work: async () => {
      await ended;
      return { kind: "demo" };
    },
  });
  expect((await lists.next()).value).toMatchObject([{ state: "running" }]);
  end();
  await expect.poll(() => tasks.list()[0]?.state).toBe("done");
  expect((await lists.next()).value).toMatchObject([{ state: "done" }]);
  stop.abort();
});
