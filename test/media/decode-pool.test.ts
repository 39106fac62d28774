// A decoder that crashes, hangs, eats memory or is conquered: its job gets a problem, the next one an answer, the PC no harm.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { bareEnvironment, startProcessLane, startThreadLane } from "../../src-main/media/decode-lane.ts";
import { openDecodePool, type DecodePool } from "../../src-main/media/decode-pool.ts";
import { freshFolder } from "./temp-store.ts";

const ROGUE = new URL("./rogue-worker.ts", import.meta.url);

function roguePool(lanes = 1, jobMs = 30_000, idleMs = 30_000): DecodePool {
  const pool = openDecodePool(startProcessLane(ROGUE, 64), { lanes, jobMs, idleMs });
  onTestFinished(() => pool.close());
  return pool;
}

const job = (name: string, path = "") => ({ ask: "preview", path, name, mime: "image/jpeg", edgePx: 1 }) as const;

test.each(["abort", "heap"])("a worker that ends by %s fails its own job and no other", async (end) => {
  const pool = roguePool();
  const [bad, good] = await Promise.allSettled([pool.run(job(end)), pool.run(job("good"))]);
  expect(bad).toMatchObject({ status: "rejected", reason: { code: "media-damaged", details: { name: end } } });
  expect(good).toEqual({ status: "fulfilled", value: { jpeg: undefined } });
});

test("a worker that hangs is ended in time, beside one that works on", async () => {
  const pool = roguePool(2, 5000);
  const jobs = ["hang", "good", "good", "good"].map((name) => pool.run(job(name)));
  const [hung, ...others] = await Promise.allSettled(jobs);
  expect(hung).toMatchObject({ reason: { code: "media-too-slow", details: { name: "hang", seconds: 5 } } });
  expect(others.map((other) => other.status)).toEqual(["fulfilled", "fulfilled", "fulfilled"]);
});

test("a worker that ran over memory is told as a picture too large", async () => {
  await expect(roguePool().run(job("overMemory"))).rejects.toMatchObject({ code: "media-too-large" });
});

test("a worker may read, and neither write nor start programs", async () => {
  const folder = freshFolder();
  const answer = await roguePool().run(job("reach", folder));
  expect(answer).toEqual({ failed: JSON.stringify({ write: "ERR_ACCESS_DENIED", program: "ERR_ACCESS_DENIED", read: "done" }) });
  expect(existsSync(join(folder, "planted"))).toBe(false);
});

test("a worker gets no secret of this process's environment", async () => {
  process.env["ANBAO_PIN"] = "135790";
  onTestFinished(() => void delete process.env["ANBAO_PIN"]);
  const answer = await roguePool().run(job("environment"));
  expect(JSON.stringify(answer)).not.toContain("135790");
  expect(bareEnvironment({ ANBAO_PIN: "1", SystemRoot: "C:\\Windows", HOME: "/root" })).toEqual({
    SystemRoot: "C:\\Windows",
    ELECTRON_RUN_AS_NODE: "1",
  });
});

test("an idle worker ends by itself, and the next job starts another", async () => {
  const events: string[] = [];
  const pool = openDecodePool(
    (lane) => {
      events.push("start");
      return {
        send: () => queueMicrotask(() => lane.onMessage({ jpeg: undefined })),
        setBusy: () => undefined,
        end: () => void events.push("end"),
      };
    },
    { lanes: 1, jobMs: 1000, idleMs: 1 },
  );
  await pool.run(job("one"));
  await expect.poll(() => events).toEqual(["start", "end"]);
  await pool.run(job("two"));
  expect(events).toEqual(["start", "end", "start"]);
  pool.close();
});

test("close fails what is under way and what waits", async () => {
  const pool = roguePool();
  const jobs = [pool.run(job("hang")), pool.run(job("good"))];
  const ends = Promise.allSettled(jobs);
  pool.close();
  for (const end of await ends) expect(end).toMatchObject({ status: "rejected", reason: { code: "cancelled" } });
});

test("a thread serves where no process may be started, and its end is seen as well", async () => {
  const pool = openDecodePool(startThreadLane(), { lanes: 1, jobMs: 30_000, idleMs: 30_000 });
  onTestFinished(() => pool.close());
  const answer = await pool.run({ ask: "inspect", path: import.meta.filename, name: "说明.txt" });
  expect(answer).toEqual({ facts: { mime: "text/plain", ext: "txt", class: "document" } });
});
