// 收件: bundles are looked at before anything is written, then merged as one batch with one time of receipt.
import { z } from "zod";
import { fieldConflict } from "../activities/contract.ts";
import {
  count,
  fileSource,
  instantMs,
  mediaCounts,
  problem,
  procedure,
  recordKey,
  sizeBytes,
  started,
  unitCode,
} from "../contract-parts.ts";
import { LIMITS } from "../../domain/limits.ts";

/**
 * `held`: its key is not approved yet; it is kept, and counts from the approval on. `ended`: its PC was ended; what it wrote later
 * is kept and does not count. `waiting`: its volume 1, with all records, has not come; the volumes that have are kept for it.
 * `gap`: an earlier bundle is missing.
 */
export const bundleOutcome = z.enum(["ready", "conflict", "gap", "held", "ended", "waiting", "already", "refused"]);

const previewed = z.object({
  bundle: z.string(),
  fileName: z.string(),
  sizeBytes,
  outcome: bundleOutcome,
  /** Why it is refused; null otherwise. */
  problem: problem.nullable(),
  /** What the bundle says of itself; null where it could not be read that far. */
  sender: z.object({ unit: unitCode, unitName: z.string(), device: z.string() }).nullable(),
  number: z.int().nullable(),
  /** What the bundle is for (`exchange`: from this office's other PC), and the records in it that are new or changed here, by kind. */
  purpose: z.string(),
  kinds: z.array(z.object({ kind: z.string(), count })),
  exportedAtMs: instantMs.nullable(),
  added: count,
  changed: count,
  already: count,
  conflicts: count,
  media: mediaCounts,
  /** Numbers of this PC's bundles that have not been seen, and volumes that are not here. */
  missingBundles: z.array(z.int()),
  missingVolumes: z.array(z.int()),
  /** Its volumes here: in this look and before. `total` 1: a bundle in one file. */
  volumes: z.object({ here: count, total: count }),
});
export type PreviewedBundle = z.infer<typeof previewed>;

const preview = z.object({
  preview: z.string(),
  place: z.string(),
  bundles: z.array(previewed),
  /** All bundles together: what lies in several of them counts once. `already` and `held` count entries, the rest records. */
  sum: z.object({ added: count, changed: count, already: count, held: count, conflicts: count, refused: count }),
  /** Files that are no bundles, folders that could not be read, and whether there was more than is looked through. */
  ignoredFiles: count,
  unreadFolders: count,
  capped: z.boolean(),
});
export type ImportPreview = z.infer<typeof preview>;

/** Conflicts that merging one bundle would open, record by record. */
const openedConflict = recordKey.extend({ unitName: z.string(), title: z.string(), fields: z.array(fieldConflict) });
export type OpenedConflict = z.infer<typeof openedConflict>;

export const means = z.enum(["usb", "chat", "mail", "network", "other"]);
export type Means = z.infer<typeof means>;

const merged = z.object({
  bundle: z.string(),
  fileName: z.string(),
  /** Null where the bundle could not be read. */
  unit: unitCode.nullable(),
  unitName: z.string(),
  number: z.int().nullable(),
  outcome: z.enum(["merged", "held", "ended", "waiting", "already", "refused"]),
  problem: problem.nullable(),
  /** Records, as the preview counts them; `conflicts`: those that this bundle opened. */
  added: count,
  changed: count,
  conflicts: count,
  media: mediaCounts,
  /** Its volumes that are here; `total` 1: a bundle in one file. */
  volumes: z.object({ here: count, total: count }),
  /** Short code of what is held, to be read out by telephone; null where nothing of it counts. */
  code: z.string().nullable(),
});
export const importResult = z.object({
  import: z.string(),
  atMs: instantMs,
  receivedAtMs: instantMs,
  means,
  bundles: z.array(merged),
  /** Name of the copy that was kept before it. */
  backup: z.string().nullable(),
});
export type ImportResult = z.infer<typeof importResult>;

/** Bundles for this office on one drive. `read`: taken in before; `unreadable`: named as ours, but damaged. */
const waiting = z.object({
  drive: z.string(),
  path: z.string(),
  bundles: z.array(z.object({ unit: unitCode, unitName: z.string(), number: z.int(), purpose: z.string() })),
  read: count,
  unreadable: count,
  capped: z.boolean(),
});
export type WaitingBundles = z.infer<typeof waiting>;

export const inbox = {
  /** What lies on removable drives for this office; nothing is read in. */
  waiting: procedure.output(z.array(waiting)),
  /** Reads and verifies; ends in a `preview` result. Nothing of the workspace changes. */
  look: procedure.input(z.object({ sources: z.array(fileSource).min(1).max(LIMITS.attachments) })).output(started),
  preview: procedure.input(z.object({ preview: z.string() })).output(preview),
  conflicts: procedure.input(z.object({ preview: z.string(), bundle: z.string() })).output(z.array(openedConflict)),
  /** A time of receipt before a bundle's export asks for a reason. @throws `received-before-export` */
  merge: procedure
    .input(
      z.object({
        preview: z.string(),
        bundles: z.array(z.string()).min(1),
        receivedAtMs: instantMs,
        means,
        reason: z.string().max(LIMITS.shortText).optional(),
      }),
    )
    .output(started),
  recent: procedure.output(z.array(importResult)),
};
