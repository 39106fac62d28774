// What of a failure may stand in the log: which program, what kind of failure, where in the code. Never what a person typed, a
// record, a PIN or the name of a document: messages may hold any of these, so they stay out, and of paths only the code's own. Pure.

/** Frames of a stack that are kept. */
const MOST_FRAMES = 12;
/** Causes that are followed. */
const MOST_CAUSES = 3;
/** Longest line that is written, in characters. */
const MOST_CHARACTERS = 2000;
/** A frame of V8: `at name (place:line:column)` or `at place:line:column`. */
const FRAME = /^\s*at (?:(?<name>[\w$.<>[\] ]{1,80}) \()?(?<place>[^()]*?)(?<line>:\d+:\d+)\)?$/;
const CODE = /^[A-Za-z][A-Za-z0-9_-]{1,60}$/;

/** A failure as one line: kind, code, the extension of the file that it was about, frames by file name, and its causes. */
export function describeFailure(error: unknown): string {
  return causesOf(error).map(describeOne).join(" ← ").slice(0, MOST_CHARACTERS);
}

function causesOf(error: unknown): readonly unknown[] {
  const chain = [error];
  for (let at = 0; at < MOST_CAUSES; at++) {
    const last = chain.at(-1);
    if (!(last instanceof Error) || last.cause === undefined) break;
    chain.push(last.cause);
  }
  return chain;
}

function describeOne(error: unknown): string {
  if (!(error instanceof Error)) return `a thrown ${error === null ? "null" : typeof error}`;
  const facts = error as Error & Readonly<{ code?: unknown; syscall?: unknown; path?: unknown }>;
  const words = [nameOf(error), codeOf(facts.code), codeOf(facts.syscall), extensionOf(facts.path)];
  return [...words.filter((word) => word !== ""), ...framesOf(error.stack)].join(" ");
}

function nameOf(error: Error): string {
  return codeOf(error.name) || "Error";
}

function codeOf(value: unknown): string {
  return typeof value === "string" && CODE.test(value) ? value : "";
}

/** A document's name may be a person's; its kind is nobody's. */
function extensionOf(path: unknown): string {
  const found = typeof path === "string" ? /\.([A-Za-z0-9]{1,12})$/.exec(path)?.[1] : undefined;
  return found === undefined ? "" : `*.${found}`;
}

/** Only lines that are frames: the message before them, however many lines it has, is left out. */
function framesOf(stack: string | undefined): readonly string[] {
  return (stack ?? "")
    .split("\n")
    .map((line) => FRAME.exec(line)?.groups)
    .filter((groups) => groups !== undefined)
    .slice(0, MOST_FRAMES)
    .map(({ name = "", place = "", line = "" }) => `at ${name === "" ? "" : `${name} `}(${codeFile(place)}${line})`);
}

/** Our files and Node's are ASCII; anything else is a folder of this PC. */
function codeFile(place: string): string {
  const file = place.split(/[/\\]/).at(-1) ?? "";
  return /^[\w.-]{1,80}(\?[\w=]*)?$/.test(file) ? file : "…";
}

/**
 * A line that another program wrote on its way out (V8, GLib, Chromium), with all that could be a person's left out: quoted
 * words, everything that is not ASCII, long digits, folders.
 */
export function scrubLine(line: string): string {
  return line
    .slice(0, MOST_CHARACTERS)
    .replaceAll(/["'`“‘][^"'`”’]*(?:["'`”’]|$)/g, "‹…›")
    .replaceAll(/[A-Za-z]:[\\/][^\s:*?"<>|]*|(?:file:\/\/)?[\w.%~+-]*(?:[\\/][^\s:()'"]*)+/g, (path) => codeFile(path))
    .replaceAll(/[^\u0020-\u007e‹›…]+/g, "…")
    .replaceAll(/[\dA-Fa-f]*\d{4}[\dA-Fa-f]*/g, "#")
    .trim();
}

/** One entry: when, which program, its id, what happened. */
export function logEntry(atMs: number, program: string, id: string, text: string): string {
  return `${new Date(atMs).toISOString()} ${program} ${id} ${text.replaceAll(/[\r\n]+/g, " ")}\n`;
}
