// data/index.html: what a reader without the program sees. One self-contained page: no script, no network, all text escaped.
import { createHash } from "node:crypto";
import { compareText } from "../../domain/feed/entry.ts";
import { visibleText } from "../../domain/visible-text.ts";
import { CHECK_NOTES, INDEX_PAGE } from "../names.ts";

/** An original: which file goes for it, itself or a smaller one, the name of that, and what is known in words. */
export type ReadmeFile = Readonly<{ sha256: string; carried: string; name: string; said: string }>;

/** One line of a list: its cells, and the originals that belong to it. */
export type ReadmeRow = Readonly<{ cells: readonly string[]; media: readonly ReadmeFile[] }>;

/** A list with a heading, such as the activities of the period. */
export type ReadmeSection = Readonly<{ heading: string; columns: readonly string[]; rows: readonly ReadmeRow[] }>;

/** What the page says; the caller chooses the words, in Chinese. */
export type ReadmeModel = Readonly<{
  title: string;
  unitName: string;
  /** Label and value, such as 报送时间. */
  facts: readonly Readonly<{ label: string; value: string }>[];
  sections: readonly ReadmeSection[];
}>;

/** Files that the page may link to, by what they are called inside data/. */
export type ReadmeFiles = Readonly<{
  /** SHA-256 of the original → path below data/. */
  media: ReadonlyMap<string, string>;
  previews: ReadonlyMap<string, string>;
  papers: readonly string[];
}>;

const STYLE = `:root{color-scheme:light}*{box-sizing:border-box}body{margin:0;background:#f6f7f9;color:#1f2329;font:15px/1.6 "Microsoft YaHei UI","PingFang SC","Noto Sans CJK SC","Noto Sans SC",sans-serif;font-variant-numeric:tabular-nums}main{max-width:1080px;margin:0 auto;padding:32px 24px 64px}header{border-bottom:2px solid #1d5bb8;padding-bottom:12px;margin-bottom:20px}h1{font-size:24px;line-height:1.35;margin:0 0 4px}header p{margin:0;color:#5c6470}h2{font-size:17px;margin:28px 0 10px}.sheet{background:#fff;border:1px solid #e8eaed;border-radius:4px;padding:16px 20px}dl{display:grid;grid-template-columns:max-content 1fr;gap:6px 20px;margin:0}dt{color:#5c6470}dd{margin:0;overflow-wrap:anywhere}table{border-collapse:collapse;width:100%;background:#fff;border:1px solid #e8eaed;font-size:14px}caption{text-align:left;color:#5c6470;padding:0 0 6px}th{background:#fafbfc;color:#5c6470;font-weight:500;text-align:left;white-space:nowrap}th,td{padding:8px 10px;border-bottom:1px solid #e8eaed;vertical-align:top;overflow-wrap:anywhere}.media{display:flex;flex-wrap:wrap;gap:8px;padding-top:2px}.media a,.media span{display:block;width:152px}.media b{display:block;font-weight:400;font-size:13px;line-height:1.4}.media small{display:block;color:#5c6470;font-size:12px}img{display:block;width:112px;height:84px;object-fit:cover;border-radius:3px;background:#eceef1}ul{margin:0;padding-left:20px}a{color:#1d5bb8}footer{margin-top:32px;color:#5c6470;font-size:13px}@media print{body{background:#fff}main{max-width:none;padding:0}tr{break-inside:avoid}}`;

const POLICY = `default-src 'none'; img-src 'self' file:; style-src 'sha256-${createHash("sha256").update(STYLE).digest("base64")}'; base-uri 'none'; form-action 'none'`;

/** The page's HTML. Links are given only to files that are in this bundle. */
export function drawIndexPage(model: ReadmeModel, files: ReadmeFiles): string {
  const body = [
    drawHeader(model),
    drawFacts(model),
    ...model.sections.map((section) => drawSection(section, files)),
    drawPapers(files),
    drawFooter(),
  ];
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeText(`${model.unitName}　${model.title}`)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
${body.filter((part) => part !== "").join("\n")}
</main>
</body>
</html>
`;
}

function drawHeader(model: ReadmeModel): string {
  return `<header><h1>${escapeText(model.title)}</h1><p>${escapeText(model.unitName)}</p></header>`;
}

function drawFacts(model: ReadmeModel): string {
  const rows = model.facts.map(({ label, value }) => `<dt>${escapeText(label)}</dt><dd>${escapeText(value)}</dd>`);
  return rows.length === 0 ? "" : `<div class="sheet"><dl>\n${rows.join("\n")}\n</dl></div>`;
}

function drawSection(section: ReadmeSection, files: ReadmeFiles): string {
  const columns = section.columns.map((name) => `<th scope="col">${escapeText(name)}</th>`).join("");
  const rows = section.rows.map((row) => drawRow(row, section.columns.length, files));
  return `<h2>${escapeText(section.heading)}</h2>
<table><caption>共 ${section.rows.length} 条</caption>
<thead><tr>${columns}</tr></thead>
<tbody>
${rows.join("\n")}
</tbody></table>`;
}

function drawRow(row: ReadmeRow, columns: number, files: ReadmeFiles): string {
  const cells = row.cells.map((cell) => `<td>${escapeText(cell)}</td>`).join("");
  const media = row.media.map((file) => drawMedium(file, files)).join("");
  return media === ""
    ? `<tr>${cells}</tr>`
    : `<tr>${cells}</tr>\n<tr><td colspan="${Math.max(columns, 1)}"><div class="media">${media}</div></td></tr>`;
}

/** In the bundle a file is named by its content; saved from here it has the name that it came with, where the browser allows that. */
function drawMedium({ sha256, carried, name, said }: ReadmeFile, files: ReadmeFiles): string {
  const [original, preview] = [files.media.get(carried), files.previews.get(sha256)];
  const picture = preview === undefined ? "" : `<img src="${escapeText(preview)}" alt="" loading="lazy">`;
  const words = `<b>${escapeText(name)}</b><small>${escapeText(original === undefined ? `${said}，不在这个文件里` : said)}</small>`;
  return original === undefined
    ? `<span>${picture}${words}</span>`
    : `<a href="${escapeText(original)}" download="${escapeText(name)}">${picture}${words}</a>`;
}

function drawPapers(files: ReadmeFiles): string {
  if (files.papers.length === 0) return "";
  const items = [...files.papers]
    .sort(compareText)
    .map((path) => `<li><a href="${escapeText(path)}">${escapeText(path)}</a></li>`);
  return `<h2>表格文书</h2>\n<div class="sheet"><ul>\n${items.join("\n")}\n</ul></div>`;
}

function drawFooter(): string {
  const notes = CHECK_NOTES.slice(INDEX_PAGE.lastIndexOf("/") + 1);
  return `<footer>本页由安报生成，供没有安装程序的人阅读；数据以 entries.jsonl 为准。核对方法见 <a href="${encodeURI(notes)}">${notes}</a>。</footer>`;
}

const MARKUP: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** Text as it may stand in the page, in content or in a quoted attribute. */
export function escapeText(text: string): string {
  return visibleText(text)
    .replaceAll("\n", " ")
    .replace(/[&<>"']/g, (char) => MARKUP[char] ?? "");
}
