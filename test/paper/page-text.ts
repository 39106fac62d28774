// What tests of forms compare: text of pages, the size of their paper, 附件2 filled in.
import { attachment2 } from "../../src-main/paper/models/attachment2.ts";
import { STAMP } from "./samples.ts";
import { STATISTICS_ROWS } from "./statistics-rows.ts";

/** In points, as PDF counts. */
export const A4 = { width: 595.276, height: 841.89 };

/** 附件2 with every row filled in. */
export const FILLED = attachment2({
  rows: STATISTICS_ROWS,
  unit: "骆驼城镇人民政府",
  period: { from: "2021-06-03T12:00", to: "2021-06-10T12:00" },
  issue: "第2期",
  filledOn: "2021-06-10",
  filler: "张三",
  phone: "0936-6600000",
  stamp: STAMP,
});

/** Without white space: where a line breaks is the layout's affair. */
export const plain = (text: string): string => text.replace(/\s/g, "");

/** The page numbers that a page shows. */
export const numbered = (text: string): readonly (string | undefined)[] =>
  [...text.matchAll(/—(\d+)—/g)].map((found) => found[1]);
