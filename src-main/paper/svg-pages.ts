// Cuts the renderer's one long SVG into pages that stand alone: no style sheet, no script, no foreign markup.
// The renderer's output is our own library's, not foreign data; texts in it are escaped, so its tags can be told apart.

/** Size of one page in points (1/72 inch). */
export type PageSize = Readonly<{ width: number; height: number }>;

const SCRIPT = /<script[\s\S]*?<\/script>/g;
const PAGE_START = /<g class="typst-page"[^>]*>/g;
const FOREIGN = /<foreignObject[\s\S]*?<\/foreignObject>/g;
const DEFINITION =
  /<(path|symbol|clipPath|linearGradient|radialGradient|pattern)\b[^>]*\bid="([^"]+)"[^>]*?(?:\/>|>[\s\S]*?<\/\1>)/g;
const GLYPH_USE = /<use\b[^>]*\bhref="#([^"]+)"[^>]*\/>/g;
const REFERENCE = /(?:href="#|url\(#)([^")]+)/g;

/**
 * One SVG for each page, with exactly the glyphs that it uses; width and height in millimetres.
 *
 * @param rendered the renderer's SVG of the whole document.
 * @param sizes sizes of its pages, in order.
 */
export function splitSvgPages(rendered: string, sizes: readonly PageSize[]): readonly string[] {
  const document = rendered.replace(SCRIPT, "");
  const starts = [...document.matchAll(PAGE_START)].map((found) => found.index);
  const definitions = definitionsIn(document.slice(0, starts[0] ?? 0));
  return sizes.map((size, i) => {
    const body = document.slice(starts[i], starts[i + 1] ?? document.lastIndexOf("</svg>"));
    return pageSvg(size, withoutBlanks(withoutOffset(body.replace(FOREIGN, "")), definitions), definitions);
  });
}

function definitionsIn(head: string): ReadonlyMap<string, string> {
  return new Map([...head.matchAll(DEFINITION)].map((found) => [found[2] ?? "", found[0]]));
}

/** The renderer stacks the pages; here each begins at the origin. `href` needs no namespace of its own any more. */
function withoutOffset(body: string): string {
  return body
    .replace(/^<g class="typst-page" transform="translate\([^)]*\)"/, '<g class="typst-page"')
    .replaceAll(" xlink:href=", " href=");
}

/** Blanks are glyphs without a shape: the renderer names them and defines none. */
function withoutBlanks(body: string, definitions: ReadonlyMap<string, string>): string {
  return body.replace(GLYPH_USE, (use: string, id: string) => (definitions.has(id) ? use : ""));
}

function pageSvg(size: PageSize, body: string, definitions: ReadonlyMap<string, string>): string {
  const used = new Set([...body.matchAll(REFERENCE)].map((found) => found[1] ?? ""));
  const defs = [...used].map((id) => definitions.get(id) ?? "").join("");
  const millimetres = (points: number): string => ((points * 25.4) / 72).toFixed(2);
  const box = `width="${millimetres(size.width)}mm" height="${millimetres(size.height)}mm" viewBox="0 0 ${size.width} ${size.height}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${box} fill="none"><rect width="100%" height="100%" fill="#fff"/><defs>${defs}</defs>${body}</svg>`;
}
