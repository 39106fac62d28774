// Characters that hide, reorder or break text are printed as marks, so that paper never shows less than the data holds.

// Bidi controls, zero-width and filler characters, tags, invisible operators, control characters, lone surrogates.
const HIDDEN =
  // eslint-disable-next-line no-control-regex, no-misleading-character-class
  /[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u00AD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180B-\u180F\u200B-\u200F\u2028-\u202E\u2060-\u206F\u3164\uFEFF\uFFA0\uFFF0-\uFFFB\u{1BCA0}-\u{1BCA3}\u{1D173}-\u{1D17A}\u{E0000}-\u{E00FF}\u{E01F0}-\u{E0FFF}]|\p{Surrogate}/gu;

/**
 * The text with every invisible or reordering character shown as its code, such as 〔U+202E〕; line breaks stay, a tab
 * becomes a space. Variation selectors stay: they choose the form of a rare character and hide nothing.
 *
 * @returns a text of printable characters and line feeds; the same text again when given its own result.
 */
export function visibleText(text: string): string {
  return text
    .replace(/\r\n?|[\u2028\u2029\u0085]/g, "\n")
    .replace(/\t/g, " ")
    .replace(HIDDEN, markOf);
}

function markOf(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase();
  return `〔U+${code.padStart(4, "0")}〕`;
}

/** The same for every text of a plain model, at any depth; keys, numbers and booleans stay. */
export function visibleModel<Model>(model: Model): Model {
  return shown(model) as Model;
}

function shown(value: unknown): unknown {
  if (typeof value === "string") return visibleText(value);
  if (Array.isArray(value)) return value.map(shown);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, shown(member)]));
}
