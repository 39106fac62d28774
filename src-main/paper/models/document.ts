// Running text after GB/T 9704: title, addressee, headings and paragraphs, small tables, attachments, signature. Pure data.
import { officialDate } from "./figures.ts";
import type { LedgerColumn } from "./ledger.ts";
import { stampOf, type Field, type Sides, type Stamp, type StampInput } from "./sheet.ts";

/** A heading (1 一、 黑体, 2 （一） 楷体, 3 1. 仿宋), a text with a paragraph for each line, or a table. */
export type Block =
  | Readonly<{ kind: "heading"; level: 1 | 2 | 3; text: string }>
  | Readonly<{ kind: "text"; text: string }>
  | Readonly<{ kind: "table"; columns: readonly LedgerColumn[]; rows: readonly (readonly string[])[] }>;

export type DocumentModel = Readonly<{
  /** 附件3; null for a document of its own. */
  label: string | null;
  title: string;
  note: string | null;
  recipients: string;
  sides: Sides;
  blocks: readonly Block[];
  annexes: readonly string[];
  signature: Readonly<{ unit: string; date: string }> | null;
  foot: readonly Field[];
  stamp: Stamp | null;
}>;

export type DocumentInput = Readonly<{
  title: string;
  blocks: readonly Block[];
  label?: string;
  note?: string;
  /** The office that it is sent to, without colon. */
  recipients?: string;
  sides?: Sides;
  annexes?: readonly string[];
  /** `date` is `YYYY-MM-DD`. */
  signature?: Readonly<{ unit: string; date: string }>;
  foot?: readonly Field[];
  stamp?: StampInput;
}>;

/**
 * A document.
 *
 * @see domain.md §6, §10.1
 */
export function document(input: DocumentInput): DocumentModel {
  const { signature, stamp } = input;
  return {
    label: input.label ?? null,
    title: input.title,
    note: input.note ?? null,
    recipients: input.recipients ?? "",
    sides: input.sides ?? "double",
    blocks: input.blocks,
    annexes: input.annexes ?? [],
    signature: signature === undefined ? null : { unit: signature.unit, date: officialDate(signature.date) },
    foot: input.foot ?? [],
    stamp: stamp === undefined ? null : stampOf(stamp),
  };
}

/** 一、二、…; level 2 （一）（二）…; level 3 1. 2. … `place` counts from 1 and is at most 99. */
export function headingMark(level: 1 | 2 | 3, place: number): string {
  if (level === 3) return `${place}.`;
  return level === 1 ? `${chineseNumber(place)}、` : `（${chineseNumber(place)}）`;
}

const DIGITS = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];

function chineseNumber(place: number): string {
  const [tens, ones] = [Math.floor(place / 10), place % 10];
  return (tens === 0 ? "" : `${tens === 1 ? "" : (DIGITS[tens] ?? "")}十`) + (DIGITS[ones] ?? "");
}
