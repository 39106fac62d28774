// Tells nearly the same picture again: sent through a chat program, made smaller, saved once more. Pure arithmetic on grey values.

/** Edge of the square grey picture that a fingerprint is made of, in pixels. */
export const LIKENESS_EDGE = 32;
/** Waves of the picture that are compared, across and down: what stays when it is saved anew. */
const WAVES = 8;

/**
 * The fingerprint of a picture of 32 × 32 grey values, row by row: which of its 64 slowest waves are stronger than the middle one,
 * as 16 hexadecimal digits. Fingerprints of one picture differ in few bits, of two pictures in about half.
 *
 * @see C. Zauner, "Implementation and Benchmarking of Perceptual Image Hash Functions", 2010 (DCT hash)
 */
export function pictureFingerprint(grey: Uint8Array): string {
  if (grey.length !== LIKENESS_EDGE ** 2) throw new RangeError("a fingerprint is made of 32 × 32 grey values");
  const rows = Array.from({ length: LIKENESS_EDGE }, (_, y) => slowWaves((x) => grey[y * LIKENESS_EDGE + x] ?? 0));
  const columns = Array.from({ length: WAVES }, (_, wave) => slowWaves((y) => rows[y]?.[wave] ?? 0));
  const strengths = columns.flat();
  const middle = strengths.toSorted((a, b) => a - b)[strengths.length / 2] ?? 0;
  const bits = strengths.reduce((all, strength) => (all << 1n) | (strength > middle ? 1n : 0n), 0n);
  return bits.toString(16).padStart(16, "0");
}

// The discrete cosine transform without its lowest wave, which is only how bright the picture is.
function slowWaves(valueAt: (at: number) => number): readonly number[] {
  return Array.from({ length: WAVES }, (_, wave) => {
    let sum = 0;
    for (let at = 0; at < LIKENESS_EDGE; at += 1)
      sum += valueAt(at) * Math.cos((Math.PI * (wave + 1) * (at + 0.5)) / LIKENESS_EDGE);
    return sum;
  });
}

/** Pictures whose fingerprints differ in at most so many bits are one picture saved again; tried on the demo's scenes at all qualities. */
export const NEARLY_SAME_BITS = 5;

/** In how many of 64 bits two fingerprints differ. */
export function fingerprintDistance(a: string, b: string): number {
  let different = BigInt(`0x${a}`) ^ BigInt(`0x${b}`);
  let count = 0;
  for (; different > 0n; different &= different - 1n) count += 1;
  return count;
}
