// Which of two program versions is newer, by Semantic Versioning 2.0.0. Pure.
// Build metadata (`+…`) has no rank and is refused: two packages that differ in nothing else could not be told apart.

const CORE = "(?:0|[1-9]\\d{0,8})";
const IDENTIFIER = "(?:0|[1-9]\\d{0,8}|\\d*[A-Za-z-][0-9A-Za-z-]*)";
const VERSION = new RegExp(`^(${CORE})\\.(${CORE})\\.(${CORE})(?:-(${IDENTIFIER}(?:\\.${IDENTIFIER})*))?$`);
const MOST_CHARS = 64;

/** Whether a text is a version that can be ranked. */
export function isVersion(text: string): boolean {
  return text.length <= MOST_CHARS && VERSION.test(text);
}

/**
 * Ranks two versions: below 0 if `a` is older, 0 if they are the same, above 0 if `a` is newer.
 *
 * @see https://semver.org/#spec-item-11
 */
export function compareVersions(a: string, b: string): number {
  const [one, other] = [partsOf(a), partsOf(b)];
  return compareAll(one.core, other.core) || comparePre(one.pre, other.pre);
}

function partsOf(text: string): Readonly<{ core: readonly string[]; pre: readonly string[] }> {
  const [, major = "0", minor = "0", patch = "0", pre = ""] = VERSION.exec(text) ?? [];
  return { core: [major, minor, patch], pre: pre === "" ? [] : pre.split(".") };
}

/** A version without a pre-release part is newer than any with one. */
function comparePre(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return Number(a.length === 0) - Number(b.length === 0);
  return compareAll(a, b);
}

function compareAll(a: readonly string[], b: readonly string[]): number {
  for (const [place, one] of a.entries()) {
    const other = b[place];
    if (other === undefined) return 1;
    const order = compareIdentifiers(one, other);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

/** Numbers by their value and below words; words by their ASCII letters. */
function compareIdentifiers(a: string, b: string): number {
  const [isNumber, isOtherNumber] = [/^\d+$/.test(a), /^\d+$/.test(b)];
  if (isNumber && isOtherNumber) return Number(a) - Number(b);
  if (isNumber !== isOtherNumber) return isNumber ? -1 : 1;
  return a < b ? -1 : Number(a > b);
}
