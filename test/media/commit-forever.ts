// Run as a process of its own: takes in and commits random files until it is killed, and prints what it acknowledged.
import { randomBytes, randomInt } from "node:crypto";
import { realFs } from "../../src-main/media/keep/fs-port.ts";
import { isProcessAlive } from "../../src-main/media/keep/leftovers.ts";
import { openMediaStore } from "../../src-main/media/keep/media-store.ts";

const randomHex = (bytes: number) => randomBytes(bytes).toString("hex");
const startedAtMs = Date.now() - process.uptime() * 1000;
const opening = { owner: { pid: process.pid, session: randomHex(8) }, startedAtMs, nowMs: Date.now(), isAlive: isProcessAlive };
const store = await openMediaStore({ root: process.argv[2] ?? "", fs: realFs, opening, randomHex });

async function* randomFile(): AsyncGenerator<Uint8Array> {
  for (let left = randomInt(1, 40); left > 0; left -= 1) yield randomBytes(64 * 1024);
}

for (;;) {
  const signal = new AbortController().signal;
  const take = () => store.intakeStream(randomFile(), { report: () => undefined, signal });
  const batch = await Promise.all([take(), take(), take()]);
  await store.commit(batch);
  process.stdout.write(`${batch.map((file) => file.sha256).join(" ")}\n`);
}
