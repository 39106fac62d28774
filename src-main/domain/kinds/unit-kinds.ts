// Schemas of the kinds that units write. Values of choice fields are ids of the campaign's picklists, so they are codes here.
import { z } from "zod";
import {
  about,
  ageRecipient,
  attachments,
  choice,
  code,
  count,
  day,
  deviceKey,
  flag,
  freeText,
  frontier,
  hash,
  lineText,
  localTime,
  ordinal,
  pages,
  recordId,
  shortText,
  sizeBytes,
  unitCode,
} from "./parts.ts";
import { STATED } from "./file-facts.ts";
import { declared, open, personal } from "./privacy.ts";
import { LIMITS } from "../limits.ts";

/** What a field that the campaign declares may hold. */
const fieldValue = z.union([
  z.string().max(LIMITS.explanation),
  z.int(),
  z.boolean(),
  z.array(z.string().max(LIMITS.shortText)).max(500),
]);
const leader = z.strictObject({ id: code, name: personal(shortText), title: open(lineText).optional() });

export const activity = z.strictObject({
  code,
  title: open(shortText),
  startsAt: localTime,
  endsAt: localTime.optional(),
  place: open(lineText).optional(),
  mode: choice(["offline", "online", "both"]),
  organiser: open(lineText).optional(),
  coOrganisers: z.array(open(shortText)).max(100).optional(),
  jointEvent: code.optional(),
  description: freeText.optional(),
  leaders: z.array(leader).max(100).optional(),
  metrics: z.record(code, count),
  fields: z.record(code, declared(fieldValue)).optional(),
  tags: z.array(open(shortText)).max(100).optional(),
  important: flag.optional(),
  featured: flag.optional(),
  explanations: z.record(code, open(z.string().max(LIMITS.explanation))).optional(),
  attachments,
});

export const hazard = z.strictObject({
  foundOn: day,
  source: code,
  place: open(shortText),
  industry: code.optional(),
  part: open(lineText).optional(),
  content: open(z.string().min(1).max(LIMITS.matterText)),
  level: choice(["general", "major"]),
  violation: flag.optional(),
  responsibleUnit: open(lineText).optional(),
  responsiblePerson: personal(lineText).optional(),
  measures: freeText.optional(),
  fundsYuan: count.optional(),
  deadlineOn: day.optional(),
  controlMeasures: freeText.optional(),
  governancePlan: freeText.optional(),
  reportedToCountyOn: day.optional(),
  rectifiedOn: day.optional(),
  reviewedOn: day.optional(),
  reviewer: personal(lineText).optional(),
  closedOn: day.optional(),
  remark: freeText.optional(),
  attachments,
});

export const issue = z.strictObject({
  foundOn: day,
  sourceLevel: code,
  sourceKind: code,
  description: open(z.string().min(1).max(LIMITS.matterText)),
  responsibleUnit: open(lineText).optional(),
  measures: freeText.optional(),
  deadlineOn: day.optional(),
  rectifiedOn: day.optional(),
  followUp: freeText.optional(),
  evaluation: code.optional(),
  attachments,
});

export const exposure = z.strictObject({
  exposedOn: day,
  category: code,
  subject: open(shortText),
  industry: code.optional(),
  problem: open(z.string().min(1).max(LIMITS.matterText)),
  legalBasis: freeText.optional(),
  media: open(lineText).optional(),
  mediaLevel: code.optional(),
  title: open(lineText).optional(),
  url: open(z.string().max(LIMITS.explanation)).optional(),
  followUp: freeText.optional(),
  attachments,
});

/** 举报. Nothing about the informant: that lies in a local, encrypted table and in no entry. */
export const tip = z.strictObject({
  acceptedOn: day,
  channel: code,
  reporterKind: code,
  subject: open(lineText).optional(),
  type: code,
  content: open(z.string().min(1).max(LIMITS.matterText)),
  occurrences: open(z.int().min(1)),
  verifiers: z.array(personal(shortText)).max(20).optional(),
  result: choice(["true", "partly", "false", "unverifiable"]).optional(),
  verifiedOn: day.optional(),
  handling: freeText.optional(),
  rewarded: count.optional(),
  rewardYuan: count.optional(),
  rewardedOn: day.optional(),
  story: recordId.optional(),
  attachments,
});

export const story = z.strictObject({
  title: open(shortText),
  media: open(shortText),
  level: choice(["central", "province", "city", "county", "town"]),
  channel: code.optional(),
  publishedOn: day,
  url: open(z.string().max(LIMITS.explanation)).optional(),
  attachments,
});

export const product = z.strictObject({
  productType: code,
  title: open(shortText),
  madeOn: day,
  copies: count.optional(),
  remark: freeText.optional(),
  attachments,
});

export const volunteers = z.strictObject({
  name: open(shortText),
  formedOn: day.optional(),
  people: count,
  leader: personal(lineText).optional(),
  remark: freeText.optional(),
  attachments,
});

/** 附件1. The only kind of a unit with telephone numbers. */
export const liaison = z.strictObject({
  name: personal(z.string().min(2).max(20)),
  gender: choice(["male", "female"]).optional(),
  post: open(shortText),
  officePhone: personal(z.string().max(30)).optional(),
  mobile: personal(z.string().regex(/^1[3-9]\d{9}$/)),
  chatId: personal(lineText).optional(),
  email: personal(z.string().max(LIMITS.email)).optional(),
  leader: personal(lineText).optional(),
  validFrom: day.optional(),
  remark: personal(lineText).optional(),
  attachments: attachments.optional(),
});

/** 活动方案, 工作信息, 总结报告: a document with its files. */
export const document = z.strictObject({
  title: open(shortText),
  documentNumber: open(lineText).optional(),
  issuedOn: day.optional(),
  text: open(z.string().max(LIMITS.documentText)).optional(),
  activity: recordId.optional(),
  attachments,
});

/** A hand-in: what it contains as a frontier, and the figures as filed. */
export const report = z.strictObject({
  type: code,
  period: open(z.string().max(LIMITS.code)),
  zeroReason: open(z.string().min(1).max(LIMITS.explanation)).optional(),
  frontier,
  contentDigest: hash,
  contentCount: ordinal,
  campaignVersion: hash,
  figures: z.record(
    code,
    z.strictObject({ period: open(z.string().max(LIMITS.figureText)), cumulative: open(z.string().max(LIMITS.figureText)) }),
  ),
  explanations: z.record(code, open(z.string().max(LIMITS.explanation))).optional(),
  /** Differences that the explanations are about, and dismissed doubts, by the first digits of their hash: they are not asked for again. */
  explained: z
    .array(open(z.string().regex(/^[0-9a-f]{16}$/)))
    .max(LIMITS.listed)
    .optional(),
  text: z.record(code, open(z.string().max(LIMITS.longText))).optional(),
  exportedAtMs: open(z.int()),
});

/** One whose frontier lies in pages. @see domain/feed/pages.ts */
export const reportOfPages = report.omit({ frontier: true }).extend({ pages });
export const reportFrontier = z.strictObject({ frontier });

/** `mayRelease`: may release hand-ins (签发); `leftOn`: has handed over or stopped. */
export const person = z.strictObject({
  name: personal(shortText),
  post: open(lineText).optional(),
  mayRelease: flag.optional(),
  leftOn: day.optional(),
});

/** 签发: who wrote it answers for the hand-in that it is about, as far as its heads go. */
export const release = z.strictObject({ about });

/**
 * 压缩版: a smaller file that was made of an original, and that goes to the county in its place. Nothing but the unit's word says that
 * it was made of it.
 */
export const rendition = z.strictObject({
  madeFrom: hash,
  sha256: hash,
  sizeBytes,
  mime: choice(["image/jpeg", "video/mp4", "video/webm"]),
  widthPx: open(STATED.widthPx),
  heightPx: open(STATED.heightPx),
  durationMs: open(STATED.durationMs).optional(),
});

/** `role` absent: a PC of a unit, with its recovery card; a further county PC has none. */
export const enrolmentRequest = z.strictObject({
  unit: unitCode,
  role: open(z.literal("county")).optional(),
  device: open(shortText),
  key: deviceKey,
  recipient: ageRecipient,
  recovery: ageRecipient.optional(),
});
