// The parts that entry schemas are made of: limits of texts and numbers, dates, keys, attachments.
import { z } from "zod";

export const shortText = z.string().min(1).max(200);
export const optionalText = z.string().max(200).optional();
export const longText = z.string().max(20_000).optional();
/** A count of things: a safe, non-negative integer. */
export const count = z.int().min(0);

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
export const unitCode = z.string().regex(/^[0-9A-Za-z-]{1,24}$/);
export const code = z.string().regex(/^[0-9A-Za-z_.:-]{1,40}$/);

/** A file named by its content. `takenAt` is the camera's wall time. */
export const attachment = z.strictObject({
  sha256: hash,
  sizeBytes: z.int().min(1),
  name: z.string().min(1).max(255),
  mime: z.string().max(120),
  class: z.enum(["photo", "video", "audio", "document"]),
  takenAt: z.string().max(19).optional(),
  caption: optionalText,
  role: z.enum(["before", "after", "scan"]).optional(),
});

export const attachments = z.array(attachment).max(2000);
export const position = z.strictObject({ feed: hash, seq: z.int().min(0), hash });
export const frontier = z.record(hash, z.array(z.strictObject({ seq: z.int().min(0), hash })).min(1));

/** What a county kind is about, and for which heads it holds. */
export const about = z.strictObject({ unit: unitCode, kind: code, record: z.string().max(64), heads: z.array(hash).max(64) });
