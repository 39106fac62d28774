// Prints pages exactly as they are shown: by the Electron shell, which knows what came of it; else one picture a sheet, in a frame of
// its own that is gone afterwards.
import type { PrintedPage, PrintOutcome } from "../../../src-main/api/printing/contract.ts";
import { shellBridge } from "../../rpc/shell.ts";

/** Opens the printer's dialog; portrait and landscape pages may be mixed. @returns why nothing was printed, as far as it is known. */
export async function printPages(pages: readonly PrintedPage[]): Promise<PrintOutcome> {
  const shell = shellBridge();
  if (shell !== undefined) return shell.print(pages);
  await printFrame(pages);
  return null;
}

async function printFrame(pages: readonly PrintedPage[]): Promise<void> {
  const frame = document.createElement("iframe");
  frame.className = "visually-hidden";
  frame.title = "";
  document.body.append(frame);
  const paper = frame.contentDocument;
  const window_ = frame.contentWindow;
  if (paper === null || window_ === null) return;
  const urls = pages.map((page) => URL.createObjectURL(new Blob([page.svg], { type: "image/svg+xml" })));
  const style = paper.createElement("style");
  style.textContent = styleOf(pages);
  paper.head.append(style);
  const pictures = pages.map((page, index) => {
    const picture = paper.createElement("img");
    picture.src = urls[index] ?? "";
    picture.className = pageName(page);
    return picture;
  });
  paper.body.append(...pictures);
  await Promise.all(pictures.map((picture) => picture.decode()));
  const done = (): void => {
    for (const url of urls) URL.revokeObjectURL(url);
    frame.remove();
  };
  window_.addEventListener("afterprint", done, { once: true });
  window_.print();
}

/** A named page for every size that occurs, without the printer's own margins. */
function styleOf(pages: readonly PrintedPage[]): string {
  const sizes = new Map(pages.map((page) => [pageName(page), page]));
  const rules = [...sizes].map(
    ([name, page]) =>
      `@page ${name} { size: ${millimetres(page.widthMm)} ${millimetres(page.heightMm)}; margin: 0 } .${name} { page: ${name}; width: ${millimetres(page.widthMm)}; height: ${millimetres(page.heightMm)} }`,
  );
  return [
    "html, body { margin: 0 } img { display: block; break-after: page } img:last-child { break-after: auto }",
    ...rules,
  ].join("\n");
}

/** The typesetter counts in points: 209.999994 mm is meant as 210. */
function millimetres(length: number): string {
  return `${Math.round(length * 100) / 100}mm`;
}

function pageName(page: PrintedPage): string {
  return `sheet-${Math.round(page.widthMm)}-${Math.round(page.heightMm)}`;
}
