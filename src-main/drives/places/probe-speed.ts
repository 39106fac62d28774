// How fast a drive takes bytes: a few megabytes are written, forced to it, timed and removed. It also shows what a drive does not
// say beforehand: a lock switch that Windows hides until something is written.
import { randomFillSync, randomUUID } from "node:crypto";
import { open, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { performance } from "node:perf_hooks";

/** How a probe ended. `bytesPerSecond` null: there was no room to tell. */
export type Probed = Readonly<{ kind: "speed"; bytesPerSecond: number | null } | { kind: "failed"; cause: unknown }>;

const STEP_BYTES = 512 * 1024;
const MOST_STEPS = 8;
/** A slow drive is not kept busy for longer. */
const MOST_MS = 2000;
const PROBE = /^anbao-probe-[0-9a-f-]{36}\.tmp$/;

/** Writes to a folder for at most about two seconds and leaves nothing there; what an earlier probe had to leave is removed. */
export async function probeSpeed(folder: string): Promise<Probed> {
  const path = join(folder, `anbao-probe-${randomUUID()}.tmp`);
  try {
    await removeOld(folder);
    return { kind: "speed", bytesPerSecond: await writeTimed(path) };
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === "ENOSPC"
      ? { kind: "speed", bytesPerSecond: null }
      : { kind: "failed", cause };
  } finally {
    await rm(path, { force: true }).catch(() => undefined); // the drive was pulled out: the next probe removes it
  }
}

async function writeTimed(path: string): Promise<number> {
  const bytes = randomFillSync(Buffer.alloc(STEP_BYTES));
  const file = await open(path, "wx", 0o600);
  try {
    const startedMs = performance.now();
    let written = 0;
    for (let step = 0; step < MOST_STEPS && performance.now() - startedMs < MOST_MS; step += 1) {
      written += (await file.write(bytes, 0, bytes.byteLength)).bytesWritten;
      await file.sync();
    }
    return Math.round((written * 1000) / Math.max(1, performance.now() - startedMs));
  } finally {
    await file.close();
  }
}

async function removeOld(folder: string): Promise<void> {
  for (const name of await readdir(folder)) if (PROBE.test(name)) await rm(join(folder, name), { force: true });
}
