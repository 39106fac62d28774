// What third-party programs see in a PDF: poppler for text, fonts, sizes and pictures; jsQR for codes.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import jsQR from "jsqr";
import sharp from "sharp";

/** Runs `use` with the PDF as a file in a folder of its own. */
function withFile<Result>(pdf: Uint8Array, use: (path: string, dir: string) => Result): Result {
  const dir = mkdtempSync(join(tmpdir(), "anbao-paper-"));
  try {
    const path = join(dir, "form.pdf");
    writeFileSync(path, pdf);
    return use(path, dir);
  } finally {
    rmSync(dir, { recursive: true });
  }
}

/** Runs a program of poppler-utils; what it says about the file's structure goes nowhere. */
function poppler(program: string, ...args: readonly string[]): string {
  return execFileSync(program, args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
}

/** The text of each page, without blanks and line breaks. */
export function pageTexts(pdf: Uint8Array): readonly string[] {
  const text = withFile(pdf, (path) => poppler("pdftotext", "-raw", path, "-"));
  return text
    .split("\f")
    .slice(0, -1)
    .map((page) => page.replace(/\s/g, ""));
}

/** Number of pages, and width and height of the first in points. */
export function pageSize(pdf: Uint8Array): Readonly<{ pages: number; width: number; height: number }> {
  const info = withFile(pdf, (path) => poppler("pdfinfo", path));
  const [, width = "", height = ""] = /Page size:\s+([\d.]+) x ([\d.]+)/.exec(info) ?? [];
  return { pages: Number(/Pages:\s+(\d+)/.exec(info)?.[1]), width: Number(width), height: Number(height) };
}

/** Each font's name, and whether it is embedded. */
export function fontsOf(pdf: Uint8Array): readonly Readonly<{ name: string; embedded: boolean }>[] {
  const lines = withFile(pdf, (path) => poppler("pdffonts", path))
    .split("\n")
    .slice(2)
    .filter((line) => line !== "");
  return lines.map((line) => ({ name: line.split(/\s+/)[0] ?? "", embedded: / yes (yes|no) (yes|no) +\d+ +\d+$/.test(line) }));
}

/** Words with their places in points from the upper left corner. */
export function wordsOf(
  pdf: Uint8Array,
): readonly Readonly<{ page: number; text: string; left: number; top: number; right: number; bottom: number }>[] {
  const html = withFile(pdf, (path) => poppler("pdftotext", "-bbox", path, "-"));
  return html
    .split("<page ")
    .slice(1)
    .flatMap((page, index) =>
      [...page.matchAll(/<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)<\/word>/g)].map((word) => ({
        page: index + 1,
        text: word[5] ?? "",
        left: Number(word[1]),
        top: Number(word[2]),
        right: Number(word[3]),
        bottom: Number(word[4]),
      })),
    );
}

/** One page as PNG, drawn by poppler in grey. */
export function pagePng(pdf: Uint8Array, page: number, dpi: number): Uint8Array {
  return withFile(pdf, (path, dir) => {
    poppler("pdftoppm", "-r", String(dpi), "-f", String(page), "-l", String(page), "-gray", "-png", path, join(dir, "page"));
    return readFileSync(join(dir, readdirSync(dir).find((name) => name.endsWith(".png")) ?? ""));
  });
}

/** The QR code in a part of the first page (fractions of width and height). */
export async function qrTextIn(
  pdf: Uint8Array,
  part: Readonly<{ left: number; top: number; width: number; height: number }>,
): Promise<string | undefined> {
  const png = sharp(pagePng(pdf, 1, 300));
  const { width: pageWidth, height: pageHeight } = await png.metadata();
  const cut = {
    left: Math.round(part.left * pageWidth),
    top: Math.round(part.top * pageHeight),
    width: Math.round(part.width * pageWidth),
    height: Math.round(part.height * pageHeight),
  };
  const { data, info } = await png.extract(cut).ensureAlpha().toColourspace("srgb").raw().toBuffer({ resolveWithObject: true });
  return (jsQR as unknown as typeof jsQR.default)(new Uint8ClampedArray(data), info.width, info.height)?.data;
}

/** How much the first page of a PDF and an SVG differ: mean difference of grey values, 0 (the same) to 255. */
export async function differenceOf(pdf: Uint8Array, svg: string): Promise<number> {
  const grey = (image: ReturnType<typeof sharp>): Promise<Buffer> =>
    image.resize(80, 80, { fit: "fill" }).flatten({ background: "#fff" }).greyscale().raw().toBuffer();
  const [a, b] = await Promise.all([grey(sharp(pagePng(pdf, 1, 48))), grey(sharp(Buffer.from(svg), { density: 48 }))]);
  return a.reduce((sum, value, at) => sum + Math.abs(value - (b[at] ?? 0)), 0) / a.length;
}
