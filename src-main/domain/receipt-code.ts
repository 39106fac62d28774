// The code by which a hand-in is confirmed over the telephone: it marks 电话确认收到 and proves nothing.
import type { Sha256 } from "./entry.ts";

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const CHECK_ALPHABET = `${ALPHABET}*~$=U`;
const DIGITS = 15;

/**
 * 15 Crockford base-32 digits of SHA-256(bundle id ‖ digest of what is held) and a check digit, in groups of four.
 *
 * @param bundleId @param heldDigest hexadecimal.
 * @see https://www.crockford.com/base32.html
 */
export function receiptCode(sha256: Sha256, bundleId: string, heldDigest: string): string {
  const value = BigInt(`0x${sha256(bundleId + heldDigest)}`) >> (256n - BigInt(DIGITS * 5));
  const digits = Array.from(
    { length: DIGITS },
    (_, index) => ALPHABET[Number((value >> BigInt((DIGITS - 1 - index) * 5)) & 31n)],
  ).join("");
  return group(digits + checkDigit(digits));
}

function checkDigit(digits: string): string {
  const value = [...digits].reduce((sum, digit) => (sum * 32n + BigInt(Math.max(0, ALPHABET.indexOf(digit)))) % 37n, 0n);
  return CHECK_ALPHABET[Number(value)] ?? "0";
}

function group(code: string): string {
  return code.match(/.{4}/g)?.join(" ") ?? code;
}
