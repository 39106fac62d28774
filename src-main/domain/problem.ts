// Every failure that a person may be told of: a stable code, and the facts its sentence names.
// The sentences lie in src-renderer/locales/<language>/problems.json; codes are never reused.

/** The catalogue: code → names of the details that its sentence uses. */
export const PROBLEMS = {
  // values and records
  "value-text-malformed": ["path"],
  "value-number-unsafe": ["path"],
  "value-too-deep": ["path", "most"],
  "value-not-json": ["path"],
  "value-too-large": ["mostKiB"],
  // anything unforeseen: logged whole under this id
  internal: ["id"],
} as const satisfies Record<string, readonly string[]>;

export type ProblemCode = keyof typeof PROBLEMS;
export type ProblemDetails<C extends ProblemCode> = Readonly<Record<(typeof PROBLEMS)[C][number], string | number>>;

/** A failure that the caller could not foresee; `code` is what tests and screens match on. */
export class Problem<C extends ProblemCode = ProblemCode> extends Error {
  override readonly name = "Problem";
  readonly code: C;
  readonly details: ProblemDetails<C>;

  constructor(code: C, details: ProblemDetails<C>, options?: ErrorOptions) {
    super(code, options);
    this.code = code;
    this.details = details;
  }
}

/** Fills a sentence's `{name}` places with the problem's details. */
export function fillSentence(sentence: string, details: Readonly<Record<string, string | number>>): string {
  return sentence.replace(/\{(\w+)\}/g, (place, name: string) => String(details[name] ?? place));
}
