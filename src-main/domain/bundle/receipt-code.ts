// The code by which a hand-in is confirmed over the telephone: it marks 电话确认收到 and proves nothing.
import type { Sha256 } from "../feed/entry.ts";

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const CHECK_ALPHABET = `${ALPHABET}*~$=U`;
const DIGITS = 15;

/**
 * 15 Crockford base-32 digits of SHA-256(bundle id ‖ digest of what is held) and a check digit, in groups of four. Where the check
 * digit would be a mark, which nobody can read out, the hash is taken once more with the number of the try behind it.
 *
 * @param bundleId @param heldDigest hexadecimal.
 * @see https://www.crockford.com/base32.html
 */
export function receiptCode(sha256: Sha256, bundleId: string, heldDigest: string): string {
  for (let turn = 0; ; turn += 1) {
    const code = codeOf(sha256(bundleId + heldDigest + (turn === 0 ? "" : String(turn))));
    if (/^[0-9A-Z ]+$/.test(code)) return code;
  }
}

/** The code that earlier programs gave for the same: it may end in a mark. */
export function markedReceiptCode(sha256: Sha256, bundleId: string, heldDigest: string): string {
  return codeOf(sha256(bundleId + heldDigest));
}

function codeOf(hash: string): string {
  const value = BigInt(`0x${hash}`) >> (256n - BigInt(DIGITS * 5));
  const digits = Array.from(
    { length: DIGITS },
    (_, index) => ALPHABET[Number((value >> BigInt((DIGITS - 1 - index) * 5)) & 31n)],
  ).join("");
  return group(digits + checkDigit(digits));
}

/** What was typed: a code in its printed form, or what is wrong with it. */
export type TypedReceiptCode =
  Readonly<{ kind: "right"; code: string }> | Readonly<{ kind: "length"; digits: number }> | Readonly<{ kind: "wrong" }>;

/** Reads a code as it is typed from the telephone: full width, small letters, spaces, O for 0, I and L for 1. Any one wrong digit is caught. */
export function readReceiptCode(typed: string): TypedReceiptCode {
  const plain = typed.normalize("NFKC").toUpperCase().replace(/[\s-]/g, "");
  const digits = plain.replaceAll("O", "0").replace(/[IL]/g, "1");
  if (digits.length !== DIGITS + 1) return { kind: "length", digits: digits.length };
  const body = digits.slice(0, DIGITS);
  const isDigits = [...body].every((digit) => ALPHABET.includes(digit));
  return isDigits && checkDigit(body) === digits.slice(DIGITS) ? { kind: "right", code: group(digits) } : { kind: "wrong" };
}

function checkDigit(digits: string): string {
  const value = [...digits].reduce((sum, digit) => (sum * 32n + BigInt(Math.max(0, ALPHABET.indexOf(digit)))) % 37n, 0n);
  return CHECK_ALPHABET[Number(value)] ?? "0";
}

function group(code: string): string {
  return code.match(/.{4}/g)?.join(" ") ?? code;
}
