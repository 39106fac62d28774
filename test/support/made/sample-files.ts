// Small real files to attach: pictures that sharp encodes, the demo's own clip, and files that only say they are pictures.
import { copyFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import sharp from "sharp";

const CLIP = fileURLToPath(new URL("../../../resources/demo/clip.mp4", import.meta.url));

/** A picture of one colour; `shade` makes contents differ. */
export async function picture(folder: string, name: string, shade: number): Promise<string> {
  const path = join(folder, name);
  const image = sharp({ create: { width: 64, height: 48, channels: 3, background: { r: shade, g: 90, b: 160 } } });
  await image.toFile(path);
  return path;
}

/** JPEG, PNG, WebP and MP4 in a folder, named as cameras and messengers do: a plain bundle takes them along. */
export async function sampleFiles(folder: string): Promise<readonly string[]> {
  const names = ["IMG_0001.jpg", "微信图片_20210602.png", "mmexport1622600000000 (2).webp"];
  const pictures = await Promise.all(names.map((name, index) => picture(folder, name, index * 40)));
  const clip = join(folder, "VID_20210602_090000.mp4");
  copyFileSync(CLIP, clip);
  return [...pictures, clip];
}

/** A text that calls itself a photo. */
export function falsePhoto(folder: string): string {
  const path = join(folder, "照片.jpg");
  writeFileSync(path, "这不是照片，只是一段文字。\n");
  return path;
}
