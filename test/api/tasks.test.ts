// The list of tasks as a screen follows it: the last word of a task is never lost.
import { createRouterClient } from "@orpc/server";
import { expect, test } from "vitest";
import { proceduresFor } from "../../src-main/api/base.ts";
import type { Task } from "../../src-main/api/contract/tasks.ts";
import type { Host } from "../../src-main/api/host.ts";
import { taskRoutes } from "../../src-main/api/routes/surrounding-routes.ts";
import { openTaskDesk } from "../../src-main/api/tasks.ts";

test("a task that ends while the list before is on its way is told as ended", async () => {
  const tasks = openTaskDesk(
    () => 0,
    () => "task-1",
    () => "id-1",
  );
  const host = { tasks, report: () => "id-1" } as unknown as Host;
  const { open, at } = proceduresFor(host);
  const client = createRouterClient(taskRoutes({ open, at, host })) as unknown as {
    watch(input: undefined, options: { signal: AbortSignal }): Promise<AsyncIterator<readonly Task[]>>;
  };
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
