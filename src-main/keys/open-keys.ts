// The secrets of an open workspace: opened by a PIN, held in memory until it is locked, renewed when the PIN is forgotten.
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { privateKeyOf, rawKeyOf } from "./signature/ed25519-key.ts";
import { signSshsig } from "./signature/sshsig.ts";
import { placeBlocking } from "../disk/small-file.ts";
import { Problem } from "../domain/problem.ts";
import { createKeyring, dropSlot, putSlot, readKeyHolders, unlockKeyring, type Sealing, type Secrets } from "./pc/keyring.ts";
import { guardTry, pinTryWaitMs } from "./pc/pin-tries.ts";
import type { Bundles } from "../usecases/ports/bundles.ts";
import type { Keys, Signer } from "../usecases/ports/keys.ts";

export const KEY_FILE = "keys.json";
const NEW_KEY_FILE = "keys-new.json";
const TRIES_FILE = "pin-tries.json";

/** The keys of a workspace, and its secrets once they are needed. */
export type OpenedKeys = Keys & Readonly<{ signer(): Signer; identities(): readonly string[] }>;

/** `uptimeMs`: how long this PC has been on; `opened` hears whose PIN it was. */
export type KeyPlace = Readonly<{
  folder: string;
  sealing: Sealing;
  uptimeMs: () => number;
  newIdentity: Bundles["newIdentity"];
  opened(person: string): void;
}>;

type Opened = Readonly<{ secrets: Secrets; signer: Signer }>;

/**
 * @param pin opens the secrets when they are first needed: scrypt takes a moment on purpose.
 * @param selfKey the key that the store knows as its own; a renewal that was cut off is finished or undone by it.
 */
export function openKeys(place: KeyPlace, pin: string | undefined, selfKey: string): OpenedKeys {
  const { folder, sealing, uptimeMs } = place;
  const [path, tries] = [join(folder, KEY_FILE), join(folder, TRIES_FILE)];
  settleRenewal(folder, selfKey);
  const held: { opened: Opened | undefined; pin: string | undefined } = { opened: undefined, pin };
  const attempt = (typed: string, person?: string) => guardTry(tries, uptimeMs, () => unlockKeyring(path, typed, person));
  const unlock = (typed: string, person?: string): Opened => {
    const holder = attempt(typed, person);
    held.opened = { secrets: holder.secrets, signer: signerOf(holder.secrets.seed) };
    place.opened(holder.person);
    return held.opened;
  };
  const need = (): Opened => {
    if (held.opened !== undefined) return held.opened;
    if (held.pin === undefined) throw new Problem("pin-missing", {});
    return unlock(held.pin);
  };
  return {
    isOpen: () => held.opened !== undefined,
    people: () => readKeyHolders(path).people,
    waitMs: () => pinTryWaitMs(tries, uptimeMs()),
    unlock: (typed, person) => void unlock(typed, person),
    lock: () => void Object.assign(held, { opened: undefined, pin: undefined }),
    holderOf: (typed, person) => attempt(typed, person).person,
    setPin: (person, typed) => putSlot(path, person, typed, need().secrets, sealing),
    dropPin: (person) => dropSlot(path, person),
    renew: async (person, typed, adopt) => {
      const { identity, recipient } = await place.newIdentity();
      const secrets = { seed: sealing.randomHex(32), identity };
      const key = keyOf(secrets.seed);
      createKeyring(join(folder, NEW_KEY_FILE), key, person, typed, secrets, sealing);
      adopt({ key, recipient });
      settleRenewal(folder, key);
      rmSync(tries, { force: true });
      unlock(typed, person);
    },
    signer: () => need().signer,
    identities: () => (held.opened === undefined && held.pin === undefined ? [] : [need().secrets.identity]),
  };
}

/** Raw public key (hex) of a seed (hex). */
export function keyOf(seedHex: string): string {
  return rawKeyOf(privateKeyOf(Buffer.from(seedHex, "hex")));
}

/**
 * Puts a new key file in place once the store has taken its key for its own; before that it is as if it never was. The old one
 * stays beside it, named by the start of the key that took its place.
 */
function settleRenewal(folder: string, selfKey: string): void {
  const [path, renewed] = [join(folder, KEY_FILE), join(folder, NEW_KEY_FILE)];
  if (!existsSync(renewed)) return;
  if (readKeyHolders(renewed).key !== selfKey) return rmSync(renewed);
  if (existsSync(path)) placeBlocking(path, join(folder, `keys-before-${selfKey.slice(0, 12)}.old.json`));
  placeBlocking(renewed, path);
}

function signerOf(seedHex: string): Signer {
  const privateKey = privateKeyOf(Buffer.from(seedHex, "hex"));
  return { key: rawKeyOf(privateKey), sign: (namespace, bytes) => signSshsig(privateKey, namespace, bytes) };
}
