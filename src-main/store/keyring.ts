// The device's secrets at rest: one slot per person, each wrapping the same secrets with a key from that person's PIN.
// Without a keychain the PIN alone protects them. The file lies beside the store and never travels.
import { createCipheriv, createDecipheriv, scryptSync } from "node:crypto";
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from "node:fs";
import { basename } from "node:path";
import { z } from "zod";
import { isStrongPin, MIN_PIN_LENGTH } from "../domain/pin.ts";
import { Problem } from "../domain/problem.ts";

/** What only this PC knows: the Ed25519 seed (32 bytes in hex) and the age identity of the device. */
export type Secrets = Readonly<{ seed: string; identity: string }>;

/** Cost of scrypt; the product uses {@link PRODUCT_COST}. @see RFC 7914 */
export type ScryptCost = Readonly<{ n: number; r: number; p: number }>;
export const PRODUCT_COST: ScryptCost = { n: 2 ** 18, r: 8, p: 1 };

const hex = z.string().regex(/^[0-9a-f]+$/);
const slotSchema = z.strictObject({
  person: z.string().max(64),
  n: z
    .int()
    .min(2)
    .max(2 ** 20),
  r: z.int().min(1).max(32),
  p: z.int().min(1).max(16),
  salt: hex,
  nonce: hex,
  sealed: hex,
});
const fileSchema = z.strictObject({ v: z.literal(1), key: hex, slots: z.array(slotSchema).min(1).max(64) });
const secretsSchema = z.strictObject({ seed: hex, identity: z.string() });
type Slot = z.infer<typeof slotSchema>;

/**
 * Writes a new key file with one slot.
 *
 * @throws {Problem} `pin-weak`
 */
export function createKeyring(
  path: string,
  key: string,
  person: string,
  pin: string,
  secrets: Secrets,
  cost: ScryptCost,
  randomHex: (bytes: number) => string,
): void {
  if (!isStrongPin(pin)) throw new Problem("pin-weak", { least: MIN_PIN_LENGTH });
  writeDurably(path, JSON.stringify({ v: 1, key, slots: [sealSlot(person, pin, secrets, cost, randomHex)] }));
}

/**
 * Opens the secrets with a person's PIN.
 *
 * @throws {Problem} `pin-wrong`, `key-file-damaged`
 */
export function unlockKeyring(path: string, pin: string): Readonly<{ secrets: Secrets; person: string }> {
  for (const slot of readSlots(path)) {
    const secrets = openSlot(slot, pin);
    if (secrets !== undefined) return { secrets, person: slot.person };
  }
  throw new Problem("pin-wrong", {});
}

function readSlots(path: string): readonly Slot[] {
  try {
    return fileSchema.parse(JSON.parse(readFileSync(path, "utf8"))).slots;
  } catch (cause) {
    throw new Problem("key-file-damaged", { path: basename(path) }, { cause });
  }
}

function sealSlot(person: string, pin: string, secrets: Secrets, cost: ScryptCost, randomHex: (bytes: number) => string): Slot {
  const [salt, nonce] = [randomHex(16), randomHex(12)];
  const cipher = createCipheriv("aes-256-gcm", wrappingKey(pin, salt, cost), Buffer.from(nonce, "hex"));
  const sealed = Buffer.concat([cipher.update(JSON.stringify(secrets), "utf8"), cipher.final(), cipher.getAuthTag()]).toString(
    "hex",
  );
  return { person, ...cost, salt, nonce, sealed };
}

function openSlot(slot: Slot, pin: string): Secrets | undefined {
  const sealed = Buffer.from(slot.sealed, "hex");
  const decipher = createDecipheriv("aes-256-gcm", wrappingKey(pin, slot.salt, slot), Buffer.from(slot.nonce, "hex"));
  decipher.setAuthTag(sealed.subarray(-16));
  try {
    const text = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]).toString("utf8");
    return secretsSchema.parse(JSON.parse(text));
  } catch {
    return undefined; // this slot is another person's, or the PIN is wrong: the caller tries the next one and then says so
  }
}

function wrappingKey(pin: string, saltHex: string, cost: ScryptCost): Buffer {
  const maxmem = 256 * cost.n * cost.r;
  return scryptSync(pin.normalize("NFC"), Buffer.from(saltHex, "hex"), 32, { N: cost.n, r: cost.r, p: cost.p, maxmem });
}

function writeDurably(path: string, text: string): void {
  const temporary = `${path}.new`;
  const file = openSync(temporary, "w", 0o600);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(temporary, path);
}
