// The same picture sent through a chat program is known again; another picture is not taken for it.
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import sharp from "sharp";
import { afterAll, expect, test } from "vitest";
import { drawDemoPhoto } from "../support/made/demo-photo.ts";
import { openReader } from "./open-reader.ts";
import { fingerprintDistance, LIKENESS_EDGE, NEARLY_SAME_BITS, pictureFingerprint } from "../../src-main/media/near-duplicate.ts";
import { madeFolder } from "./made-files.ts";

const folder = madeFolder();
const reader = openReader();
afterAll(() => {
  reader.close();
  rmSync(folder, { recursive: true, force: true });
});

async function fingerprintOf(bytes: Uint8Array): Promise<string> {
  const path = join(folder, "picture");
  writeFileSync(path, bytes);
  return (await reader.fingerprint(path, { mime: "image/jpeg" })) ?? "";
}

test("made smaller, saved at any quality, or turned by its orientation: the same picture", async () => {
  const pictures = await Promise.all(
    [0, 1, 2, 3, 4, 5].map((seed) => drawDemoPhoto({ seed, takenAt: "2021-06-16T09:30:00", lat: 39, lon: 99, widthPx: 640 })),
  );
  const originals: string[] = [];
  for (const picture of pictures) {
    const original = await fingerprintOf(picture);
    originals.push(original);
    for (const again of [
      await sharp(picture).resize(150).jpeg({ quality: 40 }).toBuffer(),
      await sharp(picture).jpeg({ quality: 25 }).toBuffer(),
      await sharp(picture).rotate(90).withMetadata({ orientation: 8 }).jpeg().toBuffer(),
    ]) {
      expect(fingerprintDistance(original, await fingerprintOf(again))).toBeLessThanOrEqual(NEARLY_SAME_BITS);
    }
  }
  const others = originals.flatMap((a, at) => originals.slice(at + 1).map((b) => fingerprintDistance(a, b)));
  expect(Math.min(...others)).toBeGreaterThan(NEARLY_SAME_BITS);
});

test("a film has no fingerprint", async () => {
  const path = join(import.meta.dirname, "../../resources/demo/clip.mp4");
  expect(await reader.fingerprint(path, { mime: "video/mp4" })).toBeUndefined();
});

const picture = fc.uint8Array({ minLength: LIKENESS_EDGE ** 2, maxLength: LIKENESS_EDGE ** 2 });
const fingerprint = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map((bits) => bits.toString(16).padStart(16, "0"));

test("brighter by as much everywhere is the same picture; every fingerprint has 16 digits", () => {
  fc.assert(
    fc.property(picture, (grey) => {
      const dim = grey.map((value) => value >> 1);
      expect(pictureFingerprint(dim)).toMatch(/^[0-9a-f]{16}$/);
      const bright = dim.map((value) => value + 100);
      expect(fingerprintDistance(pictureFingerprint(dim), pictureFingerprint(bright))).toBeLessThanOrEqual(1);
    }),
  );
});

test("the distance is a metric of 0 to 64", () => {
  fc.assert(
    fc.property(fingerprint, fingerprint, fingerprint, (a, b, c) => {
      expect(fingerprintDistance(a, a)).toBe(0);
      expect(fingerprintDistance(a, b)).toBe(fingerprintDistance(b, a));
      expect(fingerprintDistance(a, c)).toBeLessThanOrEqual(fingerprintDistance(a, b) + fingerprintDistance(b, c));
    }),
  );
  expect(fingerprintDistance("0".repeat(16), "f".repeat(16))).toBe(64);
});
