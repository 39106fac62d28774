// Starts programs of the system. One that a virus scanner or a policy forbids is told by the process's `error` on some systems, and
// on Windows at once, by throwing: both are the same to whoever asked for it.
import type { ChildProcess } from "node:child_process";

/** What `start` started, or why the system refused. */
export function tryStart(start: () => ChildProcess): ChildProcess | Error {
  try {
    return start();
  } catch (cause) {
    return cause instanceof Error ? cause : new Error(String(cause));
  }
}
