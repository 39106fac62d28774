// How cells and pages look in XLSX: the fonts, borders, sizes and margins that the Typst layouts have. Pure values and sums.
import type { Alignment, Borders, Font, PageSetup, Style } from "exceljs";
import type { Sides, Stamp } from "./models/sheet.ts";

/** Look of one cell. Objects are shared between cells, so that exceljs keeps one style for each. */
export type Look = Partial<Style>;

const font = (name: string, size: number, bold = false): Partial<Font> => ({ name, size, bold, charset: 134 });
const place = (horizontal: Alignment["horizontal"]): Partial<Alignment> => ({ horizontal, vertical: "middle", wrapText: true });
const edge = { style: "thin" } as const;
const frame: Partial<Borders> = { top: edge, left: edge, bottom: edge, right: edge };
/** Text format: what is typed over it stays text as well. */
const TEXT = "@";

/** The looks by use. Sizes in points; 黑体 for heads, 仿宋 for text, 宋体 for figures. */
export const LOOK = {
  annex: { font: font("黑体", 15.75), alignment: { vertical: "middle" }, numFmt: TEXT },
  title: { font: font("方正小标宋简体", 22), alignment: place("center"), numFmt: TEXT },
  note: { font: font("楷体", 15.75), alignment: place("center"), numFmt: TEXT },
  line: { font: font("仿宋", 12), alignment: place("left"), numFmt: TEXT },
  lineRight: { font: font("仿宋", 12), alignment: place("right"), numFmt: TEXT },
  head: { font: font("黑体", 10.5), alignment: place("center"), border: frame, numFmt: TEXT },
  group: {
    font: font("黑体", 10.5),
    alignment: place("left"),
    border: frame,
    numFmt: TEXT,
    fill: { type: "pattern", pattern: "solid", fgColor: { argb: "FFEEEEEE" } },
  },
  text: { font: font("仿宋", 10.5), alignment: place("left"), border: frame, numFmt: TEXT },
  indented: { font: font("仿宋", 10.5), alignment: { ...place("left"), indent: 1 }, border: frame, numFmt: TEXT },
  textRight: { font: font("仿宋", 10.5), alignment: place("right"), border: frame, numFmt: TEXT },
  centred: { font: font("仿宋", 10.5), alignment: place("center"), border: frame, numFmt: TEXT },
  figure: { font: font("宋体", 10.5), alignment: { horizontal: "right", vertical: "middle" }, border: frame, numFmt: "General" },
  sum: {
    font: font("宋体", 10.5, true),
    alignment: { horizontal: "right", vertical: "middle" },
    border: frame,
    numFmt: "General",
  },
  label: { font: font("黑体", 12), alignment: place("center"), border: frame, numFmt: TEXT },
  value: { font: font("仿宋", 12), alignment: place("left"), border: frame, numFmt: TEXT },
  sealUnit: {
    font: font("仿宋", 12),
    alignment: { ...place("left"), vertical: "top" },
    border: { left: edge, top: edge },
    numFmt: TEXT,
  },
  sealSigner: {
    font: font("仿宋", 12),
    alignment: { ...place("left"), vertical: "top" },
    border: { right: edge, top: edge },
    numFmt: TEXT,
  },
  sealDate: {
    font: font("仿宋", 12),
    alignment: { horizontal: "right", vertical: "middle", indent: 1 },
    border: { left: edge, right: edge, bottom: edge },
    numFmt: TEXT,
  },
} as const satisfies Record<string, Look>;

const MM_PER_INCH = 25.4;
const inches = (millimetres: number): number => Math.round((millimetres / MM_PER_INCH) * 1000) / 1000;

/** Points of a length in millimetres. */
export function points(millimetres: number): number {
  return Math.round((millimetres / MM_PER_INCH) * 72 * 100) / 100;
}

/** A column's width in Excel's unit (digits of the default font, 7 px wide at 96 dpi). */
export function columnWidth(millimetres: number): number {
  return Math.round((((millimetres / MM_PER_INCH) * 96 - 5) / 7) * 100) / 100;
}

/** Lines that a text takes in a column; full-width characters count one em, others half. */
export function linesIn(text: string, widthMm: number, sizePt: number): number {
  const most = Math.max(1, (widthMm - 1.2) / ((sizePt / 72) * MM_PER_INCH));
  return text.split("\n").reduce((lines, part) => lines + Math.max(1, Math.ceil(emsOf(part) / most)), 0);
}

function emsOf(text: string): number {
  return [...text].reduce((ems, letter) => ems + (letter < "\u0300" ? 0.5 : 1), 0);
}

/** Paper, margins (domain.md §10.3, in inches), and one page across. `titleRows`: the rows repeated on every page. */
export function pageOf(orientation: "portrait" | "landscape", paper: "a4" | "a3", titleRows?: string): Partial<PageSetup> {
  const [top, right, bottom, left] = orientation === "portrait" ? [37, 26, 35, 28] : [28, 37, 26, 35];
  return {
    // 8 and 9 are Excel's numbers for A3 and A4.
    paperSize: (paper === "a4" ? 9 : 8) as NonNullable<PageSetup["paperSize"]>,
    orientation,
    margins: {
      left: inches(left),
      right: inches(right),
      top: inches(top),
      bottom: inches(bottom),
      header: inches(15),
      footer: inches(12),
    },
    fitToPage: true,
    fitToWidth: 1,
    fitToHeight: 0,
    horizontalCentered: true,
    ...(titleRows === undefined ? {} : { printTitlesRow: titleRows }),
  };
}

/** Page number outside, machine line inside; mirrored on even pages of a two-sided print. */
export function footersOf(
  sides: Sides,
  stamp: Stamp | null,
): Readonly<{ differentOddEven: boolean; oddFooter: string; evenFooter: string }> {
  const number = '&"宋体,Regular"&14— &P —';
  // The blank after the size keeps a unit code that follows from being read as a part of it.
  const machine = stamp === null ? "" : `&"宋体,Regular"&6 ${stamp.line.replaceAll("&", "&&")}`;
  const odd = `&L${machine}&R${number}`;
  return {
    differentOddEven: sides === "double",
    oddFooter: odd,
    evenFooter: sides === "double" ? `&L${number}&R${machine}` : odd,
  };
}

/** An item's label: “其中” items stand a little to the right. */
export function itemLook(label: string): Look {
  return label.startsWith("其中") ? LOOK.indented : LOOK.text;
}
