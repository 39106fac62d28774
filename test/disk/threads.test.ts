// Threads that seal are kept for the next file, leave when they are let go, and keep no process alive.
import { spawnSync } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { expect, test } from "vitest";
import { encryptFile, generateIdentity } from "../../src-main/bundle/age/age.ts";
import { heldUntilLast, openThreads } from "../../src-main/disk/threads/threads.ts";
import { quiet } from "../support/made/make-bundle.ts";
import { tempFolder } from "../support/temp-folder.ts";

const BYTES = 5_000_000;

/** Threads are numbered as they start. */
async function nextThread(): Promise<number> {
  const worker = new Worker("", { eval: true });
  const { threadId } = worker;
  await new Promise((resolve) => void worker.once("exit", resolve));
  return threadId;
}

test("many files one after another start no more threads than one", async () => {
  const folder = await tempFolder();
  const { recipient } = await generateIdentity();
  await writeFile(join(folder, "plain"), Buffer.alloc(BYTES, "报送"));
  const before = await nextThread();
  for (let index = 0; index < 6; index += 1)
    await encryptFile(join(folder, "plain"), join(folder, `${index}.age`), [recipient], quiet());
  expect((await nextThread()) - before - 1).toBeLessThanOrEqual(Math.min(availableParallelism(), 4));
});

test.each(["", "releaseThreads();"])("a process that has sealed a file ends by itself (%j)", async (after) => {
  const folder = await tempFolder();
  const { recipient } = await generateIdentity();
  await writeFile(join(folder, "plain"), Buffer.alloc(BYTES, "报送"));
  const from = (name: string) => JSON.stringify(new URL(`../../src-main/${name}.ts`, import.meta.url).href);
  const source = `import { encryptFile } from ${from("bundle/age/age")};
    import { releaseThreads } from ${from("disk/threads/threads")};
    const quiet = { report: () => undefined, signal: new AbortController().signal };
    for (const name of ["a", "b"]) await encryptFile("plain", name, [${JSON.stringify(recipient)}], quiet);
    ${after}
    console.log("sealed");`;
  await writeFile(join(folder, "seal.mjs"), source);
  const ended = spawnSync(process.execPath, ["seal.mjs"], { cwd: folder, encoding: "utf8", timeout: 120_000 });
  expect([ended.status, ended.stdout.trim()]).toEqual([0, "sealed"]);
});

test.each(["process.exit()", 'throw new Error("broken")'])(
  "a thread that ends while it rests (%s) is not asked again",
  async (end) => {
    const started: Worker[] = [];
    const source = `const { parentPort } = require("node:worker_threads");
    parentPort.on("message", (task) => { if (task === "end") { ${end}; } if (task !== "leave") parentPort.postMessage({ done: true }); else parentPort.close(); });`;
    const threads = openThreads<object, never, object>(() => {
      const worker = new Worker(source, { eval: true });
      started.push(worker);
      return worker;
    });
    const run = () => threads.run({}, () => undefined);
    await run();
    const ended = new Promise((resolve) => void started[0]?.once("exit", resolve));
    started[0]?.postMessage("end");
    started[0]?.ref();
    await ended;
    expect(await run()).toEqual({ done: true });
    expect(started).toHaveLength(2);
    threads.release();
  },
);

test("what is held is released with its last holder, and as often as that happens", () => {
  const released: string[] = [];
  const hold = heldUntilLast(() => void released.push("released"));
  const [first, second] = [hold(), hold()];
  first();
  first();
  expect(released).toEqual([]);
  second();
  expect(released).toEqual(["released"]);
  hold()();
  expect(released).toEqual(["released", "released"]);
});
