// The code of a key that people read off sealed paper and type: six groups of five digits with a check digit each.
// Value: the first 100 bits of the key's SHA-256 fingerprint, reduced to thirty decimal digits.

const GROUPS = 6;
const DIGITS = 5;
const SPAN = 10n ** BigInt(GROUPS * DIGITS);

/** Damm's quasigroup of order 10: finds every wrong digit and every swap of neighbours. @see Damm (2004) */
const DAMM = [
  "0317598642",
  "7092154863",
  "4206871359",
  "1750983426",
  "6123045978",
  "3674209581",
  "5869720134",
  "8945362017",
  "9438617205",
  "2581436790",
];

/** What is wrong with a typed code, or that it is well-formed. Groups count from 1. */
export type CodeCheck = Readonly<
  { kind: "ok"; code: string } | { kind: "length"; digits: number } | { kind: "group"; group: number }
>;

/** What a person typed or a scanner read: a code from paper, or a whole fingerprint as the QR on the paper holds it. */
export type TypedKey = Readonly<{ kind: "fingerprint"; fingerprint: string } | { kind: "scan-wrong" } | CodeCheck>;

/** The text of the QR that is printed beside a code. */
export function keyQrText(unit: string, fingerprint: string): string {
  return `ANBAO:KEY:${unit}:${fingerprint}`;
}

const SCANNED = /^(?:ANBAO:KEY:[0-9A-Z-]{1,24}:)?([0-9A-F]{64})$/;

/** Judges what was typed or scanned. A scanner types like a keyboard: letters, where a code has none, tell it. */
export function readTypedKey(typed: string): TypedKey {
  const text = typed.normalize("NFKC").replace(/\s/gu, "").toUpperCase();
  const fingerprint = SCANNED.exec(text)?.[1];
  if (fingerprint !== undefined) return { kind: "fingerprint", fingerprint: fingerprint.toLowerCase() };
  return /[A-Z]/.test(text) ? { kind: "scan-wrong" } : checkKeyCode(typed);
}

/** The code of a key's fingerprint (64 hexadecimal digits), groups separated by spaces: `123456 …`. */
export function keyCode(fingerprint: string): string {
  const digits = (BigInt(`0x${fingerprint.slice(0, 25)}`) % SPAN).toString().padStart(GROUPS * DIGITS, "0");
  const groups = Array.from({ length: GROUPS }, (_, index) => digits.slice(index * DIGITS, (index + 1) * DIGITS));
  return groups.map((group, index) => group + checkDigit(group, index)).join(" ");
}

/** Judges a typed code; spaces, dashes and full-width digits do not matter. */
export function checkKeyCode(typed: string): CodeCheck {
  const digits = typed.normalize("NFKC").replace(/[\s\-—–·.]/gu, "");
  if (!/^\d+$/.test(digits) || digits.length !== GROUPS * (DIGITS + 1)) return { kind: "length", digits: digits.length };
  const groups = Array.from({ length: GROUPS }, (_, index) => digits.slice(index * (DIGITS + 1), (index + 1) * (DIGITS + 1)));
  const wrong = groups.findIndex((group, index) => group[DIGITS] !== checkDigit(group.slice(0, DIGITS), index));
  return wrong < 0 ? { kind: "ok", code: groups.join(" ") } : { kind: "group", group: wrong + 1 };
}

/** The group's place goes into the digit, so that swapped groups are noticed too. */
function checkDigit(group: string, index: number): string {
  return [...String(index), ...group].reduce((state, digit) => DAMM[Number(state)]?.[Number(digit)] ?? "0", "0");
}
