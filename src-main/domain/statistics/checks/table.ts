// The structural checks by the name that a campaign gives them.
import type { Check } from "../../campaign/indicator-schema.ts";
import {
  activityWindow,
  attendanceOutlier,
  duplicateActivity,
  duplicateLedger,
  evidence,
  reusedMedia,
} from "./activity-checks.ts";
import type { StructuralCheck } from "./context.ts";
import { cumulativeFalls, liaison, periodsAddUp, rateAboveWhole, villageCoverage, wholeNumbers } from "./figure-checks.ts";
import { jointLead } from "./joint-check.ts";
import { mediaApart, mediaCutOff, similarMedia } from "./media-checks.ts";
import { unknownNumbers } from "./number-checks.ts";

/** `columns-add-up` looks at the county's table and not at one unit's: see column-check.ts. */
export const STRUCTURAL: Readonly<Record<NonNullable<Check["structural"]>, StructuralCheck>> = {
  "whole-numbers": wholeNumbers,
  "village-coverage": villageCoverage,
  "cumulative-falls": cumulativeFalls,
  "periods-add-up": periodsAddUp,
  evidence,
  "activity-window": activityWindow,
  "attendance-outlier": attendanceOutlier,
  "joint-lead": jointLead,
  "duplicate-activity": duplicateActivity,
  "duplicate-ledger": duplicateLedger,
  liaison,
  "reused-media": reusedMedia,
  "similar-media": similarMedia,
  "media-apart": mediaApart,
  "media-cut-off": mediaCutOff,
  "columns-add-up": () => [],
  "unknown-numbers": unknownNumbers,
  "rate-above-whole": rateAboveWhole,
};
