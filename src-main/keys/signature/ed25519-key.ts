// Which Ed25519 public keys may be used at all, and how raw keys become key objects. Raw keys are 32 bytes in hex.
import { createHash, createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";
import { Problem } from "../../domain/problem.ts";

const P = 2n ** 255n - 19n;
const D = 0x52036cee2b6ffe738cc740797779e89800700a4d4141d8ab75eb4dca135978a3n;

const ORDER_8_Y = 0x05fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826n;

/** y-coordinates of the eight points of low order: a signature under such a key proves nothing. @see RFC 8032 §5.1 */
const LOW_ORDER_Y: ReadonlySet<bigint> = new Set([0n, 1n, P - 1n, ORDER_8_Y, P - ORDER_8_Y]);

/**
 * Refuses keys on which runtimes disagree or that anyone can sign for: malformed, non-canonical, off the curve, of low order.
 *
 * @param keyHex raw public key, 64 lower-case hexadecimal digits.
 * @throws {Problem} `key-unusable`
 */
export function assertUsableKey(keyHex: string): void {
  if (!/^[0-9a-f]{64}$/.test(keyHex)) throw new Problem("key-unusable", { reason: "malformed" });
  const number = BigInt(`0x${Buffer.from(keyHex, "hex").reverse().toString("hex")}`);
  const y = number & ((1n << 255n) - 1n);
  if (y >= P) throw new Problem("key-unusable", { reason: "non-canonical" });
  if (LOW_ORDER_Y.has(y)) throw new Problem("key-unusable", { reason: "low order" });
  if (!isOnCurve(y)) throw new Problem("key-unusable", { reason: "not on the curve" });
}

// x² = (y² - 1) / (d y² + 1) must be a square (Euler's criterion; the division keeps squareness as a product).
function isOnCurve(y: bigint): boolean {
  const square = (y * y) % P;
  const ratio = ((square - 1n + P) * (D * square + 1n)) % P;
  return power(ratio, (P - 1n) / 2n) === 1n;
}

function power(base: bigint, exponent: bigint): bigint {
  let [result, factor] = [1n, base % P];
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * factor) % P;
    factor = (factor * factor) % P;
  }
  return result;
}

const SPKI_PREFIX = "302a300506032b6570032100";
const PKCS8_PREFIX = "302e020100300506032b657004220420";

/** The key object of a raw public key. @throws {Problem} `key-unusable` */
export function publicKeyOf(keyHex: string): KeyObject {
  assertUsableKey(keyHex);
  return createPublicKey({ key: Buffer.from(SPKI_PREFIX + keyHex, "hex"), format: "der", type: "spki" });
}

/** The private key object of a 32-byte seed. @throws {Problem} `key-unusable` */
export function privateKeyOf(seed: Uint8Array): KeyObject {
  if (seed.byteLength !== 32) throw new Problem("key-unusable", { reason: "malformed" });
  const der = Buffer.concat([Buffer.from(PKCS8_PREFIX, "hex"), seed]);
  return createPrivateKey({ key: der, format: "der", type: "pkcs8" });
}

/** The raw public key that belongs to a private (or public) key object, in hex. */
export function rawKeyOf(key: KeyObject): string {
  const spki = (key.type === "private" ? createPublicKey(key) : key).export({ format: "der", type: "spki" });
  return spki.subarray(-32).toString("hex");
}

/** Fingerprint of a key: SHA-256 of its 32 raw bytes, in hex. The code that people read is made from it in domain. */
export function fingerprintOf(keyHex: string): string {
  return createHash("sha256").update(Buffer.from(keyHex, "hex")).digest("hex");
}
