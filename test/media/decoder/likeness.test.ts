// The decoder takes the likeness of a picture as it is seen: turned by its orientation, of any type, through the pipe.
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, expect, test } from "vitest";
import { copiesOf } from "../../../src-main/domain/likeness/copies.ts";
import { openGallery } from "../../../src-main/domain/likeness/gallery.ts";
import type { Likeness } from "../../../src-main/domain/likeness/likeness.ts";
import { photoOf } from "../../bench/likeness/photos.ts";
import { madeFolder } from "../made-files.ts";
import { openReader } from "../open-reader.ts";

const folder = madeFolder();
const reader = openReader();
afterAll(() => {
  reader.close();
  rmSync(folder, { recursive: true, force: true });
});

async function likenessOfBytes(bytes: Uint8Array, mime: string): Promise<Likeness | undefined> {
  const path = join(folder, "picture");
  writeFileSync(path, bytes);
  return reader.likeness(path, { mime });
}

test("a picture and its copy of another type, turned by its orientation, are known as one", async () => {
  const photo = await photoOf({ room: 5, minute: 0, hand: 5 }, 640);
  const original = await likenessOfBytes(photo, "image/jpeg");
  const turned = sharp(photo).rotate(90);
  const copy = await likenessOfBytes(await turned.withMetadata({ orientation: 8 }).webp().toBuffer(), "image/webp");
  const gallery = openGallery();
  if (original === undefined || copy === undefined) throw new Error("no likeness");
  gallery.add(original.spots);
  expect(copiesOf(copy, gallery, () => original.small)).toEqual([0]);
  expect([copy.small.width, copy.small.height]).toEqual([96, 72]);
});

test("a film has no likeness, and what is no picture is damaged", async () => {
  const clip = join(import.meta.dirname, "../../../resources/demo/clip.mp4");
  expect(await reader.likeness(clip, { mime: "video/mp4" })).toBeUndefined();
  await expect(likenessOfBytes(new Uint8Array(2000), "image/jpeg")).rejects.toMatchObject({ code: "media-damaged" });
});
