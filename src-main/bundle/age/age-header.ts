// The header of an age file: made and opened by the age library; what it hides is the key of the payload.
import { randomBytes } from "node:crypto";
import { Decrypter, Encrypter, type Stanza } from "age-encryption";
import { NONCE_BYTES, streamKey } from "./age-stream.ts";

/** First bytes of every age file. */
export const AGE_MAGIC = "age-encryption.org/v1\n";

/** Longest header that is looked at, in bytes: more than a thousand recipients. */
export const MOST_HEADER_BYTES = 256 * 1024;

/** Everything before the payload, and the payload's key. */
export type AgeOpening = Readonly<{ prefix: Uint8Array; key: Uint8Array }>;

/** Makes a fresh header for recipients (`age1…`), or says that one of them is none. */
export async function sealHeader(recipients: readonly string[]): Promise<AgeOpening | "wrong-key"> {
  const age = new Encrypter();
  try {
    for (const recipient of recipients) age.addRecipient(recipient);
  } catch {
    return "wrong-key";
  }
  // A recipient of our own hears the file key and adds nothing to the header.
  const heard: Uint8Array[] = [];
  age.addRecipient({ wrapFileKey: (fileKey): Stanza[] => (heard.push(Uint8Array.from(fileKey)), []) });
  const empty = Buffer.from(await age.encrypt(new Uint8Array(0)));
  const header = empty.subarray(0, headerBytes(empty));
  const nonce = randomBytes(NONCE_BYTES);
  return { prefix: Buffer.concat([header, nonce]), key: streamKey(heard[0] ?? new Uint8Array(0), nonce) };
}

/**
 * Opens a header with whichever identity fits.
 *
 * @param head the first {@link MOST_HEADER_BYTES} of the file, or all of it.
 */
export async function openHeader(head: Buffer, identities: readonly string[]): Promise<AgeOpening | "wrong-key" | "changed"> {
  const end = headerBytes(head);
  const prefix = head.subarray(0, end + NONCE_BYTES);
  if (end === 0 || prefix.byteLength < end + NONCE_BYTES) return "changed";
  const age = new Decrypter();
  try {
    for (const identity of identities) age.addIdentity(identity.trim());
  } catch {
    return "wrong-key";
  }
  try {
    const fileKey = await age.decryptHeader(Uint8Array.from(head.subarray(0, end)));
    return { prefix, key: streamKey(fileKey, prefix.subarray(end)) };
  } catch (cause) {
    return cause instanceof Error && cause.message.includes("no identity matched") ? "wrong-key" : "changed";
  }
}

// The header ends with the line that starts with "---"; 0 if it does not end.
function headerBytes(head: Buffer): number {
  const last = head.indexOf("\n--- ");
  return last < 0 ? 0 : head.indexOf("\n", last + 1) + 1;
}
