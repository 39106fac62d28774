// What a clerk means by a typed number: whole, exact, in any width of digits. Pure.

/** `approximate`: 约, 余, 多 and the like, which statistics may not hold. `rounded`: 万, 千 or a fraction. */
export type ParsedCount = Readonly<
  | { kind: "empty" }
  | { kind: "count"; value: number }
  | { kind: "approximate" }
  | { kind: "rounded" }
  | { kind: "unclear" }
  | { kind: "too-large" }
>;

const APPROXIMATE = /[约余多近超几]|左右|以上|上下|[+~≈]/u;
const ROUNDED = /[万千百亿]|\d\.\d/u;

/** Reads a typed count; full-width digits, spaces and thousands separators do not matter. */
export function parseCount(typed: string): ParsedCount {
  const text = typed.normalize("NFKC").trim();
  if (text === "") return { kind: "empty" };
  if (APPROXIMATE.test(text)) return { kind: "approximate" };
  if (ROUNDED.test(text)) return { kind: "rounded" };
  const digits = text.replace(/(?<=\d)[\s,，、](?=\d{3}(?:\D|$))/gu, "");
  if (!/^\d+$/.test(digits)) return { kind: "unclear" };
  const value = Number(digits);
  return value > 999_999_999 ? { kind: "too-large" } : { kind: "count", value };
}
