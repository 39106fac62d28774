// The one place where the command line prints: whatever a stranger put into a text stands on its line as what it is.
import { visibleJson, visibleLine } from "../domain/visible-text.ts";
import { terminal, type Stream, type Terminal } from "./terminal.ts";

/** Prints lines; a line feed within one is shown as such. */
export function sayLines(stream: Stream, lines: readonly string[]): void {
  terminal().print(stream, lines.map((line) => `${visibleLine(line)}\n`).join(""));
}

/** Prints one JSON document. */
export function sayJson(stream: Stream, value: unknown): void {
  terminal().print(stream, `${visibleJson(JSON.stringify(value, null, 2))}\n`);
}

/** Prints the program's own help as it is. */
export function sayHelp(text: string): void {
  terminal().print("stdout", text);
}

/** Shows how far work is, on the line where the terminal stands. */
export function sayProgress(at: Terminal, text: string, isLast: boolean): void {
  at.print("stderr", `\r${visibleLine(text)}${isLast ? "\n" : ""}`);
}
