// Long work: what runs, how far it is, how it ended. Finished tasks stay readable until they are put away.
import { eventIterator } from "@orpc/contract";
import { z } from "zod";
import { exported } from "../hand-in/contract.ts";
import { importResult } from "../inbox/contract.ts";
import { bilingual, count, instantMs, problem, procedure, sizeBytes } from "../contract-parts.ts";
import { taken } from "../receipts/contract.ts";
import { volumePlan } from "../volumes/contract.ts";

/** What a finished task leaves, by kind. */
const result = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("export"), export: exported }),
  /** Volumes that were planned, or written to one folder; `stopped`: why not all of them. */
  z.object({
    kind: z.literal("volumes"),
    plan: volumePlan,
    folder: z.string().nullable(),
    written: z.array(z.int()),
    stopped: problem.nullable(),
  }),
  z.object({ kind: z.literal("look"), preview: z.string(), bundles: count }),
  z.object({ kind: z.literal("merge"), import: importResult }),
  z.object({ kind: z.literal("take"), taken }),
  z.object({ kind: z.literal("pack"), folder: z.string(), files: z.array(z.object({ name: z.string(), sizeBytes })) }),
  z.object({ kind: z.literal("exchange"), folder: z.string(), files: z.array(z.object({ name: z.string(), sizeBytes })) }),
  /** `failed`: units whose receipt could not be written; the others are. */
  z.object({
    kind: z.literal("receipt"),
    files: z.array(z.object({ folder: z.string(), name: z.string(), sizeBytes })),
    failed: z.array(z.object({ unitName: z.string(), problem })),
  }),
  /** `liaison`: whether 附件1 went along, or why not. */
  z.object({
    kind: z.literal("request"),
    folder: z.string(),
    files: z.array(z.object({ name: z.string(), sizeBytes })),
    liaison: z.enum(["sent", "unwritten", "no-county-key", "known"]),
  }),
  z.object({ kind: z.literal("return"), folder: z.string(), files: z.array(z.object({ name: z.string(), sizeBytes })) }),
  z.object({
    kind: z.literal("backup"),
    folder: z.string(),
    files: z.array(z.object({ name: z.string(), sizeBytes })),
    leftOut: count,
  }),
  z.object({ kind: z.literal("restore") }),
  z.object({ kind: z.literal("check"), found: count }),
  /** `left`: damages that are still there. */
  z.object({ kind: z.literal("mend"), healed: count, originals: count, left: count }),
  /** What of the lost PC came back; the recovery card is fetched apart, once. */
  z.object({ kind: z.literal("rebuild"), taken: count, refused: z.array(z.object({ fileName: z.string(), problem })) }),
  z.object({ kind: z.literal("demo") }),
  z.object({ kind: z.literal("update"), version: z.string() }),
  /** Originals that were written as plain files; what is not here was left out. */
  z.object({
    kind: z.literal("originals"),
    folder: z.string(),
    files: count,
    sizeBytes,
    records: count,
    pending: count,
    erased: count,
    lost: count,
  }),
  z.object({ kind: z.literal("sheets"), folder: z.string(), files: z.array(z.object({ name: z.string(), sizeBytes })) }),
  /** A large original that was written where the person said. */
  z.object({ kind: z.literal("save"), path: z.string() }),
]);
export type TaskResult = z.infer<typeof result>;

const task = z.object({
  task: z.string(),
  kind: z.enum([
    "export",
    "look",
    "merge",
    "take",
    "pack",
    "exchange",
    "request",
    "receipt",
    "return",
    "backup",
    "restore",
    "check",
    "mend",
    "rebuild",
    "demo",
    "update",
    "save",
    "originals",
    "sheets",
  ]),
  /** What it works on, such as 第3期周报 or a folder. */
  subject: bilingual.nullable(),
  state: z.enum(["running", "done", "failed", "cancelled"]),
  /** The step that it is in: reading, writing, reading back … */
  step: z.enum(["preparing", "reading", "verifying", "writing", "reading-back", "merging", "drawing", "finished"]),
  /** `total` is 0 while it is not known. */
  done: z.int().min(0),
  total: z.int().min(0),
  /** Which file of how many it is at, where it goes through several. */
  files: z.object({ done: count, total: count }).nullable(),
  measure: z.enum(["bytes", "things"]),
  perSecond: z.number().nullable(),
  leftMs: z.number().nullable(),
  startedAtMs: instantMs,
  endedAtMs: instantMs.nullable(),
  result: result.nullable(),
  problem: problem.nullable(),
});
export type Task = z.infer<typeof task>;

export const tasks = {
  /** The whole list, at once and after every change (at most ten times a second). */
  watch: procedure.output(eventIterator(z.array(task))),
  cancel: procedure.input(z.object({ task: z.string() })).output(z.object({ ok: z.literal(true) })),
  putAway: procedure.input(z.object({ task: z.string() })).output(z.object({ ok: z.literal(true) })),
};
