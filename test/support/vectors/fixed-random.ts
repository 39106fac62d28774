// Bytes that follow from names, and randomness that is none: whoever makes vectors twice makes the same bytes.
import crypto, { createHash } from "node:crypto";
import { syncBuiltinESMExports } from "node:module";

/** Bytes that follow from a name: the same ones in every run. */
export function bytesFrom(name: string): (count: number) => Buffer {
  let drawn = 0;
  return (count) => {
    const blocks: Buffer[] = [];
    for (let have = 0; have < count; have += 32)
      blocks.push(
        createHash("sha256")
          .update(`anbao vector ${name} ${(drawn += 1)}`)
          .digest(),
      );
    return Buffer.concat(blocks).subarray(0, count);
  };
}

/** From here on this process draws its random bytes (Node's and the browser's kind) from a name. */
export function fixRandomness(name: string): void {
  const next = bytesFrom(name);
  Object.assign(crypto, { randomBytes: (count: number) => next(count) });
  syncBuiltinESMExports();
  Object.defineProperty(globalThis.crypto, "getRandomValues", {
    configurable: true,
    value: <T extends Uint8Array>(into: T): T => {
      into.set(next(into.byteLength));
      return into;
    },
  });
}
