// Characters that hide, reorder or break text are shown as marks: paper and terminal never show less, or other, than the data holds.

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

/** The same as one line: nobody's text makes a second one. */
export function visibleLine(text: string): string {
  return visibleText(text).replaceAll("\n", markOf);
}

/** JSON whose texts hold such characters as escapes only: the same value for whoever parses it. */
export function visibleJson(json: string): string {
  return json.replace(HIDDEN, (character) => (character < " " ? character : escapeOf(character)));
}

function escapeOf(character: string): string {
  return Array.from({ length: character.length }, (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, "0")}`).join(
    "",
  );
}
