// Finds options by text or by 拼音: initials (zzj → 中心组), whole syllables or a mixture. Pure; readings come in.

/** Something to choose, with the readings of its characters: one syllable for each, or the character itself. */
export type Findable = Readonly<{ text: string; syllables: readonly string[] }>;

/**
 * How well a typed text fits, or undefined: 0 the text begins so, 1 it holds it, 2 its 拼音 begins so, 3 its 拼音 holds it.
 * Lower is better.
 */
export function fitOf(typed: string, option: Findable): 0 | 1 | 2 | 3 | undefined {
  const query = fold(typed);
  const text = fold(option.text);
  if (text.startsWith(query)) return 0;
  if (text.includes(query)) return 1;
  if (!/^[a-z0-9]+$/.test(query)) return undefined;
  const starts = option.syllables.findIndex((_, index) => readsFrom(query, option.syllables, index));
  return starts < 0 ? undefined : starts === 0 ? 2 : 3;
}

/** Options that fit, best first; the given order among equals. */
export function findOptions<T extends Findable>(typed: string, options: readonly T[]): readonly T[] {
  if (fold(typed) === "") return options;
  const fits = options.map((option, index) => ({ option, index, fit: fitOf(typed, option) }));
  return fits
    .filter((one) => one.fit !== undefined)
    .sort((a, b) => (a.fit ?? 9) - (b.fit ?? 9) || a.index - b.index)
    .map((one) => one.option);
}

/** Whether the query can be eaten from a place on, each syllable giving its first letter or more of it. */
function readsFrom(query: string, syllables: readonly string[], index: number): boolean {
  if (query === "") return true;
  const syllable = syllables[index];
  if (syllable === undefined) return false;
  if (!/[a-z0-9]/.test(syllable)) return index > 0 && readsFrom(query, syllables, index + 1);
  const longest = sharedLength(query, syllable);
  for (let eaten = longest; eaten >= 1; eaten -= 1) if (readsFrom(query.slice(eaten), syllables, index + 1)) return true;
  return false;
}

function sharedLength(a: string, b: string): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length += 1;
  return length;
}

function fold(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s“”"'‘’]/gu, "");
}
