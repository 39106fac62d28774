// 回执: the county writes them to the drive that the bundles came on; a unit takes them in, with what its other PCs handed in, and
// confirms a bundle by telephone.
import { z } from "zod";
import { count, fileSource, instantMs, problem, procedure, started, unitCode } from "../contract-parts.ts";

/**
 * What the county and the unit's other PCs have for this PC on one drive. `received`, `held`, `unused`: numbers of hand-ins, as the new
 * receipts say; `pcs`: hand-ins that other PCs of the unit wrote.
 */
const waiting = z.object({
  drive: z.string(),
  path: z.string(),
  files: z.array(z.object({ path: z.string(), fileName: z.string() })),
  pcs: z.array(z.object({ device: z.string(), numbers: z.array(z.int()) })),
  /** Whether something of the county is among the files. */
  ofCounty: z.boolean(),
  received: z.array(z.int()),
  held: z.array(z.int()),
  unused: z.array(z.int()),
  returned: count,
  campaign: z.boolean(),
});
export type WaitingReceipts = z.infer<typeof waiting>;

/**
 * What reading files changed here; nothing of what stood before. `merged`: records of the unit that came or changed; `conflicts`:
 * records on which PCs now differ; `held`: entries of a PC that is not approved. `regressed`: the county was restored from a
 * backup; the next hand-in carries more.
 */
export const taken = z.object({
  bundles: count,
  /** All of them were read before. */
  known: z.boolean(),
  receipts: count,
  returned: count,
  standing: z.enum(["approved", "revoked"]).nullable(),
  campaign: z.boolean(),
  merged: count,
  conflicts: count,
  held: count,
  older: z.boolean(),
  /** Files that were not taken in, with the reason. */
  refused: z.array(z.object({ fileName: z.string(), problem })),
  regressed: z.boolean(),
});
export type TakenFiles = z.infer<typeof taken>;

/** One PC whose bundles are not all here. `entries` 0: nothing is lacking, some numbers were only never seen. */
export const deviceGap = z.object({
  unit: unitCode,
  unitName: z.string(),
  device: z.string(),
  numbers: z.array(z.int()),
  entries: count,
});
export type DeviceGapView = z.infer<typeof deviceGap>;

/** What the county said last to this unit. */
const last = z.object({
  bundleNumber: z.int(),
  readAtMs: instantMs,
  lackingEntries: count,
  lackingFiles: count,
  unseen: z.array(z.object({ device: z.string(), numbers: z.array(z.int()) })),
  regressed: z.boolean(),
});
export type LastReceiptView = z.infer<typeof last>;

export const receipts = {
  /** Units whose receipts are due. */
  due: procedure.output(z.array(z.object({ unit: unitCode, unitName: z.string() }))),
  gaps: procedure.output(z.array(deviceGap)),
  /**
   * Writes one bundle per unit into the folder, or where that is null one to every stick that the unit's bundles of the last run came on.
   *
   * @throws `receipt-none-due`, `disk-*` where none could be written
   */
  write: procedure.input(z.object({ folder: z.string().nullable(), units: z.array(unitCode).min(1).max(500) })).output(started),
  /** What lies on removable drives for this PC and was not read here yet, by content and recipient. */
  waiting: procedure.output(z.array(waiting)),
  /** Takes files in, of the county and of the unit's other PCs. The task fails where none could be: `bundle-*`, `root-*`. */
  take: procedure.input(z.object({ sources: z.array(fileSource).min(1).max(50) })).output(started),
  last: procedure.output(last.nullable()),
  /** @throws `receipt-code-length`, `receipt-code-wrong`, `receipt-code-of-other`, `receipt-code-unmatched` */
  confirm: procedure
    .input(z.object({ bundleNumber: z.int().min(1), code: z.string().max(60) }))
    .output(z.object({ ok: z.literal(true) })),
};
