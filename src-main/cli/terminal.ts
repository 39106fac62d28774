// Where a command runs: what it may read of its surroundings, where it prints, how it ends. A process has one; tests give their own.
import { AsyncLocalStorage } from "node:async_hooks";
import { PRODUCT, type Surroundings } from "../compose/door.ts";

export type Stream = "stdout" | "stderr";

export type Terminal = Readonly<{
  env: Readonly<Record<string, string | undefined>>;
  surroundings: Surroundings;
  print(stream: Stream, text: string): void;
  /** Whether a person watches the error side. */
  showsProgress: boolean;
  /** Calls once the person presses Ctrl+C. */
  onInterrupt(stop: () => void): void;
  /** Sets the exit code; the command goes on to its end. */
  setExitCode(code: number): void;
}>;

const current = new AsyncLocalStorage<Terminal>();

/** The terminal of the command that asks. */
export function terminal(): Terminal {
  const found = current.getStore();
  if (found === undefined) throw new Error("no command runs here");
  return found;
}

/** Runs a command at a terminal. */
export function atTerminal<T>(at: Terminal, work: () => T): T {
  return current.run(at, work);
}

/** The terminal of this process. */
export function ofProcess(): Terminal {
  return {
    env: process.env,
    surroundings: PRODUCT,
    print: (stream, text) => void process[stream].write(text),
    showsProgress: process.stderr.isTTY,
    onInterrupt: (stop) => void process.once("SIGINT", stop),
    setExitCode: (code) => void (process.exitCode = code),
  };
}
