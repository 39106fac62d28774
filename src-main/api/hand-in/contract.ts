// 报送: what goes, what is wrong with it, the export to a folder and the hand-ins made so far.
import { z } from "zod";
import { activityRow } from "../activities/contract.ts";
import {
  bilingual,
  count,
  figure,
  finding,
  instantMs,
  mediaCounts,
  procedure,
  recordKey,
  sizeBytes,
  started,
} from "../contract-parts.ts";
import { LIMITS } from "../../domain/limits.ts";

/** `weekly:2`, `final`, `zero:weekly:2` (a zero report) or `now` (at once, outside the deadlines). */
export const reportId = z.string().min(1).max(LIMITS.code);

/**
 * What a bundle would hold: records that people type, and originals; `small`: originals that a smaller file may stand for;
 * `estimateBytes` with papers and small pictures.
 */
const held = z.object({ records: count, media: mediaCounts, small: count, estimateBytes: sizeBytes });

export type Held = z.infer<typeof held>;

const assembled = z.object({
  report: reportId,
  title: bilingual,
  period: z.object({ id: z.string(), title: bilingual, fromMs: instantMs, toMs: instantMs }),
  dueAtMs: instantMs.nullable(),
  /** The zero report that may be made instead: only where the campaign allows one, of a period in which nothing was recorded. */
  zeroReport: reportId.nullable(),
  /** How many records make a zero report of the period untrue. */
  recorded: count,
  /** The kind of record that has to be written first: a plan, a summary; null where nothing lacks. */
  unwritten: z.string().nullable(),
  /** The report that a zero report stands in for; null for any other. */
  insteadOf: reportId.nullable(),
  activities: z.array(activityRow),
  /** Ledgers and documents of the period, and whatever else has not left yet. `date`: a day, empty where the record has none. */
  beside: z.array(recordKey.extend({ title: z.string(), date: z.string() })),
  /** How many of them there are by kind, activities included. */
  records: z.array(z.object({ kind: z.string(), count })),
  /** New since the last receipt from the county; null while there is none. */
  sinceBundle: z.int().nullable(),
  figures: z.array(z.object({ row: z.string(), label: bilingual, unit: bilingual, period: figure, cumulative: figure })),
  findings: z.array(finding),
  bundle: z.object({ number: z.int(), fileName: z.string() }),
  /** Whether it will be sealed for the county; if not, why. */
  sealing: z.enum(["encrypted", "no-county-key", "plain-chosen"]),
  /** Who may release it (签发), with a PIN here; empty: nobody has to. `own`: who works here is one of them. */
  release: z.object({ own: z.boolean(), people: z.array(z.object({ id: z.string(), name: z.string() })) }),
  trustWarning: z.enum(["root-not-pinned", "not-enrolled"]).nullable(),
});
export type Assembled = z.infer<typeof assembled>;

export const exportOptions = z.object({
  /** All entries instead of those since the last receipt. */
  full: z.boolean(),
  /** Without encryption: leaves out personal data and says so. */
  plain: z.boolean(),
  /** Records and small pictures, no originals. */
  recordsOnly: z.boolean().optional(),
  /** Smaller files (压缩版) in place of originals, where there are any. */
  small: z.boolean().optional(),
  /** Goes on without originals that are gone here. */
  withoutLost: z.boolean().optional(),
});
export type ExportOptions = z.infer<typeof exportOptions>;

/** Who releases a hand-in with their own PIN. */
export const release = z.object({ person: z.string(), pin: z.string().max(LIMITS.shortText) });

/** What a plain bundle did not take along: records with personal data by kind, and originals that are to follow. */
export const leftOut = z.object({ records: z.record(z.string(), count), originals: count });

/** What the export left on the drive; every byte was read back. */
export const exported = z.object({
  title: bilingual,
  bundleNumber: z.int(),
  bundleId: z.string(),
  folder: z.string(),
  files: z.array(z.object({ name: z.string(), sizeBytes })),
  records: count,
  media: mediaCounts,
  leftOut,
  /** Originals that were here once and are gone: the county shows them as 佐证待补. */
  lostMedia: count,
  readBack: z.literal(true),
  /** `drive`: past the system's memory, from the drive itself. */
  readFrom: z.enum(["drive", "system"]),
  exportedAtMs: instantMs,
});
export type Exported = z.infer<typeof exported>;

const past = z.object({
  bundleNumber: z.int(),
  report: reportId,
  title: bilingual,
  exportedAtMs: instantMs,
  /**
   * `quarantined`: kept by the county until this PC's key is approved. `set-aside`: the county does not use what it brought, for
   * the `reason`. `ended`: made after the county had ended the PC; it does not count.
   */
  state: z.enum(["exported", "confirmed-by-code", "received", "quarantined", "incomplete", "returned", "set-aside", "ended"]),
  reason: z.string().nullable(),
  receivedAtMs: instantMs.nullable(),
  /** What the county lacks of it. */
  lacking: z.array(z.object({ what: z.enum(["entries", "files", "volumes"]), count })),
  sizeBytes,
});
export type PastHandIn = z.infer<typeof past>;

export const handIn = {
  list: procedure.output(z.array(past)),
  /** @throws `entry-damaged` */
  holds: procedure.input(exportOptions.pick({ full: true, plain: true, recordsOnly: true, small: true })).output(held),
  assemble: procedure.input(z.object({ report: reportId })).output(assembled),
  /** Keeps one 说明 for findings by their ids; an empty text takes it back. */
  explain: procedure
    .input(
      z.object({
        report: reportId,
        findings: z.array(z.string().max(LIMITS.code)).min(1).max(LIMITS.listed),
        text: z.string().max(LIMITS.explanation),
      }),
    )
    .output(z.object({ ok: z.literal(true) })),
  /** Writes the report entry and exports. @throws `hand-in-blocked`, `hand-in-unexplained`, `release-missing`, `pin-wrong`, `pin-wait`, `disk-full`, `disk-read-only` */
  export: procedure
    .input(
      z.object({
        report: reportId,
        reason: z.string().max(LIMITS.explanation).optional(),
        folder: z.string(),
        options: exportOptions,
        /** Who releases it here and now, with that person's own PIN; absent where who works here may, or nobody has to. */
        release: release.optional(),
      }),
    )
    .output(started),
};
