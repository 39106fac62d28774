// 进度: who has handed in what and when; and the text that reminds those who have not.
import { z } from "zod";
import { deviceGap } from "../receipts/contract.ts";
import { bilingual, count, instantMs, procedure, unitCode } from "../contract-parts.ts";

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
      /** PCs of the unit whose bundles are not all here. */
      gaps: z.array(deviceGap),
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
  /** The unit's clock ran ahead of the county's, or was set back between two bundles. */
  clockDoubt: z.enum(["export-after-receipt", "rolled-back"]).nullable(),
  /** Why it is waived. */
  /** 签发 of the hand-in; the name is empty where personal data was withheld. */
  released: z.object({ name: z.string(), atMs: instantMs }).nullable(),
  waiver: z.string().nullable(),
  /** Entries that the report names and that are not here, by their places in the unit's lists. */
  missing: z.array(z.object({ fromSeq: count, toSeq: count })),
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
