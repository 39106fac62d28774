// Words that a foreign file says of its making, as text that may be shown: well-formed, on one line, of bounded length. Pure.

/** What would not be seen, or would turn the writing round. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\u2028\u2029]/gu;

/** The words of a field; undefined where it says nothing. @param most characters at most */
export function cleanWords(text: string | undefined, most: number): string | undefined {
  const clean = (text ?? "")
    .slice(0, 4 * most)
    .toWellFormed()
    .replaceAll(UNSEEN, " ")
    .replaceAll(/\s+/gu, " ")
    .trim();
  return clean.slice(0, most).toWellFormed().trim() || undefined;
}

const MOST_WORDS = 120;

/** The camera as its maker and model; many models begin with the maker's name. */
export function cameraName(make: string | undefined, model: string | undefined): Readonly<{ camera?: string }> {
  const [maker, name] = [cleanWords(make, MOST_WORDS), cleanWords(model, MOST_WORDS)];
  const isNamed = maker !== undefined && name?.toLowerCase().startsWith(maker.toLowerCase());
  const camera = cleanWords(isNamed ? name : [maker, name].filter(Boolean).join(" "), MOST_WORDS);
  return camera === undefined ? {} : { camera };
}

/** The program that wrote a file. */
export function softwareName(text: string | undefined): Readonly<{ software?: string }> {
  const software = cleanWords(text, MOST_WORDS);
  return software === undefined ? {} : { software };
}
