// The parts that entry schemas are made of: limits of texts and numbers, dates, keys, attachments.
import { z } from "zod";
import { MOST_PAGES } from "../feed/pages.ts";
import { LIMITS } from "../limits.ts";
import { STATED } from "./file-facts.ts";
import { fileName, open } from "./privacy.ts";

/** Texts: each use of them says whether it is `personal` or `open`. */
export const shortText = z.string().min(1).max(LIMITS.shortText);
export const lineText = z.string().max(LIMITS.shortText);
const longText = z.string().max(LIMITS.longText);
/** A place, a number of a series, a size: a safe, non-negative integer. */
export const ordinal = open(z.int().min(0));

/** Marks what only binds who writes now: a value that was good before stays good. */
const ON_WRITING = { params: { onWriting: true } };

/** A count of things: a safe, non-negative integer, and no larger than anything can be when it is written now. */
export const count = ordinal.refine((value) => value <= LIMITS.count, ON_WRITING);

/** Where a value has a member `__proto__`, which the parser passes over in a map: no kind has one. Undefined where it has none. */
export function prototypeAt(value: unknown, path = ""): string | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  if (Object.hasOwn(value, "__proto__")) return `${path}/__proto__`;
  for (const [name, member] of Object.entries(value)) {
    const found = prototypeAt(member, `${path}/${name}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Whether a value is good, whenever it was written. */
export function admits(schema: z.ZodType, value: unknown): boolean {
  const isGood = schema.safeParse(value).error?.issues.every(bindsOnlyWriting) ?? true;
  return isGood && prototypeAt(value) === undefined;
}

/** What a merge of good values may break: how much of something there is, and rules between members. */
const BOUNDS: ReadonlySet<string> = new Set(["too_big", "too_small", "custom"]);

/** Whether a value has the members that a schema names, of its types. */
export function hasShape(schema: z.ZodType, value: unknown): boolean {
  return schema.safeParse(value).error?.issues.every(({ code }) => BOUNDS.has(code)) ?? true;
}

function bindsOnlyWriting(issue: z.core.$ZodIssue): boolean {
  return issue.code === "custom" && issue.params?.["onWriting"] === true;
}

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
export const unitCode = open(z.string().regex(new RegExp(`^[0-9A-Za-z-]{1,${LIMITS.unitCode}}$`)));
export const code = open(z.string().regex(new RegExp(`^[0-9A-Za-z_.:-]{1,${LIMITS.code}}$`)));

/** One of a few words that the program knows. */
export const choice = <const T extends readonly [string, ...string[]]>(words: T) => open(z.enum(words));
export const flag = open(z.boolean());
export const sizeBytes = open(z.int().min(1));
/** A record's id, or in old values whatever stood for one. */
export const recordId = open(z.string().max(LIMITS.recordId));
/** Text that people write freely. It may name somebody: whoever sends it unsealed is told so. */
export const freeText = open(longText);

/** The type of a file of which nothing is known. */
export const UNTYPED = "application/octet-stream";

/** What a sender says of a file's type, where it is one; a file of no known type otherwise. @see RFC 6838 §4.2 */
export function fileTypeOf(text: string): string {
  return /^[\w.+!#$&^-]{1,64}\/[\w.+!#$&^-]{1,64}$/.test(text) ? text : UNTYPED;
}

/** A file named by its content. `takenAt` is the camera's wall time. What it says of itself is the unit's word until the file comes. */
export const attachment = z.strictObject({
  sha256: hash,
  sizeBytes,
  name: fileName(z.string().min(1).max(LIMITS.fileName)),
  mime: open(z.string().max(LIMITS.fileType)).refine((text) => text === fileTypeOf(text), ON_WRITING),
  class: choice(["photo", "video", "audio", "document"]),
  takenAt: open(z.string().max(19)).optional(),
  takenOffsetMin: open(STATED.takenOffsetMin).optional(),
  widthPx: open(STATED.widthPx).optional(),
  heightPx: open(STATED.heightPx).optional(),
  durationMs: open(STATED.durationMs).optional(),
  caption: open(lineText).optional(),
  role: choice(["before", "after", "scan"]).optional(),
});

export const attachments = z.array(attachment).max(LIMITS.attachments);
export const position = z.strictObject({ feed: hash, seq: ordinal, hash });
export const frontier = z.record(hash, z.array(z.strictObject({ seq: ordinal, hash })).min(1));

/** Where the pages of a longer one lie. Each is named once: reading them costs no more than they are long. */
export const pages = z
  .array(position)
  .min(2)
  .max(MOST_PAGES)
  .refine((places) => new Set(places.map((place) => place.hash)).size === places.length);

/** What a county kind is about, and for which heads it holds. */
export const about = z.strictObject({
  unit: unitCode,
  kind: code,
  record: recordId,
  heads: z.array(hash).max(64),
});
