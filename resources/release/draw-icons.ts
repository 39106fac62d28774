// `npm run draw:icons`: draws resources/icons from its SVGs: PNGs for Linux, .ico for Windows, .icns for macOS. Small sizes have a drawing of
// their own on whole pixels.
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import sharp from "sharp";
import { icnsFile, icoFile, type DrawnIcon } from "./icon-files.ts";

const FOLDER = resolve(import.meta.dirname, "../icons");
const SMALL_PIXELS = 32;
const LINUX = [16, 24, 32, 48, 64, 128, 256, 512] as const;
const WINDOWS = [16, 20, 24, 32, 40, 48, 64, 128, 256] as const;
const MACOS = [16, 32, 64, 128, 256, 512, 1024] as const;

async function draw(name: string, pixels: number): Promise<DrawnIcon> {
  const svg = readFileSync(join(FOLDER, `${name}.svg`));
  const side = Number(/viewBox="0 0 (\d+)/.exec(svg.toString("utf8"))?.[1]);
  const png = await sharp(svg, { density: (72 * pixels) / side }).resize(pixels, pixels).png({ compressionLevel: 9 }).toBuffer();
  return { pixels, png };
}

const drawApp = (pixels: number): Promise<DrawnIcon> => draw(pixels <= SMALL_PIXELS ? "icon-small" : "icon", pixels);
const drawDocument = (pixels: number): Promise<DrawnIcon> => draw("document", pixels);

async function drawAll(): Promise<void> {
  for (const pixels of LINUX) writeFileSync(join(FOLDER, "png", `${pixels}x${pixels}.png`), (await drawApp(pixels)).png);
  writeFileSync(join(FOLDER, "icon.ico"), icoFile(await Promise.all(WINDOWS.map(drawApp))));
  writeFileSync(join(FOLDER, "icon.icns"), icnsFile(await Promise.all(MACOS.map(drawApp))));
  writeFileSync(join(FOLDER, "document.ico"), icoFile(await Promise.all(WINDOWS.map(drawDocument))));
  writeFileSync(join(FOLDER, "document.icns"), icnsFile(await Promise.all(MACOS.map(drawDocument))));
}

await drawAll();
