// Schemas of the kinds that the county writes. They never hold a unit's record; they are about it (`about`).
import { z } from "zod";
import {
  about,
  ageRecipient,
  code,
  count,
  day,
  deviceKey,
  frontier,
  hash,
  instantMs,
  longText,
  optionalText,
  ordinal,
  position,
  shortText,
  unitCode,
} from "./parts.ts";

/** Names one campaign version: a document of canonical JSON in the media store. */
export const campaign = z.strictObject({ document: hash, sizeBytes: z.int().min(1), version: z.int().min(1), title: shortText });

export const unit = z.strictObject({
  code: unitCode,
  name: shortText,
  kind: code,
  villages: count.optional(),
  communities: count.optional(),
  active: z.boolean(),
});

export const obligation = z.strictObject({
  obligation: code,
  unit: unitCode.optional(),
  title: shortText,
  dueAtMs: instantMs,
  reason: longText,
});

export const waiver = z.strictObject({ obligation: code, unit: unitCode, reason: shortText });

export const enrolment = z.strictObject({
  key: deviceKey,
  unit: unitCode,
  role: z.enum(["unit", "county"]),
  device: shortText,
  recipient: ageRecipient,
  recovery: ageRecipient.optional(),
});

const positions = z.array(position).max(1000);
/** Ends a key: of its feeds, only what lies beneath `lastGood` holds. `sinceMs`: when it fell into other hands, if that was earlier. */
export const revocation = z.strictObject({
  key: deviceKey,
  lastGood: positions,
  reason: shortText,
  sinceMs: instantMs.optional(),
});
export const succession = z.strictObject({ to: deviceKey, lastGood: positions, reason: shortText });

const ranges = z.array(z.strictObject({ feed: hash, fromSeq: ordinal, toSeq: ordinal })).max(1000);

/** What the county holds of a unit when it writes this, and what became of one bundle. Lists that were cut say so. */
export const receipt = z.strictObject({
  unit: unitCode,
  bundle: hash,
  number: ordinal,
  receivedAtMs: instantMs,
  means: code,
  /**
   * `quarantined`: kept, but the key that signed the bundle is not approved. `ended`: kept, but the PC that signed it had been ended
   * and what it wrote after that does not count.
   */
  standing: z.enum(["accepted", "quarantined", "ended"]),
  /** Why what the bundle brought is set aside at the county; absent while it counts. */
  setAside: shortText.optional(),
  entries: z.strictObject({ added: ordinal, known: ordinal, quarantined: ordinal }),
  frontier: z.record(hash, z.array(z.strictObject({ seq: ordinal, hash })).min(1)),
  missing: ranges,
  /** Entries whose values a plain bundle left out. */
  withheld: ranges,
  /** Bundle numbers that were not seen, by PC; `lacking`: entries are missing with them. */
  unseen: z.array(z.strictObject({ device: shortText, numbers: z.array(ordinal).max(100), lacking: z.boolean() })).max(50),
  missingVolumes: z.array(ordinal).max(1000),
  missingMedia: z.array(hash).max(1000),
  mediaCut: z.boolean(),
  regressed: z.boolean().optional(),
  /** Key of the county PC that wrote it: receipts of two PCs are two records. */
  issuer: deviceKey.optional(),
});

const stretches = z.array(z.strictObject({ feed: hash, fromSeq: ordinal, toSeq: ordinal, hash })).max(1000);

/** One county PC tells the others what it received from a unit, when, and which stretches of the unit's feeds that carried. */
export const arrival = z.strictObject({
  bundle: hash,
  signer: deviceKey,
  purpose: code,
  unit: unitCode,
  device: z.string().max(200),
  number: ordinal,
  previous: hash.nullable(),
  exportedMs: instantMs,
  readMs: instantMs,
  receivedMs: instantMs,
  means: code,
  earlyReason: z.string().max(2000).nullable(),
  /** What the bundle says that its reader holds with it. */
  claimed: frontier,
  carried: stretches,
  /** What it first brought to that PC. */
  brought: stretches,
  entries: z.strictObject({ added: ordinal, known: ordinal, quarantined: ordinal }),
});

export const review = z.strictObject({ about, decision: z.enum(["accept", "return"]), reason: longText });

/** Counts a record without evidence, or accepts a hand-in's time, with the reason that is printed. */
export const override = z.strictObject({
  about,
  subject: z.enum(["evidence", "timeliness"]),
  reason: shortText,
  instantMs: instantMs.optional(),
});

export const score = z.strictObject({
  unit: unitCode,
  item: code,
  pointsTenths: z.int(),
  reason: longText,
  locked: z.boolean().optional(),
});

export const supervision = z.strictObject({
  visitedOn: day,
  unit: unitCode,
  team: z.array(shortText).max(20),
  means: code,
  findings: longText,
  demands: longText,
  deadlineOn: day.optional(),
  rectification: longText,
  reviewedOn: day.optional(),
  reviewer: optionalText,
});

/** An issued table: a hashed snapshot of figures, and the one it corrects. */
export const table = z.strictObject({
  form: code,
  period: code,
  document: hash,
  sizeBytes: z.int().min(1),
  corrects: z.string().max(64).optional(),
  reason: longText,
});

/** Names what must go everywhere: entries by hash, media by SHA-256. */
export const erasure = z.strictObject({ entries: z.array(hash).max(5000), media: z.array(hash).max(5000), reason: shortText });

/** Sets aside what an import first brought, stretch by stretch of its feeds, or takes that back. */
export const setAside = z.strictObject({
  bundle: hash,
  ranges: z.array(z.strictObject({ feed: hash, fromSeq: ordinal, toSeq: ordinal, hash })).max(1000),
  reason: shortText,
  takenBack: z.boolean(),
});
