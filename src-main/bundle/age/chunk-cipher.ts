// ChaCha20-Poly1305 for one chunk: the system's where Node brings it, libsodium's WebAssembly where it does not (Electron).
import { createCipheriv, createDecipheriv } from "node:crypto";

/** Seals and opens chunks under one key; `open` answers undefined for a chunk that was changed. */
export type ChunkCipher = Readonly<{
  seal(chunk: Uint8Array, nonce: Uint8Array): Uint8Array;
  open(sealed: Uint8Array, nonce: Uint8Array): Uint8Array | undefined;
}>;

const NAME = "chacha20-poly1305";
const TAG_BYTES = 16;
const NONCE_BYTES = 12;

/** The quickest that this runtime has. @param key 32 bytes. */
export async function chunkCipher(key: Uint8Array): Promise<ChunkCipher> {
  return hasNative(key) ? nativeCipher(key) : sodiumCipher(key);
}

/** By making one: a list of names may tell more than the runtime can do. */
function hasNative(key: Uint8Array): boolean {
  try {
    createCipheriv(NAME, key, new Uint8Array(NONCE_BYTES), { authTagLength: TAG_BYTES });
    return true;
  } catch {
    return false;
  }
}

/** The runtime's own; absent where Node is built with BoringSSL. */
export function nativeCipher(key: Uint8Array): ChunkCipher {
  return {
    seal: (chunk, nonce) => {
      const cipher = createCipheriv(NAME, key, nonce, { authTagLength: TAG_BYTES });
      return Buffer.concat([cipher.update(chunk), cipher.final(), cipher.getAuthTag()]);
    },
    open: (sealed, nonce) => {
      if (sealed.byteLength < TAG_BYTES) return undefined;
      const cipher = createDecipheriv(NAME, key, nonce, { authTagLength: TAG_BYTES });
      cipher.setAuthTag(sealed.subarray(-TAG_BYTES));
      const plain = cipher.update(sealed.subarray(0, -TAG_BYTES));
      return unlessRefused(() => (cipher.final(), plain));
    },
  };
}

/** libsodium in WebAssembly: the same everywhere. */
export async function sodiumCipher(key: Uint8Array): Promise<ChunkCipher> {
  // Loaded only where it is needed: each worker would pay a tenth of a second for it.
  const { default: sodium } = await import("libsodium-wrappers");
  await sodium.ready;
  return {
    seal: (chunk, nonce) => sodium.crypto_aead_chacha20poly1305_ietf_encrypt(chunk, null, null, nonce, key),
    open: (sealed, nonce) => {
      if (sealed.byteLength < TAG_BYTES) return undefined;
      return unlessRefused(() => sodium.crypto_aead_chacha20poly1305_ietf_decrypt(null, sealed, null, nonce, key));
    },
  };
}

// Both say that a tag is wrong by throwing, and nothing else can go wrong with a key and a nonce of the right size.
function unlessRefused(step: () => Uint8Array): Uint8Array | undefined {
  try {
    return step();
  } catch {
    return undefined;
  }
}
