// A change that comes while the first answer is on its way makes that answer stale as well: it may have been given before.
import { generateOperationKey } from "@orpc/tanstack-query";
import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { expect, onTestFinished, test } from "vitest";
import { markStale } from "../../src-renderer/rpc/stale.ts";

/** A screen that shows what was opened, over a data side whose answers are let go one by one. */
function shown() {
  const client = new QueryClient();
  const asked: PromiseWithResolvers<string>[] = [];
  const ask = (): Promise<string> => {
    const answer = Promise.withResolvers<string>();
    asked.push(answer);
    return answer.promise;
  };
  const queryKey = generateOperationKey(["session", "opened"]);
  const screen = new QueryObserver(client, { queryKey, queryFn: ask, staleTime: Infinity });
  onTestFinished(screen.subscribe(() => undefined));
  return { client, asked, read: () => screen.getCurrentResult().data };
}

test("the first answer is asked for once more", async () => {
  const { client, asked, read } = shown();
  markStale(client, ["opened"]);
  expect(asked).toHaveLength(1);
  asked[0]?.resolve("nothing");
  await expect.poll(() => asked).toHaveLength(2);
  asked[1]?.resolve("a file");
  await expect.poll(read).toBe("a file");
});

test("so is a later one, whose answer is not waited for", async () => {
  const { client, asked, read } = shown();
  asked[0]?.resolve("nothing");
  await expect.poll(read).toBe("nothing");
  markStale(client, ["opened"]);
  markStale(client, ["opened"]);
  expect(asked).toHaveLength(3);
  asked[1]?.resolve("an old file");
  asked[2]?.resolve("a file");
  await expect.poll(read).toBe("a file");
});

test("what another area is about is not asked again", async () => {
  const { client, asked, read } = shown();
  markStale(client, ["notices"]);
  asked[0]?.resolve("nothing");
  await expect.poll(read).toBe("nothing");
  expect(asked).toHaveLength(1);
});
