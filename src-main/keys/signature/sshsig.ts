// SSH signatures as `ssh-keygen -Y sign` makes them: Ed25519 only, SHA-512, one namespace per purpose, one spelling.
// A signature is accepted only if writing it again gives the same bytes.
import { createHash, sign, verify, type KeyObject } from "node:crypto";
import { Problem } from "../../domain/problem.ts";
import { publicKeyOf, rawKeyOf } from "./ed25519-key.ts";

/** What a signature is for; one made for another purpose is never accepted. */
export type SshNamespace = "anbao-bundle@v1" | "anbao-feed@v1" | "anbao-update@v1";

const MAGIC = Buffer.from("SSHSIG");
const KEY_TYPE = "ssh-ed25519";
const DIGEST = "sha512";
const BEGIN = "-----BEGIN SSH SIGNATURE-----";
const END = "-----END SSH SIGNATURE-----";
const LINE = 70;
/** Longest armored signature that is looked at, in characters. */
export const MAX_SIGNATURE_CHARS = 1024;

/**
 * Signs bytes for one purpose.
 *
 * @returns the armored signature, ending in a newline.
 * @see PROTOCOL.sshsig of OpenSSH
 */
export function signSshsig(privateKey: KeyObject, namespace: SshNamespace, bytes: Uint8Array): string {
  const signature = sign(null, signedData(namespace, bytes), privateKey);
  return armor(encodeSignature(rawKeyOf(privateKey), namespace, signature));
}

/**
 * Verifies an armored signature over bytes for one purpose.
 *
 * @returns the raw public key (hex) that made it; whether that key is trusted is decided elsewhere.
 * @throws {Problem} `signature-invalid`, `key-unusable`
 */
export function verifySshsig(armored: string, namespace: SshNamespace, bytes: Uint8Array): { readonly key: string } {
  const { key, signature } = parseSignature(armored, namespace);
  if (!verify(null, signedData(namespace, bytes), publicKeyOf(key), signature)) throw refused("value");
  return { key };
}

/** The public key in a signature's or key file's wire form, Base64: the middle part of a line of `id_ed25519.pub`. */
export function opensshPublicKey(keyHex: string): string {
  return `${KEY_TYPE} ${publicKeyBlob(keyHex).toString("base64")}`;
}

function parseSignature(armored: string, namespace: SshNamespace): { key: string; signature: Buffer } {
  const blob = dearmor(armored);
  const read = wireReader(blob, MAGIC.byteLength + 4);
  const readKey = wireReader(read(), 0);
  readKey();
  const key = readKey().toString("hex");
  const found = read().toString("latin1");
  read();
  read();
  const readSignature = wireReader(read(), 0);
  readSignature();
  const signature = readSignature();
  if (found !== namespace) throw refused("namespace");
  // One comparison stands for every field: magic, version, key type, digest, lengths, nothing left over, Base64 and line breaks.
  if (signature.byteLength !== 64 || armor(encodeSignature(key, namespace, signature)) !== armored) throw refused("spelling");
  return { key, signature };
}

function encodeSignature(keyHex: string, namespace: SshNamespace, signature: Uint8Array): Buffer {
  const inner = Buffer.concat([wire(KEY_TYPE), wire(signature)]);
  return Buffer.concat([MAGIC, uint32(1), wire(publicKeyBlob(keyHex)), wire(namespace), wire(""), wire(DIGEST), wire(inner)]);
}

function signedData(namespace: SshNamespace, bytes: Uint8Array): Buffer {
  const digest = createHash(DIGEST).update(bytes).digest();
  return Buffer.concat([MAGIC, wire(namespace), wire(""), wire(DIGEST), wire(digest)]);
}

function publicKeyBlob(keyHex: string): Buffer {
  return Buffer.concat([wire(KEY_TYPE), wire(Buffer.from(keyHex, "hex"))]);
}

function armor(blob: Buffer): string {
  const lines = blob.toString("base64").match(new RegExp(`.{1,${LINE}}`, "g")) ?? [];
  return `${[BEGIN, ...lines, END].join("\n")}\n`;
}

function dearmor(armored: string): Buffer {
  if (armored.length > MAX_SIGNATURE_CHARS || !armored.startsWith(BEGIN)) throw refused("armor");
  return Buffer.from(armored.slice(BEGIN.length, armored.lastIndexOf(END)), "base64");
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

function wire(value: string | Uint8Array): Buffer {
  const bytes = Buffer.from(value as Uint8Array);
  return Buffer.concat([uint32(bytes.byteLength), bytes]);
}

/** Reads length-prefixed strings one after the other. */
function wireReader(bytes: Buffer, start: number): () => Buffer {
  let at = start;
  return () => {
    if (at + 4 > bytes.byteLength) throw refused("structure");
    const end = at + 4 + bytes.readUInt32BE(at);
    if (end > bytes.byteLength) throw refused("structure");
    const value = bytes.subarray(at + 4, end);
    at = end;
    return value;
  };
}

function refused(reason: string): Problem<"signature-invalid"> {
  return new Problem("signature-invalid", { reason });
}
