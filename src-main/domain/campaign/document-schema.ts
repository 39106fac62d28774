// The notice behind a campaign, who runs it, what its papers are headed, and the settings that the county may turn.
import { z } from "zod";
import { basis, bilingual, count, id, list, localDay, localInstant, object } from "./parts.ts";

export const noticeSchema = object({
  number: z.string(),
  title: z.string(),
  parentNumber: z.string(),
  issuers: list(z.string(), 1),
  addressees: z.string(),
  issuedOn: localDay,
  publishedAt: localInstant.optional(),
  indexNumber: z.string().optional(),
  ordinal: z.int().min(1),
  month: z.int().min(1).max(12),
  theme: z.string(),
  attachments: list(z.string()),
  basis,
});

/** Offices, never persons. `contact` is filled in by the county and stands in no shipped file. */
export const committeeSchema = object({
  county: z.string(),
  name: z.string(),
  director: z.string(),
  office: z.string(),
  officeDirector: z.string(),
  officeUnit: z.string(),
  duties: list(z.string()),
  contact: object({ name: z.string(), phone: z.string(), chat: z.string() }).optional(),
  basis,
});

/** `title` may hold `{unit}`, `{year}`, `{number}`; it is printed as it stands. */
export const formSchema = object({
  id,
  title: z.string(),
  heading: z.string().optional(),
  lines: list(z.string()),
  columns: list(bilingual),
  sections: list(bilingual),
  notes: list(z.string()),
  foot: list(z.string()),
  basis,
});

export const settingsSchema = object({
  /** “N日前” still counts day N. */
  deadlineInclusive: z.boolean(),
  /** Until then a record counts whose attachments are named but have not arrived; absent: for ever. */
  evidencePendingUntil: localInstant.optional(),
  /** What the county returned leaves 累计. */
  returnedLeaveCumulative: z.boolean(),
  instantReportHours: z.int().min(1),
  outlierPersons: count,
  /** The county asks for the short form of 附件2. */
  shortForm: z.boolean(),
  /** Gatherings ask for the tick of epidemic precautions. */
  epidemicConfirmation: z.boolean(),
  phonePatterns: list(z.string(), 1),
  areaCode: z.string(),
  remindersMinutes: list(count),
  basis,
});

/**
 * Smaller files (压缩版) that the county asks for in bundles, and how large they are to be; originals follow all the same, unless a
 * smaller one `suffices` as evidence. Absent: none is asked for, and none suffices.
 */
const renditionRulesSchema = object({
  photo: object({ longSidePx: z.int().min(640).max(8000), qualityPercent: z.int().min(40).max(95) }).optional(),
  video: object({ heightPx: z.int().min(240).max(2160), vp9: z.boolean() }).optional(),
  suffices: z.boolean(),
});

/** What may be attached, as the county prefers; the program accepts more and says so. */
export const mediaRulesSchema = object({
  photosPerBulletin: z.int().min(1),
  photoSuggestedBytes: z.int().min(1),
  videoSuggestedBytes: z.int().min(1),
  captionRequired: z.boolean(),
  classes: list(object({ id, label: bilingual })),
  /** From when on somebody is asked about a photo: hours from its activity, metres from the activity's other photos. */
  doubts: object({
    takenHours: z.int().min(0).max(8784),
    otherWeekHours: z.int().min(1).max(8784).optional(),
    awayMetres: z.int().min(1).max(10_000_000),
    seenPercent: z.int().min(0).max(100).optional(),
  }).optional(),
  renditions: renditionRulesSchema.optional(),
  basis,
});
