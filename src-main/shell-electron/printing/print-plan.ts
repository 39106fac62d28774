// What is printed and what came of it: pages exactly as they are shown, one job for each run of pages of one size, because the
// system's dialog knows one size of paper a job. Pure.
import type { PrintedPage, PrintOutcome } from "../../api/printing/contract.ts";

/** Pages that follow one another on paper of one size. */
export type PrintRun = Readonly<{ widthMm: number; heightMm: number; pages: readonly PrintedPage[] }>;

/** The typesetter counts in points: 209.999994 mm is meant as 210. */
const rounded = (lengthMm: number): number => Math.round(lengthMm * 10) / 10;

/** The jobs, in the order of the pages. */
export function printRuns(pages: readonly PrintedPage[]): readonly PrintRun[] {
  const runs: { widthMm: number; heightMm: number; pages: PrintedPage[] }[] = [];
  for (const page of pages) {
    const [widthMm, heightMm] = [rounded(page.widthMm), rounded(page.heightMm)];
    const last = runs.at(-1);
    if (last?.widthMm === widthMm && last.heightMm === heightMm) last.pages.push(page);
    else runs.push({ widthMm, heightMm, pages: [page] });
  }
  return runs;
}

const MICRONS_PER_MM = 1000;

/** Electron's options for a run: the paper upright, landscape said by turning it, no margins of the printer's own. */
export function printOptions({ widthMm, heightMm }: PrintRun) {
  const [short, long] = [Math.min(widthMm, heightMm), Math.max(widthMm, heightMm)];
  return {
    silent: false,
    printBackground: true,
    landscape: widthMm > heightMm,
    margins: { marginType: "none" as const },
    pageSize: { width: Math.round(short * MICRONS_PER_MM), height: Math.round(long * MICRONS_PER_MM) },
  };
}

/** The document of a run: one picture a sheet, without scripts. Pictures are `page-<n>.svg` beside it. */
export function printDocument({ widthMm, heightMm, pages }: PrintRun): string {
  const style = [
    `@page { size: ${widthMm}mm ${heightMm}mm; margin: 0 }`,
    `html, body { margin: 0 } img { display: block; width: ${widthMm}mm; height: ${heightMm}mm; break-after: page }`,
    "img:last-child { break-after: auto }",
  ].join("\n");
  const pictures = pages.map((_, index) => `<img src="page-${index}.svg" alt="">`).join("");
  return `<!doctype html><html><head><meta charset="utf-8"><title>安报</title><style>${style}</style></head><body>${pictures}</body></html>`;
}

/** Headers of the document and its pictures: nothing acts, nothing is fetched from elsewhere. */
export const PRINT_HEADERS: Readonly<Record<string, string>> = {
  "content-security-policy": "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'",
  "x-content-type-options": "nosniff",
  "cache-control": "no-store",
};

/** What is answered under an address of the print window; undefined: there is no such thing. */
export function printAnswer(run: PrintRun, pathname: string): Readonly<{ type: string; text: string }> | undefined {
  if (pathname === "/print.html") return { type: "text/html; charset=utf-8", text: printDocument(run) };
  const page = /^\/page-(\d{1,4})\.svg$/.exec(pathname)?.[1];
  const svg = page === undefined ? undefined : run.pages[Number(page)]?.svg;
  return svg === undefined ? undefined : { type: "image/svg+xml", text: svg };
}

/** What came of a job. @param reason as Electron says it; see electron.d.ts, `webContents.print`. */
export function printOutcome(success: boolean, reason: string): PrintOutcome {
  if (success) return null;
  if (/cancel/i.test(reason)) return { code: "print-cancelled", details: {} };
  return { code: "print-failed", details: {} };
}
