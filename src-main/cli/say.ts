// The one place where the command line prints: whatever a stranger put into a text stands on its line as what it is.
import { visibleJson, visibleLine } from "../domain/visible-text.ts";

type Stream = "stdout" | "stderr";

/** Prints lines; a line feed within one is shown as such. */
export function sayLines(stream: Stream, lines: readonly string[]): void {
  process[stream].write(lines.map((line) => `${visibleLine(line)}\n`).join(""));
}

/** Prints one JSON document. */
export function sayJson(stream: Stream, value: unknown): void {
  process[stream].write(`${visibleJson(JSON.stringify(value, null, 2))}\n`);
}

/** Shows how far work is, on the line where the terminal stands. */
export function sayProgress(text: string, isLast: boolean): void {
  process.stderr.write(`\r${visibleLine(text)}${isLast ? "\n" : ""}`);
}
