// The one log of this PC: `errors.log` in the program's folder and four older ones, 1 MB each. All programs of ours append to it.
import { appendFileSync, mkdirSync, readFileSync, renameSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { describeFailure, logEntry, scrubLine } from "./log-line.ts";

const MOST_BYTES = 1024 * 1024;
const OLDER_FILES = 4;
export const LOG_FILE = "errors.log";

/** Writes what failed. It never throws: a log that cannot be written stops nobody's work. */
export type Log = Readonly<{
  /** @param id what the person is shown, so that the entry is found. */
  failure(id: string, error: unknown): void;
  /** An event of the program: words of ours. */
  event(text: string): void;
  /** A line of foreign output; scrubbed. */
  foreign(line: string): void;
  /** The latest entries, oldest first, for 复制诊断信息. */
  last(most: number): readonly string[];
}>;

/** The program's folder: ANBAO_HOME, or one in the person's home. */
export function programHome(env: Readonly<Record<string, string | undefined>>): string {
  return env["ANBAO_HOME"] ?? join(homedir(), "Anbao");
}

/** @param program which of our programs writes: `main`, `data`, `shell`. */
export function openLog(folder: string, program: string, nowMs: () => number): Log {
  const path = join(folder, LOG_FILE);
  const write = (id: string, text: string) => append(folder, path, logEntry(nowMs(), program, id, text));
  return {
    failure: (id, error) => write(id, describeFailure(error)),
    event: (text) => write("-", text),
    foreign: (line) => {
      const text = scrubLine(line);
      if (text !== "") write("-", text);
    },
    last: (most) => lastLines(path, most),
  };
}

function append(folder: string, path: string, entry: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (sizeOf(path) + Buffer.byteLength(entry) > MOST_BYTES) rotate(path);
    appendFileSync(path, entry, { mode: 0o600 });
  } catch {
    // A full or locked disk: what failed is told on screen all the same.
  }
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

/** `errors.log` → `errors.1.log` → … ; the oldest goes. A file that another program holds just then stays where it is. */
function rotate(path: string): void {
  const older = (index: number) => (index === 0 ? path : path.replace(/\.log$/, `.${index}.log`));
  for (let index = OLDER_FILES; index > 0; index--) {
    try {
      renameSync(older(index - 1), older(index));
    } catch {
      continue; // not there yet, or held
    }
  }
}

function lastLines(path: string, most: number): readonly string[] {
  try {
    return readFileSync(path, "utf8").trimEnd().split("\n").slice(-most);
  } catch {
    return []; // nothing has failed yet
  }
}
