// 附件2 of one unit and of the county: figures, what stands behind each, and the papers that are drawn from them.
import { z } from "zod";
import { NOT_COUNTED_REASONS } from "../../domain/statistics/counting/countable.ts";
import { FIGURE_COLUMNS } from "../../domain/statistics/figures/figures.ts";
import type { FormulaTerm } from "../../domain/formulas/formula-terms.ts";
import {
  bilingual,
  count,
  cursorOf,
  figure,
  finding,
  instantMs,
  mediaItem,
  periodId,
  procedure,
  recordKey,
  sizeBytes,
  unitCode,
} from "../contract-parts.ts";

const period = z.object({ id: periodId, title: bilingual, fromMs: instantMs, toMs: instantMs });
export type Period = z.infer<typeof period>;

/** How many records behind a figure have evidence under way (佐证待补), sides that disagree (填得不同), a state that no hand-in brought (已到未报送). */
const marks = z.object({ pending: count, conflicts: count, unreported: count });
export type Marks = z.infer<typeof marks>;

const row = z.object({
  row: z.string(),
  group: z.string(),
  label: bilingual,
  unit: bilingual,
  core: z.boolean(),
  part: z.boolean(),
  period: figure,
  cumulative: figure,
  marks,
  /** Records that would count if they had evidence (R208). */
  notCounted: count,
});
export type FigureRow = z.infer<typeof row>;

const unitFigures = z.object({
  unit: z.object({ code: unitCode, name: z.string() }),
  period,
  periods: z.array(period),
  groups: z.array(z.object({ id: z.string(), label: bilingual })),
  rows: z.array(row),
  findings: z.array(finding),
});
export type UnitFigures = z.infer<typeof unitFigures>;

const behindRecord = recordKey.extend({
  unitName: z.string(),
  title: z.string(),
  date: z.string(),
  contribution: z.int(),
  /** Why it is not in the figure; null where it is. */
  reason: z.enum(NOT_COUNTED_REASONS).nullable(),
  /** A later state, or a removal, is here that no hand-in brought: the figure is that of what was handed in. */
  later: z.boolean(),
  /** By one of several sides that disagree. */
  conflict: z.boolean(),
  pending: z.boolean(),
  media: z.array(mediaItem),
  mediaTotal: count,
});
export type BehindRecord = z.infer<typeof behindRecord>;

/** Which of a row's two figures: of the period alone, or of all until its end. */
const figureColumn = z.enum(FIGURE_COLUMNS);

const cell = z.object({
  row: z.string(),
  period: periodId,
  column: figureColumn,
  /** A unit, a group of units such as `subtotal:member`, or `total`. */
  of: z.string(),
});
export type Cell = z.infer<typeof cell>;

const named = z.union([bilingual, z.string()]);
const condition = z.object({ field: named, is: z.boolean(), values: z.array(named) });
/** What the row's formula says; the screen puts words between the names. @see domain/formulas/formula-terms.ts */
const formulaTerm: z.ZodType<FormulaTerm> = z.lazy(() =>
  z.discriminatedUnion("type", [
    z.object({ type: z.literal("number"), value: z.string() }),
    z.object({ type: z.literal("row"), code: z.string(), label: bilingual }),
    z.object({ type: z.literal("sum"), activities: z.array(bilingual), metric: bilingual }),
    z.object({ type: z.literal("distinct"), activities: z.array(bilingual), field: named }),
    z.object({
      type: z.literal("count"),
      ledger: named,
      field: named.nullable(),
      conditions: z.array(condition),
      datedBy: named.nullable(),
    }),
    z.object({ type: z.literal("percent"), part: formulaTerm, whole: formulaTerm, digits: z.string() }),
    z.object({ type: z.literal("operator"), operator: z.string(), left: formulaTerm, right: formulaTerm }),
  ]),
);

const behind = z.object({
  label: bilingual,
  unit: bilingual,
  figure,
  rule: formulaTerm,
  records: z.array(behindRecord),
  total: count,
  next: z.string().nullable(),
});

/** Columns in the order of the printed table; `dedup` is subtracted, `total` = Σ columns − dedup. */
const column = z.object({ id: z.string(), label: bilingual, kind: z.enum(["unit", "subtotal", "dedup", "total"]) });
const consolidated = z.object({
  period,
  column: figureColumn,
  periods: z.array(period),
  columns: z.array(column),
  groups: z.array(z.object({ id: z.string(), label: bilingual })),
  rows: z.array(
    z.object({
      row: z.string(),
      group: z.string(),
      label: bilingual,
      unit: bilingual,
      core: z.boolean(),
      part: z.boolean(),
      figures: z.array(figure),
      /** Of 合计, and of the columns that bear any, by id. */
      marks,
      columnMarks: z.record(z.string(), marks),
    }),
  ),
  /** How many units have handed in for this period, of how many that owe. */
  handedIn: count,
  owed: count,
});
export type Consolidated = z.infer<typeof consolidated>;

export const form = z.enum(["attachment1", "attachment2", "consolidated", "matrix", "missing"]);
export type Form = z.infer<typeof form>;
export const paperOf = z.object({
  form,
  unit: unitCode.optional(),
  period: periodId.optional(),
  /** Which figures the county's table shows. */
  column: figureColumn.optional(),
  /** Without figures, for handwriting. */
  blank: z.boolean().optional(),
  short: z.boolean().optional(),
});
export type PaperOf = z.infer<typeof paperOf>;

/** Pages are whole SVG documents, to be shown as pictures; sizes in millimetres. */
const pages = z.object({
  title: z.string(),
  pages: z.array(z.object({ svg: z.string(), widthMm: z.number(), heightMm: z.number() })),
});
export type Pages = z.infer<typeof pages>;

/** Into a folder of this PC, or as a link of this run that the browser downloads. */
const target = z.discriminatedUnion("to", [
  z.object({ to: z.literal("folder"), path: z.string() }),
  z.object({ to: z.literal("download") }),
]);
const written = z.object({ name: z.string(), sizeBytes, path: z.string().nullable(), url: z.string().nullable() });

export const reports = {
  figures: procedure.input(z.object({ unit: unitCode.optional(), period: periodId.optional() })).output(unitFigures),
  behind: procedure.input(z.object({ cell, cursor: cursorOf(count) })).output(behind),
  pages: procedure.input(paperOf).output(pages),
  write: procedure.input(z.object({ paper: paperOf, format: z.enum(["pdf", "xlsx"]), target })).output(written),
};

/** One finding over all units. `open`: somebody has to put it right before the figures are signed. */
const countyFinding = finding.omit({ rows: true, records: true, explanation: true }).extend({
  open: z.boolean(),
  rows: z.array(z.object({ row: z.string(), label: bilingual })),
  records: z.array(recordKey.extend({ title: z.string(), unitName: z.string() })),
  /** How many there are, where not all are listed. */
  recordsTotal: count,
});
export type CountyFinding = z.infer<typeof countyFinding>;

export const statistics = {
  /** Runs the 审核公式 over all units: asked for only where it is shown. */
  checks: procedure
    .input(z.object({ period: periodId.optional() }))
    .output(z.object({ period: periodId, open: count, findings: z.array(countyFinding), total: count })),
  consolidated: procedure.input(z.object({ period: periodId.optional(), column: figureColumn })).output(consolidated),
};
