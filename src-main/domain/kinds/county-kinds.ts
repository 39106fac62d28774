// Schemas of the kinds that the county writes. They never hold a unit's record; they are about it (`about`).
import { z } from "zod";
import { MOST_PARTS } from "../feed/listed-parts.ts";
import {
  about,
  ageRecipient,
  choice,
  code,
  count,
  day,
  deviceKey,
  flag,
  freeText,
  frontier,
  hash,
  instantMs,
  lineText,
  ordinal,
  pages,
  position,
  recordId,
  shortText,
  sizeBytes,
  unitCode,
} from "./parts.ts";
import { open, personal } from "./privacy.ts";
import { LIMITS } from "../limits.ts";

/** Names one campaign version: a document of canonical JSON in the media store. */
export const campaign = z.strictObject({ document: hash, sizeBytes, version: open(z.int().min(1)), title: open(shortText) });

export const unit = z.strictObject({
  code: unitCode,
  name: open(shortText),
  kind: code,
  villages: count.optional(),
  communities: count.optional(),
  active: flag,
});

export const obligation = z.strictObject({
  obligation: code,
  unit: unitCode.optional(),
  title: open(shortText),
  dueAtMs: instantMs,
  reason: freeText.optional(),
});

export const waiver = z.strictObject({ obligation: code, unit: unitCode, reason: open(shortText) });

export const enrolment = z.strictObject({
  key: deviceKey,
  unit: unitCode,
  role: choice(["unit", "county"]),
  device: open(shortText),
  recipient: ageRecipient,
  recovery: ageRecipient.optional(),
});

const positions = z.array(position).max(LIMITS.listed);
/** One part of a list that is longer than one entry. @see domain/feed/listed-parts.ts */
const partNumber = open(z.int().min(1).max(MOST_PARTS));
const part = { set: open(z.string().regex(/^[0-9a-f]{32}$/)), part: partNumber, parts: partNumber };
const isOfItsParts = (value: Readonly<{ part: number; parts: number }>): boolean => value.part <= value.parts;

/** Ends a key: of its feeds, only what lies beneath `lastGood` holds. `sinceMs`: when it fell into other hands, if that was earlier. */
export const revocation = z.strictObject({
  key: deviceKey,
  lastGood: positions,
  reason: open(shortText),
  sinceMs: instantMs.optional(),
});
export const revocationPart = revocation.extend(part).refine(isOfItsParts);
export const succession = z.strictObject({ to: deviceKey, lastGood: positions, reason: open(shortText) });
export const successionPart = succession.extend(part).refine(isOfItsParts);

const ranges = z.array(z.strictObject({ feed: hash, fromSeq: ordinal, toSeq: ordinal })).max(LIMITS.listed);

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
  standing: choice(["accepted", "quarantined", "ended"]),
  /** Why what the bundle brought is set aside at the county; absent while it counts. */
  setAside: open(shortText).optional(),
  entries: z.strictObject({ added: ordinal, known: ordinal, quarantined: ordinal }),
  frontier,
  missing: ranges,
  /** Entries whose values a plain bundle left out. */
  withheld: ranges,
  /** Bundle numbers that were not seen, by PC; `lacking`: entries are missing with them. */
  unseen: z.array(z.strictObject({ device: open(shortText), numbers: z.array(ordinal).max(100), lacking: flag })).max(50),
  missingVolumes: z.array(ordinal).max(LIMITS.listed),
  missingMedia: z.array(hash).max(LIMITS.listed),
  mediaCut: flag,
  regressed: flag.optional(),
  /** Key of the county PC that wrote it: receipts of two PCs are two records. */
  issuer: deviceKey.optional(),
});

/** One whose frontier lies in pages. @see domain/feed/pages.ts */
export const receiptOfPages = receipt.omit({ frontier: true }).extend({ pages });
export const receiptFrontier = z.strictObject({ unit: unitCode, frontier });

const stretches = z.array(z.strictObject({ feed: hash, fromSeq: ordinal, toSeq: ordinal, hash })).max(LIMITS.listed);

/** One county PC tells the others what it received from a unit, when, and which stretches of the unit's feeds that carried. */
export const arrival = z.strictObject({
  bundle: hash,
  signer: deviceKey,
  purpose: code,
  unit: unitCode,
  device: open(z.string().max(LIMITS.shortText)),
  number: ordinal,
  previous: hash.nullable(),
  exportedMs: instantMs,
  readMs: instantMs,
  receivedMs: instantMs,
  means: code,
  earlyReason: open(z.string().max(LIMITS.explanation)).nullable(),
  /** What the bundle says that its reader holds with it. */
  claimed: frontier,
  carried: stretches,
  /** What it first brought to that PC. */
  brought: stretches,
  entries: z.strictObject({ added: ordinal, known: ordinal, quarantined: ordinal }),
});

export const review = z.strictObject({ about, decision: choice(["accept", "return"]), reason: freeText.optional() });

/** Counts a record without evidence, or accepts a hand-in's time, with the reason that is printed. */
export const override = z.strictObject({
  about,
  subject: choice(["evidence", "timeliness"]),
  reason: open(shortText),
  instantMs: instantMs.optional(),
});

export const score = z.strictObject({
  unit: unitCode,
  item: code,
  pointsTenths: open(z.int()),
  reason: freeText.optional(),
  locked: flag.optional(),
});

export const supervision = z.strictObject({
  visitedOn: day,
  unit: unitCode,
  team: z.array(personal(shortText)).max(20),
  means: code,
  findings: freeText.optional(),
  demands: freeText.optional(),
  deadlineOn: day.optional(),
  rectification: freeText.optional(),
  reviewedOn: day.optional(),
  reviewer: personal(lineText).optional(),
});

/** An issued table: a hashed snapshot of figures, and the one it corrects. */
export const table = z.strictObject({
  form: code,
  period: code,
  document: hash,
  sizeBytes,
  corrects: recordId.optional(),
  reason: freeText.optional(),
});

/** Names what must go everywhere: entries by hash, media by SHA-256. Several of them erase together, so a long list needs no parts. */
export const erasure = z.strictObject({
  entries: z.array(hash).max(5000),
  media: z.array(hash).max(5000),
  reason: open(shortText),
});

/** Sets aside what an import first brought, stretch by stretch of its feeds, or takes that back. */
export const setAside = z.strictObject({
  bundle: hash,
  ranges: z.array(z.strictObject({ feed: hash, fromSeq: ordinal, toSeq: ordinal, hash })).max(LIMITS.listed),
  reason: open(shortText),
  takenBack: flag,
});
/** A part that is taken back takes its whole set back. */
export const setAsidePart = setAside.extend(part).refine(isOfItsParts);
