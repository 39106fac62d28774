// Volumes: a hand-in cut to the size of a drive or a chat and written to several of them; what of bundles has not arrived.
import { z } from "zod";
import { LEAST_VOLUME_BYTES } from "../../domain/bundle/volumes.ts";
import { exportOptions, release, reportId } from "../hand-in/contract.ts";
import { count, procedure, sizeBytes, started, unitCode } from "../contract-parts.ts";
import { LIMITS } from "../../domain/limits.ts";

/** A bundle that was planned. `written`: that volume stands on a drive. */
export const volumePlan = z.object({
  number: z.int(),
  bundleId: z.string(),
  volumes: z.array(z.object({ number: z.int(), fileName: z.string(), sizeBytes, written: z.boolean() })),
});
export type VolumePlan = z.infer<typeof volumePlan>;

const missingFile = z.object({
  /** A smaller one of it is here (已到压缩版). */
  small: z.boolean(),
  sha256: z.string(),
  name: z.string(),
  sizeBytes,
  class: z.string(),
  kind: z.string(),
  record: z.string(),
  title: z.string(),
  volumes: z.array(z.object({ number: z.int(), volume: z.int() })),
});

/** What has not arrived of a unit. */
const missingOfUnit = z.object({
  unit: unitCode,
  unitName: z.string(),
  bundles: z.array(
    z.object({
      bundle: z.string(),
      number: z.int(),
      device: z.string(),
      volumes: z.int(),
      arrived: z.array(z.int()),
      missing: z.array(z.object({ volume: z.int(), fileName: z.string() })),
      parked: z.boolean(),
    }),
  ),
  /** The first ones; `fileCount` of all. */
  files: z.array(missingFile),
  fileCount: count,
});
export type MissingOfUnitView = z.infer<typeof missingOfUnit>;

export const volumes = {
  /** Own bundles with volumes left to write. */
  unfinished: procedure.output(z.array(volumePlan)),
  /** Files the hand-in and plans it; without a report it is what the county asked for (补报). Nothing is written yet. */
  begin: procedure
    .input(
      z.object({
        report: reportId.nullable(),
        reason: z.string().max(LIMITS.explanation).optional(),
        options: exportOptions,
        limitBytes: z.int().min(LEAST_VOLUME_BYTES),
        release: release.optional(),
      }),
    )
    .output(started),
  /** A bundle that is being written, or has volumes left. @throws `volume-plan-none` */
  plan: procedure.input(z.object({ number: z.int() })).output(volumePlan),
  /** Writes the volumes that have room in a folder, and reads each back. @throws `drive-too-small`, `volume-plan-none` */
  write: procedure.input(z.object({ number: z.int(), folder: z.string(), most: z.int().min(1).optional() })).output(started),
  /** Gives up what is not written. @throws `volume-plan-none` */
  giveUp: procedure.input(z.object({ number: z.int() })).output(z.object({ ok: z.literal(true) })),
  /** At the county: what has not arrived, by unit. */
  missing: procedure.output(z.array(missingOfUnit)),
  /** At the county: stops waiting for volume 1 of a bundle; what came of it goes. @throws `volumes-not-parked` */
  dropParked: procedure.input(z.object({ bundle: z.string().regex(/^[0-9a-f]{64}$/) })).output(z.object({ ok: z.literal(true) })),
  /** At a unit: volumes that the county does not have, by its receipts. */
  asked: procedure.output(z.array(z.object({ number: z.int(), volumes: z.array(z.int()) }))),
};
