// A decoder that crashes, works without end, eats memory, babbles, is conquered or does not start: its job gets a problem, the next one
// an answer, the PC no harm.
import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { bareEnvironment, startProcessLane, WORKER_STDIO, type StartLane } from "../../../src-main/media/decode/decode-lane.ts";
import { openDecodePool, type DecodePool, type PoolLimits } from "../../../src-main/media/decode/decode-pool.ts";
import type { ForeignFile } from "../../../src-main/media/type/foreign-file.ts";
import { ROOT } from "../../support/tree.ts";
import { fileWith, freshFolder } from "../temp-store.ts";

const ROGUE = { node: process.execPath, workerFile: join(import.meta.dirname, "../rogue-worker.ts"), readable: [ROOT] };
const LIMITS: PoolLimits = {
  lanes: 1,
  mostWorkMs: 30_000,
  mostWaitMs: 60_000,
  startMs: 60_000,
  secondStartMs: 10,
  idleMs: 30_000,
  retryMs: 30_000,
};
const FILE: ForeignFile = { sizeBytes: 1, read: () => Promise.resolve(Buffer.from("x")) };

function openPool(lane: StartLane, limits: Partial<PoolLimits> = {}, nowMs?: () => number): DecodePool {
  const pool = openDecodePool(lane, { ...LIMITS, ...limits }, nowMs);
  onTestFinished(() => pool.close());
  return pool;
}
const roguePool = (limits: Partial<PoolLimits> = {}): DecodePool => openPool(startProcessLane(ROGUE, 64), limits);
const job = (name: string, mime = "image/jpeg") => ({ ask: "preview", name, mime, edgePx: 1, quick: false }) as const;
const drawn = { answer: { bytes: false } };

test.each(["abort", "heap", "babble"])("a worker that ends by %s fails its own job and no other", async (end) => {
  const pool = roguePool();
  const [bad, good] = await Promise.allSettled([pool.run(job(end), FILE), pool.run(job("good"), FILE)]);
  expect(bad).toMatchObject({ status: "rejected", reason: { code: "media-damaged", details: { name: end } } });
  expect(good).toMatchObject({ status: "fulfilled", value: drawn });
});

test("a worker that never gives its thread back is ended at last, beside one that works on", async () => {
  const pool = roguePool({ lanes: 2, mostWaitMs: 3000 });
  const jobs = ["spin", "good", "good", "good"].map((name) => pool.run(job(name), FILE));
  const [hung, ...others] = await Promise.allSettled(jobs);
  expect(hung).toMatchObject({ reason: { code: "media-too-slow", details: { name: "spin" } } });
  expect(others.map((other) => other.status)).toEqual(["fulfilled", "fulfilled", "fulfilled"]);
});

test("a worker that ran over a limit says so: memory is a picture too large, work is slowness", async () => {
  const pool = roguePool();
  await expect(pool.run(job("memory"), FILE)).rejects.toMatchObject({ code: "media-too-large" });
  await expect(pool.run(job("work"), FILE)).rejects.toMatchObject({ code: "media-too-slow", details: { name: "work" } });
});

test("a worker may read its own folder, and neither foreign files nor write nor start programs or threads", async () => {
  const foreign = fileWith(freshFolder(), "照片.jpg", Buffer.from("photo"));
  const { answer } = await roguePool().run(job("reach", foreign), FILE);
  const denied = "ERR_ACCESS_DENIED";
  expect(JSON.parse((answer as { failed: string }).failed)).toEqual({
    foreign: denied,
    write: denied,
    program: denied,
    own: "done",
    thread: denied,
  });
  expect(readFileSync(foreign, "utf8")).toBe("photo");
});

test.each([
  ["bytes that are none", "greedy", "media-too-slow"],
  ["more pieces than a header has", "countless", "media-too-slow"],
  ["what is no question", "muddled", "media-damaged"],
])("a worker that asks for %s gets nothing", async (_what, act, code) => {
  const reads: unknown[] = [];
  const file: ForeignFile = { sizeBytes: 1, read: (...asked) => (reads.push(asked), Promise.resolve(Buffer.alloc(0))) };
  await expect(roguePool({ mostWaitMs: 2000 }).run(job(act), file)).rejects.toMatchObject({ code });
  expect(reads).toEqual([]);
});

test("a worker gets no secret of this process's environment and nothing that is preloaded here", async () => {
  process.env["ANBAO_PIN"] = "135790";
  onTestFinished(() => void delete process.env["ANBAO_PIN"]);
  const { answer } = await roguePool().run(job("environment"), FILE);
  expect(JSON.stringify(answer)).not.toContain("135790");
  const from = { ANBAO_PIN: "1", SystemRoot: "C:\\Windows", HOME: "/root", LD_PRELOAD: "libgio-2.0.so.0", NODE_OPTIONS: "-r x" };
  expect(bareEnvironment(from)).toEqual({ SystemRoot: "C:\\Windows" });
});

test.each([
  ["is not there", () => "/nonexistent/node"],
  ["is no program for this PC", () => notAProgram(0o755)],
  ["may not be started", () => notAProgram(0o644)],
  ["ends before it says that it is ready", () => "/bin/false"],
])("a Node that %s: the decoder is unavailable, no file is damaged; it is tried again later", async (_, make) => {
  const clock = { nowMs: 0 };
  const node = make();
  const good = startProcessLane(ROGUE, 64);
  const bad = startProcessLane({ ...ROGUE, node }, 64);
  const pool = openPool(
    (events) => (clock.nowMs < 30_000 ? bad : good)(events),
    {},
    () => clock.nowMs,
  );
  const ends = await Promise.allSettled([pool.run(job("good"), FILE), pool.run(job("good"), FILE)]);
  for (const end of ends) expect(end).toMatchObject({ reason: { code: "decoder-unavailable" } });
  await expect(pool.run(job("good"), FILE)).rejects.toMatchObject({ code: "decoder-unavailable" });
  clock.nowMs = 30_000;
  expect(await pool.run(job("good"), FILE)).toMatchObject(drawn);
});

test("a worker that ends at its start the first time only: a second one is started for the job, and nobody is told", async () => {
  const starts: string[] = [];
  const pool = openPool((events) => {
    const node = starts.length === 0 ? "/bin/false" : process.execPath;
    starts.push(node);
    return startProcessLane({ ...ROGUE, node }, 64)(events);
  });
  const ends = await Promise.all([pool.run(job("good"), FILE), pool.run(job("good"), FILE)]);
  expect(ends).toMatchObject([drawn, drawn]);
  expect(starts).toEqual(["/bin/false", process.execPath]);
});

// Wine lets a plain pipe go both ways at once, so that only the word tells it.
test("the worker's pipe is of the kind that goes both ways at once on Windows, too", () => {
  expect(WORKER_STDIO[3]).toBe("overlapped");
});

test("a worker that is ended from outside while it works: its file is looked at once more, and is not damaged", async () => {
  const state = { starts: 0 };
  const killed: StartLane = (lane) => {
    state.starts += 1;
    return {
      send: () => queueMicrotask(() => (state.starts === 1 ? lane.onEnd("broken") : lane.onMessage(ANSWER, Buffer.alloc(0)))),
      setBusy: () => undefined,
      end: () => undefined,
    };
  };
  expect(await openPool(killed).run(job("good"), FILE)).toMatchObject(drawn);
  expect(state.starts).toBe(2);
});

const ANSWER = { answer: { bytes: false } } as const;

test("close ends a job that waits for its second start", async () => {
  const pool = openPool(startProcessLane({ ...ROGUE, node: "/nonexistent/node" }, 64), { secondStartMs: 60_000 });
  const waits = pool.run(job("good"), FILE);
  await new Promise((resolve) => void setTimeout(resolve, 50));
  pool.close();
  await expect(waits).rejects.toMatchObject({ code: "cancelled" });
});

function notAProgram(mode: number): string {
  const path = join(freshFolder(), "node");
  writeFileSync(path, "\x7fELF no program");
  chmodSync(path, mode);
  return path;
}

test("a worker that starts and says nothing is unavailable after a while", async () => {
  const silent: StartLane = () => ({ send: () => undefined, setBusy: () => undefined, end: () => undefined });
  await expect(openPool(silent, { startMs: 5 }).run(job("good"), FILE)).rejects.toMatchObject({ code: "decoder-unavailable" });
});

test("an idle worker ends by itself, and the next job starts another; what is urgent goes first", async () => {
  const events: string[] = [];
  const pool = openPool(
    (lane) => {
      events.push("start");
      return {
        send: (message) => {
          if ("job" in message) events.push(message.job.name);
          queueMicrotask(() => lane.onMessage({ answer: { bytes: false } }, Buffer.alloc(0)));
        },
        setBusy: () => undefined,
        end: () => void events.push("end"),
      };
    },
    { idleMs: 1 },
  );
  await Promise.all([pool.run(job("one"), FILE), pool.run(job("two"), FILE), pool.run(job("now"), FILE, "now")]);
  await expect.poll(() => events).toEqual(["start", "one", "now", "two", "end"]);
  await pool.run(job("three"), FILE);
  expect(events.slice(5)).toEqual(["start", "three"]);
});

test("what is for idle time comes behind all that somebody waits for, and takes one worker of several", async () => {
  const events: string[] = [];
  const lanes: { answer(): void }[] = [];
  const pool = openPool(
    (lane) => ({
      send: (message) => {
        if ("job" in message) events.push(message.job.name);
        lanes.push({ answer: () => lane.onMessage({ answer: { bytes: false } }, Buffer.alloc(0)) });
      },
      setBusy: () => undefined,
      end: () => undefined,
    }),
    { lanes: 2 },
  );
  const jobs = [pool.run(job("idle one"), FILE, "idle"), pool.run(job("idle two"), FILE, "idle"), pool.run(job("seen"), FILE)];
  expect(events).toEqual(["idle one", "seen"]);
  for (let number = 0; number < 3; number += 1) {
    lanes[number]?.answer();
    await Promise.resolve();
  }
  await Promise.all(jobs);
  expect(events).toEqual(["idle one", "seen", "idle two"]);
});

test("close fails what is under way and what waits", async () => {
  const pool = roguePool();
  const jobs = [pool.run(job("spin"), FILE), pool.run(job("good"), FILE)];
  const ends = Promise.allSettled(jobs);
  pool.close();
  for (const end of await ends) expect(end).toMatchObject({ status: "rejected", reason: { code: "cancelled" } });
});

test("a file that can no longer be read fails its job with what the file says; its worker stays for the next job", async () => {
  const gone: ForeignFile = { sizeBytes: 9, read: () => Promise.reject(new Error("gone")) };
  const events: string[] = [];
  const pool = openPool((lane) => {
    events.push("start");
    return {
      send: (message, body) => {
        events.push("job" in message ? message.job.name : `${body?.byteLength ?? 0} bytes`);
        const isAsking = "job" in message && message.job.name === "asks";
        queueMicrotask(() =>
          lane.onMessage(isAsking ? { read: [{ at: 0, length: 9 }] } : { answer: { bytes: false } }, Buffer.alloc(0)),
        );
      },
      setBusy: () => undefined,
      end: () => void events.push("end"),
    };
  });
  await expect(pool.run(job("asks"), gone)).rejects.toThrow("gone");
  expect(await pool.run(job("next"), FILE)).toMatchObject(drawn);
  expect(events).toEqual(["start", "asks", "0 bytes", "next"]);
});
