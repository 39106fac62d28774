// The device's secrets at rest: one slot per person, each wrapping the same secrets with a key from that person's PIN.
// Without a keychain the PIN alone protects them. The file lies beside the store and never travels.
import { LIMITS } from "../../domain/limits.ts";
import { createCipheriv, createDecipheriv, scryptSync } from "node:crypto";
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { z } from "zod";
import { isStrongPin, MIN_PIN_LENGTH } from "../../domain/trust/pin.ts";
import { Problem } from "../../domain/problem.ts";
import { writeDurably } from "../../disk/small-file.ts";

/** What only this PC knows: the Ed25519 seed (32 bytes in hex) and the age identity of the device. */
export type Secrets = Readonly<{ seed: string; identity: string }>;

/** Cost of scrypt; the product uses {@link PRODUCT_COST}. @see RFC 7914 */
export type ScryptCost = Readonly<{ n: number; r: number; p: number }>;
export const PRODUCT_COST: ScryptCost = { n: 2 ** 18, r: 8, p: 1 };

/** People of one PC at most: each wrong PIN costs a moment per slot. */
const MOST_SLOTS = 16;

const hex = z.string().regex(/^[0-9a-f]+$/);
const slotSchema = z
  .strictObject({
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
  })
  .refine(({ n, r, p }) => 128 * n * r <= LIMITS.keyMemoryBytes && 128 * n * r * p <= 4 * LIMITS.keyMemoryBytes);
const fileSchema = z.strictObject({ v: z.literal(1), key: hex, slots: z.array(slotSchema).min(1).max(MOST_SLOTS) });
const secretsSchema = z.strictObject({ seed: hex, identity: z.string() });
type Slot = z.infer<typeof slotSchema>;
type KeyFile = z.infer<typeof fileSchema>;

/** Makes slots: what a PIN costs to try, and where salts come from. */
export type Sealing = Readonly<{ cost: ScryptCost; randomHex: (bytes: number) => string }>;

/**
 * Writes a new key file with one slot.
 *
 * @param key the public key (hex), so that the file says whose it is without a PIN.
 * @throws {Problem} `pin-weak`
 */
export function createKeyring(path: string, key: string, person: string, pin: string, secrets: Secrets, sealing: Sealing): void {
  assertStrong(pin);
  writeFile(path, { v: 1, key, slots: [sealSlot(person, pin, secrets, sealing)] });
}

/** What a key file says without a PIN: its public key, and the person records with a slot. @throws {Problem} `key-file-damaged` */
export function readKeyHolders(path: string): Readonly<{ key: string; people: readonly string[] }> {
  const { key, slots } = readFile(path);
  return { key, people: slots.map((slot) => slot.person) };
}

/**
 * Opens the secrets with a PIN.
 *
 * @param person whose PIN it is; absent: every slot is tried.
 * @throws {Problem} `pin-wrong`, `key-file-damaged`
 */
export function unlockKeyring(path: string, pin: string, person?: string): Readonly<{ secrets: Secrets; person: string }> {
  for (const slot of readFile(path).slots) {
    if (person !== undefined && slot.person !== person) continue;
    const secrets = openSlot(slot, pin);
    if (secrets !== undefined) return { secrets, person: slot.person };
  }
  throw new Problem("pin-wrong", {});
}

/**
 * Gives a person a slot, in place of the one before. The file is replaced whole.
 *
 * @throws {Problem} `pin-weak`, `person-many`, `key-file-damaged`
 */
export function putSlot(path: string, person: string, pin: string, secrets: Secrets, sealing: Sealing): void {
  assertStrong(pin);
  const file = readFile(path);
  const others = file.slots.filter((slot) => slot.person !== person);
  if (others.length >= MOST_SLOTS) throw new Problem("person-many", { most: MOST_SLOTS });
  writeFile(path, { ...file, slots: [...others, sealSlot(person, pin, secrets, sealing)] });
}

/** Takes a person's slot away. @throws {Problem} `person-last`, `key-file-damaged` */
export function dropSlot(path: string, person: string): void {
  const file = readFile(path);
  const others = file.slots.filter((slot) => slot.person !== person);
  if (others.length === 0) throw new Problem("person-last", {});
  writeFile(path, { ...file, slots: others });
}

function assertStrong(pin: string): void {
  if (!isStrongPin(pin)) throw new Problem("pin-weak", { least: MIN_PIN_LENGTH });
}

function readFile(path: string): KeyFile {
  try {
    return fileSchema.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch (cause) {
    throw new Problem("key-file-damaged", { path: basename(path) }, { cause });
  }
}

function writeFile(path: string, file: KeyFile): void {
  writeDurably(path, JSON.stringify(file));
}

function sealSlot(person: string, pin: string, secrets: Secrets, { cost, randomHex }: Sealing): Slot {
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
    return undefined; // the PIN is wrong, or another person's: the caller tries the next slot and then says so
  }
}

function wrappingKey(pin: string, saltHex: string, cost: ScryptCost): Buffer {
  const maxmem = 256 * cost.n * cost.r;
  return scryptSync(pin.normalize("NFC"), Buffer.from(saltHex, "hex"), 32, { N: cost.n, r: cost.r, p: cost.p, maxmem });
}
