// Schemas of the kinds that units write. Values of choice fields are ids of the campaign's picklists, so they are codes here.
import { z } from "zod";
import {
  about,
  ageRecipient,
  attachments,
  code,
  count,
  day,
  deviceKey,
  frontier,
  hash,
  localTime,
  longText,
  optionalText,
  ordinal,
  shortText,
  unitCode,
} from "./parts.ts";

const leader = z.strictObject({ id: code, name: shortText, title: optionalText });

export const activity = z.strictObject({
  code,
  title: shortText,
  startsAt: localTime,
  endsAt: localTime.optional(),
  place: optionalText,
  mode: z.enum(["offline", "online", "both"]),
  organiser: optionalText,
  coOrganisers: z.array(shortText).max(100).optional(),
  jointEvent: code.optional(),
  description: longText,
  leaders: z.array(leader).max(100).optional(),
  metrics: z.record(code, count),
  fields: z.record(code, z.union([z.string().max(2000), z.int(), z.boolean(), z.array(z.string().max(200)).max(500)])).optional(),
  tags: z.array(shortText).max(100).optional(),
  important: z.boolean().optional(),
  featured: z.boolean().optional(),
  explanations: z.record(code, z.string().max(2000)).optional(),
  attachments,
});

export const hazard = z.strictObject({
  foundOn: day,
  source: code,
  place: shortText,
  industry: code.optional(),
  part: optionalText,
  content: z.string().min(1).max(5000),
  level: z.enum(["general", "major"]),
  violation: z.boolean().optional(),
  responsibleUnit: optionalText,
  responsiblePerson: optionalText,
  measures: longText,
  fundsYuan: count.optional(),
  deadlineOn: day.optional(),
  controlMeasures: longText,
  governancePlan: longText,
  reportedToCountyOn: day.optional(),
  rectifiedOn: day.optional(),
  reviewedOn: day.optional(),
  reviewer: optionalText,
  closedOn: day.optional(),
  remark: longText,
  attachments,
});

export const issue = z.strictObject({
  foundOn: day,
  sourceLevel: code,
  sourceKind: code,
  description: z.string().min(1).max(5000),
  responsibleUnit: optionalText,
  measures: longText,
  deadlineOn: day.optional(),
  rectifiedOn: day.optional(),
  followUp: longText,
  evaluation: code.optional(),
  attachments,
});

export const exposure = z.strictObject({
  exposedOn: day,
  category: code,
  subject: shortText,
  industry: code.optional(),
  problem: z.string().min(1).max(5000),
  legalBasis: longText,
  media: optionalText,
  mediaLevel: code.optional(),
  title: optionalText,
  url: z.string().max(2000).optional(),
  followUp: longText,
  attachments,
});

/** 举报. Nothing about the informant: that lies in a local, encrypted table and in no entry. */
export const tip = z.strictObject({
  acceptedOn: day,
  channel: code,
  reporterKind: code,
  subject: optionalText,
  type: code,
  content: z.string().min(1).max(5000),
  occurrences: z.int().min(1),
  verifiers: z.array(shortText).max(20).optional(),
  result: z.enum(["true", "partly", "false", "unverifiable"]).optional(),
  verifiedOn: day.optional(),
  handling: longText,
  rewarded: count.optional(),
  rewardYuan: count.optional(),
  rewardedOn: day.optional(),
  story: z.string().max(64).optional(),
  attachments,
});

export const story = z.strictObject({
  title: shortText,
  media: shortText,
  level: z.enum(["central", "province", "city", "county", "town"]),
  channel: code.optional(),
  publishedOn: day,
  url: z.string().max(2000).optional(),
  attachments,
});

export const product = z.strictObject({
  productType: code,
  title: shortText,
  madeOn: day,
  copies: count.optional(),
  remark: longText,
  attachments,
});

export const volunteers = z.strictObject({
  name: shortText,
  formedOn: day.optional(),
  people: count,
  leader: optionalText,
  remark: longText,
  attachments,
});

/** 附件1. The only kind of a unit with telephone numbers. */
export const liaison = z.strictObject({
  name: z.string().min(2).max(20),
  gender: z.enum(["male", "female"]).optional(),
  post: shortText,
  officePhone: z.string().max(30).optional(),
  mobile: z.string().regex(/^1[3-9]\d{9}$/),
  chatId: optionalText,
  email: z.string().max(120).optional(),
  leader: optionalText,
  validFrom: day.optional(),
  remark: optionalText,
  attachments: attachments.optional(),
});

/** 活动方案, 工作信息, 总结报告: a document with its files. */
export const document = z.strictObject({
  title: shortText,
  documentNumber: optionalText,
  issuedOn: day.optional(),
  text: z.string().max(60_000).optional(),
  activity: z.string().max(64).optional(),
  attachments,
});

/** A hand-in: what it contains as a frontier, and the figures as filed. */
export const report = z.strictObject({
  type: code,
  period: z.string().max(40),
  zeroReason: z.string().min(1).max(2000).optional(),
  frontier,
  contentDigest: hash,
  contentCount: ordinal,
  campaignVersion: hash,
  figures: z.record(code, z.strictObject({ period: z.string().max(24), cumulative: z.string().max(24) })),
  explanations: z.record(code, z.string().max(2000)).optional(),
  /** Differences that the explanations are about, by the first digits of their hash: they are not asked for again. */
  explained: z
    .array(z.string().regex(/^[0-9a-f]{16}$/))
    .max(1000)
    .optional(),
  text: z.record(code, z.string().max(20_000)).optional(),
  exportedAtMs: z.int(),
});

/** `mayRelease`: may release hand-ins (签发); `leftOn`: has handed over or stopped. */
export const person = z.strictObject({
  name: shortText,
  post: optionalText,
  mayRelease: z.boolean().optional(),
  leftOn: day.optional(),
});

/** 签发: who wrote it answers for the hand-in that it is about, as far as its heads go. */
export const release = z.strictObject({ about });

/** `role` absent: a PC of a unit, with its recovery card; a further county PC has none. */
export const enrolmentRequest = z.strictObject({
  unit: unitCode,
  role: z.literal("county").optional(),
  device: shortText,
  key: deviceKey,
  recipient: ageRecipient,
  recovery: ageRecipient.optional(),
});
