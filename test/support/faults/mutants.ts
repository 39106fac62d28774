// Mutants of good files, the same for the same seed: flipped bits, cut and moved pieces, pieces of another good file.

/** Numbers in [0, 1), the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

type Mutation = (bytes: Buffer, other: Buffer, random: () => number) => Buffer;
const upTo = (random: () => number, limit: number): number => Math.floor(random() * limit);

function pieceOf(bytes: Buffer, random: () => number, most = 4096): Readonly<{ from: number; to: number }> {
  const from = upTo(random, bytes.length);
  return { from, to: Math.min(bytes.length, from + 1 + upTo(random, most)) };
}

const MUTATIONS: Readonly<Record<string, Mutation>> = {
  "bits flipped": (bytes, _, random) => {
    const copy = Buffer.from(bytes);
    for (let left = 1 + upTo(random, 8); left > 0; left -= 1) {
      const at = upTo(random, copy.length);
      copy[at] = (copy[at] ?? 0) ^ (1 << upTo(random, 8));
    }
    return copy;
  },
  "cut short": (bytes, _, random) => bytes.subarray(0, upTo(random, bytes.length)),
  "bytes put in": (bytes, _, random) => {
    const at = upTo(random, bytes.length);
    const more = Buffer.from(Array.from({ length: 1 + upTo(random, 64) }, () => upTo(random, 256)));
    return Buffer.concat([bytes.subarray(0, at), more, bytes.subarray(at)]);
  },
  "bytes taken out": (bytes, _, random) => {
    const { from, to } = pieceOf(bytes, random);
    return Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]);
  },
  "a piece repeated": (bytes, _, random) => {
    const { from, to } = pieceOf(bytes, random);
    return Buffer.concat([bytes.subarray(0, to), bytes.subarray(from)]);
  },
  "pieces exchanged": (bytes, _, random) => {
    const copy = Buffer.from(bytes);
    const length = 1 + upTo(random, 512);
    const [a, b] = [upTo(random, Math.max(1, copy.length - length)), upTo(random, Math.max(1, copy.length - length))];
    bytes.copy(copy, a, b, b + length);
    bytes.copy(copy, b, a, a + length);
    return copy;
  },
  "a piece of zeros": (bytes, _, random) => {
    const { from, to } = pieceOf(bytes, random);
    return Buffer.from(bytes).fill(0, from, to);
  },
  "a piece of another": (bytes, other, random) => {
    const { from, to } = pieceOf(other, random);
    const copy = Buffer.from(bytes);
    other.copy(copy, Math.min(from, copy.length), from, to);
    return copy;
  },
  "the end of another": (bytes, other, random) => {
    const at = upTo(random, Math.min(bytes.length, other.length));
    return Buffer.concat([bytes.subarray(0, at), other.subarray(at)]);
  },
};

/** One mutant of `bytes`, with what was done to it. */
export function mutantOf(bytes: Buffer, other: Buffer, random: () => number): Readonly<{ how: string; bytes: Buffer }> {
  const names = Object.keys(MUTATIONS);
  const how = names[upTo(random, names.length)] ?? "";
  return { how, bytes: MUTATIONS[how]?.(bytes, other, random) ?? bytes };
}
