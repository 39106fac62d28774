// 进度: who has handed in what and when; and the text that reminds those who have not.
import { z } from "zod";
import { bilingual, count, instantMs, procedure, unitCode } from "./parts.ts";

/** `incomplete`: it arrived, but not all of it (未齐). `pending`: due soon, nothing yet. `future`: not begun. */
export const cellState = z.enum([
  "on-time",
  "late",
  "zero",
  "incomplete",
  "returned",
  "missing",
  "pending",
  "waived",
  "future",
  "not-owed",
]);
export type CellState = z.infer<typeof cellState>;

const matrixCell = z.object({ state: cellState, lateMinutes: count.optional(), doubtful: z.boolean() });
const matrix = z.object({
  obligations: z.array(z.object({ obligation: z.string(), title: bilingual, dueAtMs: instantMs })),
  kinds: z.array(z.object({ kind: z.string(), label: bilingual, units: count })),
  rows: z.array(
    z.object({
      unit: unitCode,
      name: z.string(),
      kind: z.string(),
      cells: z.array(matrixCell),
      completeness: z.string(),
      timeliness: z.string(),
    }),
  ),
});
export type Matrix = z.infer<typeof matrix>;

/** The three clocks side by side: of the last activity, of the unit's PC, of the county. */
const cellDetail = z.object({
  unit: unitCode,
  unitName: z.string(),
  obligation: z.string(),
  title: bilingual,
  dueAtMs: instantMs,
  state: cellState,
  lateMinutes: count.optional(),
  lastActivityAt: z.string().nullable(),
  exportedAtMs: instantMs.nullable(),
  receivedAtMs: instantMs.nullable(),
  means: z.string().nullable(),
  bundle: z.int().nullable(),
  /** The unit's clock ran behind or ahead of the county's. */
  clockDoubt: z.enum(["export-after-receipt", "rolled-back"]).nullable(),
  waiver: z.string().nullable(),
  missing: z.array(z.string()),
});
export type CellDetail = z.infer<typeof cellDetail>;

export const progress = {
  matrix: procedure.input(z.object({ kind: z.string().optional() })).output(matrix),
  cell: procedure.input(z.object({ unit: unitCode, obligation: z.string() })).output(cellDetail),
  /** Text ready to paste into a group. Without units: all that are missing. */
  reminder: procedure
    .input(z.object({ obligation: z.string(), units: z.array(unitCode) }))
    .output(z.object({ text: z.string(), units: count })),
};
