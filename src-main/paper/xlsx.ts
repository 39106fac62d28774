// Forms to XLSX, from the models that the pages are drawn from. No formulas, no links, no names of persons in the properties.
import { PassThrough, type Writable } from "node:stream";
import { buffer } from "node:stream/consumers";
import ExcelJS from "exceljs";
import type { Workbook } from "exceljs";
import type { FormModels, FormName } from "./models/forms.ts";
import { drawAttachment1 } from "./xlsx-attachment1.ts";
import { drawAttachment2 } from "./xlsx-attachment2.ts";
import { drawConsolidated } from "./xlsx-consolidated.ts";
import { drawLedger } from "./xlsx-ledger.ts";

const DRAW = {
  attachment1: drawAttachment1,
  attachment2: drawAttachment2,
  consolidated: drawConsolidated,
  ledger: drawLedger,
} as const;

/** Forms that are tables, and so can be had as XLSX; running text cannot. */
export type TableForm = keyof typeof DRAW & FormName;

/** Whether a form can be had as XLSX. */
export function hasXlsx(form: FormName): form is TableForm {
  return Object.hasOwn(DRAW, form);
}

/**
 * Writes a form as XLSX into a stream and ends it.
 *
 * @param madeAt written as the file's time of creation.
 */
export async function writeXlsx<Form extends TableForm>(
  form: Form,
  model: FormModels[Form],
  madeAt: Date,
  out: Writable,
): Promise<void> {
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({ stream: out, useStyles: true, useSharedStrings: false });
  book.creator = "";
  book.lastModifiedBy = "";
  book.created = madeAt;
  book.modified = madeAt;
  const draw = DRAW[form] as (book: Workbook, model: FormModels[Form]) => void;
  draw(book, model);
  await book.commit();
}

/** The same as bytes in memory. */
export async function xlsx<Form extends TableForm>(form: Form, model: FormModels[Form], madeAt: Date): Promise<Uint8Array> {
  const through = new PassThrough();
  const [bytes] = await Promise.all([buffer(through), writeXlsx(form, model, madeAt, through)]);
  return new Uint8Array(bytes);
}
