// Foreign text on screen: characters that steer or hide text are shown for what they are.

const HIDDEN = /[\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF\u00AD\u061C\u0000-\u001F\u007F-\u009F]/gu;

/** The text with every steering or invisible character replaced by its code point in brackets. */
export function visibleText(text: string): string {
  return text.replace(HIDDEN, (character) => {
    if (character === "\n" || character === "\t") return character;
    return `[U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}]`;
  });
}

/** Text that somebody else typed. */
export function Foreign({ text }: Readonly<{ text: string }>) {
  return <bdi>{visibleText(text)}</bdi>;
}
