// Programs of the system that must agree with ours.
import { execFileSync } from "node:child_process";

/** Runs a program and says which one is missing. @returns what it printed. */
export function run(program: string, ...args: readonly string[]): string {
  try {
    return execFileSync(program, args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"], maxBuffer: 2 ** 26 });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ENOENT") throw new Error(`this test needs ${program}; install it`, { cause });
    throw cause;
  }
}
