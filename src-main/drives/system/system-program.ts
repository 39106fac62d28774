// Asks programs that come with the system for what Node cannot be asked: by their full path, without a shell or a script, each for a
// few seconds at most. What blocks them (a virus scanner, a policy) costs what they would have said, and nothing else.
import { execFile } from "node:child_process";
import { tryStart } from "../../disk/threads/try-start.ts";

/** Longer than a stick takes to wake up. */
const MOST_MS = 8000;
const MOST_BYTES = 4 * 1024 * 1024;

/** What a program prints; undefined where it is not there, is refused, fails or takes too long. */
export function askProgram(program: string, args: readonly string[]): Promise<string | undefined> {
  const options = { encoding: "buffer", timeout: MOST_MS, maxBuffer: MOST_BYTES, windowsHide: true, shell: false } as const;
  return new Promise((resolve) => {
    const started = tryStart(() =>
      execFile(program, [...args], options, (failure, output) => resolve(failure === null ? consoleText(output) : undefined)),
    );
    if (started instanceof Error) resolve(undefined);
  });
}

/** Where Windows keeps a program of its own: never looked for along PATH, where another of its name may lie. */
export function windowsProgram(name: string, env: Readonly<Record<string, string | undefined>> = process.env): string {
  return `${env["SystemRoot"] ?? "C:\\Windows"}\\System32\\${name}`;
}

/** Consoles print UTF-8, or on a Chinese Windows GBK; a text of the one is as good as never one of the other. */
export function consoleText(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("gb18030").decode(bytes);
  }
}
