// What people do to a photo before it turns up again: one class of the labelled set each. Sizes and places follow from a seed.
import sharp, { type Sharp } from "sharp";
import { chanceOf, type Chance } from "../../../src-main/demo/pictures/demo-chance.ts";

/** A class of copies by its name; makes the copy's bytes out of the original's. */
export type Edit = Readonly<{ name: string; make(original: Buffer, chance: Chance): Promise<Buffer> }>;

type Size = Readonly<{ width: number; height: number }>;

async function sizeOf(bytes: Buffer): Promise<Size> {
  const { width, height } = await sharp(bytes).metadata();
  return { width, height };
}

const jpeg = (picture: Sharp, quality = 75): Promise<Buffer> => picture.jpeg({ quality }).toBuffer();

async function crop(original: Buffer, chance: Chance): Promise<Buffer> {
  const { width, height } = await sizeOf(original);
  const [wide, high] = [Math.round(width * chance.between(0.75, 0.95)), Math.round(height * chance.between(0.75, 0.95))];
  const left = Math.floor(chance.between(0, width - wide));
  return jpeg(sharp(original).extract({ left, top: Math.floor(chance.between(0, height - high)), width: wide, height: high }));
}

async function watermark(original: Buffer, chance: Chance): Promise<Buffer> {
  const { width, height } = await sizeOf(original);
  const ratio = chance.between(1.5, 8);
  const high = Math.min(Math.sqrt((0.1 * width * height) / ratio), height);
  const wide = Math.min(width, high * ratio);
  const [left, top] = [chance.between(0, width - wide), chance.between(0, height - high)];
  const lines = Array.from(
    { length: 24 },
    () =>
      `<rect x="${left + chance.between(0.03, 0.85) * wide}" y="${top + chance.between(0.05, 0.9) * high}" width="${wide * 0.1}" height="${high * 0.08}" fill="#fff"/>`,
  );
  const ground = `<rect x="${left}" y="${top}" width="${wide}" height="${high}" fill="#112" opacity="${chance.between(0.5, 1)}"/>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${ground}${lines.join("")}</svg>`;
  return jpeg(sharp(original).composite([{ input: Buffer.from(svg) }]));
}

/** A telephone's screen, upright or lying, with the photo in the middle, a line of signs above and buttons below. */
async function screenshot(original: Buffer, chance: Chance): Promise<Buffer> {
  const upright = chance.between(0, 1) < 0.6;
  const [wide, high] = upright ? [1080, 2340] : [2340, 1080];
  const picture = await sharp(original)
    .resize({ width: wide, height: high, fit: "inside" })
    .toBuffer({ resolveWithObject: true });
  const ground = chance.pick(["#000", "#fff", "#ededed"]);
  const ink = ground === "#000" ? "#ddd" : "#333";
  const sign = (x: number, y: number, size: number) =>
    `<rect x="${x}" y="${y}" width="${size}" height="${size * 0.6}" fill="${ink}"/>`;
  const signs = [0.04, 0.1, 0.8, 0.86, 0.92].map((x) => sign(x * wide, 30, 40)).join("");
  const buttons = [0.2, 0.5, 0.8].map((x) => sign(x * wide, high - 110, 70)).join("");
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${wide}" height="${high}">${signs}${upright ? buttons : ""}</svg>`;
  const screen = sharp({ create: { width: wide, height: high, channels: 3, background: ground } });
  const shown = [
    { input: Buffer.from(svg), left: 0, top: 0 },
    { input: picture.data, left: Math.floor((wide - picture.info.width) / 2), top: Math.floor((high - picture.info.height) / 2) },
  ];
  return jpeg(screen.composite(upright ? shown : shown.toReversed()), 80);
}

const scaled =
  (share: number): Edit["make"] =>
  async (original) =>
    jpeg(sharp(original).resize(Math.round((await sizeOf(original)).width * share)));

/** The classes of which at least 95 of 100 have to be found. */
export const EDITS: readonly Edit[] = [
  { name: "JPEG 30", make: (original) => jpeg(sharp(original), 30) },
  { name: "scale 25 %", make: scaled(0.25) },
  { name: "crop ≤ 25 %", make: crop },
  { name: "turn 90°", make: (original) => jpeg(sharp(original).rotate(90)) },
  { name: "turn 180°", make: (original) => jpeg(sharp(original).rotate(180)) },
  { name: "turn 270°", make: (original) => jpeg(sharp(original).rotate(270)) },
  { name: "mirrored", make: (original) => jpeg(sharp(original).flop()) },
  { name: "watermark ≤ 10 %", make: watermark },
  { name: "screenshot", make: screenshot },
  {
    name: "crop, scale 50 %, JPEG 30",
    make: async (original, chance) => {
      const part = await crop(original, chance);
      return jpeg(sharp(part).resize(Math.round((await sizeOf(part)).width / 2)), 30);
    },
  },
];

/** The chance of one copy: the same class of the same original comes out the same. */
export function chanceOfCopy(original: number, edit: number): Chance {
  return chanceOf(original * 1009 + edit * 37 + 5);
}
