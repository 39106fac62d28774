// Pages that a screen hands to the shell's printer, and what came of it. No call of the data side: the shell prints.
import { z } from "zod";
import type { ProblemData } from "../contract-parts.ts";

const MOST_PAGES = 500;
const MOST_CHARACTERS = 256 * 1024 * 1024;
const length = z.number().min(10).max(2000);

/** Pages as the typesetter made them; sizes in millimetres. */
export const printRequest = z
  .array(z.object({ svg: z.string(), widthMm: length, heightMm: length }))
  .min(1)
  .max(MOST_PAGES)
  .refine((pages) => pages.reduce((sum, { svg }) => sum + svg.length, 0) <= MOST_CHARACTERS);
export type PrintedPage = Readonly<z.infer<typeof printRequest>[number]>;

/** Null: the printer took the pages. `printer-none`, `print-cancelled`, `print-failed`, `internal` otherwise. */
export type PrintOutcome = Readonly<ProblemData> | null;
