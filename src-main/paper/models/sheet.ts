// What every sheet carries besides its form: the machine line and QR by which paper and bundle are matched; sides; fields.
import { qrCode, type QrCode } from "./qr.ts";

/** Single-sided prints take the odd page's margins throughout; double-sided ones are mirrored. */
export type Sides = "single" | "double";

/** The machine line outside the text area (6 pt), and the QR of what the sheet shows. */
export type Stamp = Readonly<{ line: string; qr: QrCode | null }>;

/** What a stamp is made of. `dataHash` is the hash of the printed data in hex; eight digits are printed. */
export type StampInput = Readonly<{
  unitCode: string;
  period: string;
  templateVersion: string;
  dataHash: string;
  /** Local wall time, `YYYY-MM-DDTHH:mm`. */
  printedAt: string;
  /** Text of the QR code, such as the record version that the sheet shows. */
  qrText?: string | undefined;
}>;

/** A label with its value; an empty value prints a line of `width` em to write on. */
export type Field = Readonly<{ label: string; value: string; width: number }>;

/**
 * The machine line: 单位代码｜期次｜模板版本｜数据哈希前8位｜打印时间.
 *
 * @see domain.md §10.3
 */
export function stampOf(input: StampInput): Stamp {
  const parts = [
    input.unitCode,
    input.period,
    input.templateVersion,
    input.dataHash.slice(0, 8),
    input.printedAt.replace("T", " "),
  ];
  return { line: parts.join("｜"), qr: input.qrText === undefined ? null : qrCode(input.qrText) };
}

/** A field of a head or foot. */
export function field(label: string, value: string, width: number): Field {
  return { label, value, width };
}
