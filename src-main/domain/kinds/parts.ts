// The parts that entry schemas are made of: limits of texts and numbers, dates, keys, attachments.
import { z } from "zod";
import { LIMITS } from "../limits.ts";

export const shortText = z.string().min(1).max(LIMITS.shortText);
export const optionalText = z.string().max(LIMITS.shortText).optional();
export const longText = z.string().max(LIMITS.longText).optional();
/** A place, a number of a series, a size: a safe, non-negative integer. */
export const ordinal = z.int().min(0);

/** Marks what only binds who writes now: a value that was good before stays good. */
const ON_WRITING = { params: { onWriting: true } };

/** A count of things: a safe, non-negative integer, and no larger than anything can be when it is written now. */
export const count = ordinal.refine((value) => value <= LIMITS.count, ON_WRITING);

/** Whether something that is wrong with a value is wrong only for who writes it now. */
export function bindsOnlyWriting(issue: z.core.$ZodIssue): boolean {
  return issue.code === "custom" && issue.params?.["onWriting"] === true;
}

/** `YYYY-MM-DD`, a day of the proleptic Gregorian calendar. */
export const day = z.iso.date();
/** `YYYY-MM-DDTHH:mm` on the campaign's wall clock. */
export const localTime = z.iso.datetime({ local: true, precision: -1, offset: false });
/** Milliseconds since 1970-01-01T00:00Z. */
export const instantMs = z.int();

export const hash = z.string().regex(/^[0-9a-f]{64}$/);
/** Raw Ed25519 public key. */
export const deviceKey = hash;
export const ageRecipient = z.string().regex(/^age1[0-9a-z]{58}$/);
export const unitCode = z.string().regex(new RegExp(`^[0-9A-Za-z-]{1,${LIMITS.unitCode}}$`));
export const code = z.string().regex(new RegExp(`^[0-9A-Za-z_.:-]{1,${LIMITS.code}}$`));

/** What a sender says of a file's type, where it is one; a file of no known type otherwise. @see RFC 6838 §4.2 */
export function fileTypeOf(text: string): string {
  return /^[\w.+!#$&^-]{1,64}\/[\w.+!#$&^-]{1,64}$/.test(text) ? text : "application/octet-stream";
}

/** A file named by its content. `takenAt` is the camera's wall time. */
export const attachment = z.strictObject({
  sha256: hash,
  sizeBytes: z.int().min(1),
  name: z.string().min(1).max(LIMITS.fileName),
  mime: z
    .string()
    .max(LIMITS.fileType)
    .refine((text) => text === fileTypeOf(text), ON_WRITING),
  class: z.enum(["photo", "video", "audio", "document"]),
  takenAt: z.string().max(19).optional(),
  caption: optionalText,
  role: z.enum(["before", "after", "scan"]).optional(),
});

export const attachments = z.array(attachment).max(LIMITS.attachments);
export const position = z.strictObject({ feed: hash, seq: z.int().min(0), hash });
export const frontier = z.record(hash, z.array(z.strictObject({ seq: z.int().min(0), hash })).min(1));

/** What a county kind is about, and for which heads it holds. */
export const about = z.strictObject({
  unit: unitCode,
  kind: code,
  record: z.string().max(LIMITS.recordId),
  heads: z.array(hash).max(64),
});
