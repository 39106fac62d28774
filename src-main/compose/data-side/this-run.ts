// This process, as the folders that it keeps to itself are named for it.
import { uptime } from "node:os";
import { isProcessAlive } from "../../media/keep/leftovers.ts";
import type { ProcessStart } from "../../session/runs/dead-runs.ts";

export function thisRun(): ProcessStart {
  return { pid: process.pid, bootedAtMs: Date.now() - uptime() * 1000, isAlive: isProcessAlive };
}
