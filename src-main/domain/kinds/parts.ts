// The parts that entry schemas are made of: limits of texts and numbers, dates, keys, attachments.
import { z } from "zod";
import { fileName, open } from "./privacy.ts";

/** Texts: each use of them says whether it is `personal` or `open`. */
export const shortText = z.string().min(1).max(200);
export const lineText = z.string().max(200);
const longText = z.string().max(20_000);
/** A count of things: a safe, non-negative integer. */
export const count = open(z.int().min(0));

/** `YYYY-MM-DD`, a day of the proleptic Gregorian calendar. */
export const day = open(z.iso.date());
/** `YYYY-MM-DDTHH:mm` on the campaign's wall clock. */
export const localTime = open(z.iso.datetime({ local: true, precision: -1, offset: false }));
/** Milliseconds since 1970-01-01T00:00Z. */
export const instantMs = open(z.int());

export const hash = open(z.string().regex(/^[0-9a-f]{64}$/));
/** Raw Ed25519 public key. */
export const deviceKey = hash;
export const ageRecipient = open(z.string().regex(/^age1[0-9a-z]{58}$/));
export const unitCode = open(z.string().regex(/^[0-9A-Za-z-]{1,24}$/));
export const code = open(z.string().regex(/^[0-9A-Za-z_.:-]{1,40}$/));

/** One of a few words that the program knows. */
export const choice = <const T extends readonly [string, ...string[]]>(words: T) => open(z.enum(words));
export const flag = open(z.boolean());
export const sizeBytes = open(z.int().min(1));
/** A record's id, or in old values whatever stood for one. */
export const recordId = open(z.string().max(64));
/** Text that people write freely. It may name somebody: whoever sends it unsealed is told so. */
export const freeText = open(longText);

/** A file named by its content. `takenAt` is the camera's wall time. */
export const attachment = z.strictObject({
  sha256: hash,
  sizeBytes,
  name: fileName(z.string().min(1).max(255)),
  mime: open(z.string().max(120)),
  class: choice(["photo", "video", "audio", "document"]),
  takenAt: open(z.string().max(19)).optional(),
  caption: open(lineText).optional(),
  role: choice(["before", "after", "scan"]).optional(),
});

export const attachments = z.array(attachment).max(2000);
export const position = z.strictObject({ feed: hash, seq: count, hash });
export const frontier = z.record(hash, z.array(z.strictObject({ seq: count, hash })).min(1));

/** What a county kind is about, and for which heads it holds. */
export const about = z.strictObject({ unit: unitCode, kind: code, record: recordId, heads: z.array(hash).max(64) });
