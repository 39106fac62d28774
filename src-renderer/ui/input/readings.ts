// Readings of Chinese characters for the type-ahead.
import type { Findable } from "./pinyin-match.ts";

/** Gives each text the syllables of its characters; without the dictionary the characters stand for themselves. */
export async function withReadings<T extends { readonly text: string }>(
  options: readonly T[],
): Promise<readonly (T & Findable)[]> {
  const { pinyin } = await import("./dictionary.ts");
  return options.map((option) => ({
    ...option,
    syllables: pinyin(option.text, { toneType: "none", type: "array", nonZh: "spaced", v: true }).map(lower),
  }));
}

/** The same without a dictionary, at once. */
export function withoutReadings<T extends { readonly text: string }>(options: readonly T[]): readonly (T & Findable)[] {
  return options.map((option) => ({ ...option, syllables: [...option.text.toLowerCase()] }));
}

function lower(syllable: string): string {
  return syllable.toLowerCase();
}
