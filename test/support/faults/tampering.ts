// What strace does to a running process, from one moment to another: the n-th system call of one kind fails, or kills. It reaches what
// SQLite calls by itself.
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";

/** How Linux calls them on this PC's build of SQLite and of Node. */
export type SystemCall = "openat" | "pwrite64" | "write" | "fsync" | "rename" | "unlink";

/** `effect`, as strace spells it: `error=EIO`, `signal=KILL`; `from`: which call it is, `3+` for all from the third on. */
export type Tampering = Readonly<{ effect: string; from: string }>;

export type Watched = Readonly<{
  /** Lets the process go. @returns how many such calls it made meanwhile: the most that one thread made. */
  stop(): Promise<Readonly<Record<string, number>>>;
}>;

/**
 * Watches calls of a process, and tampers with them where that is given.
 *
 * @param log file for what strace saw
 * @param threads "main": a call is counted where SQLite and all that blocks make it; "all": each thread counts by itself
 */
export async function watchCalls(
  pid: number,
  calls: readonly SystemCall[],
  log: string,
  threads: "main" | "all",
  tampering?: Tampering,
): Promise<Watched> {
  const asked = calls.join();
  const effect = tampering === undefined ? [] : ["-e", `inject=${asked}:${tampering.effect}:when=${tampering.from}`];
  // Those that are there: what it starts later, a decoder, is another's work, and strace waits for it for ever once its parent is killed.
  const traced = threads === "all" ? readdirSync(`/proc/${pid}/task`) : [String(pid)];
  const args = [...traced.flatMap((one) => ["-p", one]), "-e", `trace=${asked}`, "-e", "signal=none", ...effect, "-o", log];
  const strace = spawn("strace", args, { stdio: ["ignore", "ignore", "pipe"] });
  const ended = once(strace, "close");
  await attached(strace, traced.length);
  return {
    stop: async () => {
      strace.kill("SIGINT");
      await ended;
      return countCalls(readFileSync(log, "utf8"), calls);
    },
  };
}

function attached(strace: ChildProcess & Readonly<{ stderr: NodeJS.ReadableStream }>, threads: number): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = "";
    strace.stderr.on("data", (text: Buffer) => {
      said += text.toString();
      if (said.split("attached").length > threads) resolve();
    });
    strace.once("error", reject);
    strace.once("close", () => reject(new Error(`strace: ${said}`)));
  });
}

// 30076 pwrite64(22</tmp/x.db-wal>, …) = 24
function countCalls(log: string, calls: readonly SystemCall[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = Object.fromEntries(calls.map((call) => [call, 0]));
  const byThread = new Map<string, number>();
  for (const line of log.split("\n")) {
    const [, thread = "", call = ""] = /^(?:(\d+) +)?(\w+)\(/.exec(line) ?? [];
    if (!(call in counts)) continue;
    const count = (byThread.get(`${thread} ${call}`) ?? 0) + 1;
    byThread.set(`${thread} ${call}`, count);
    counts[call] = Math.max(counts[call] ?? 0, count);
  }
  return counts;
}
