// The small parts that every section of a campaign document is made of: texts in two languages, codes, local times, grounds.
import { z } from "zod";

/** A closed object whose members cannot be changed: a misspelt member is an error, not a silence. */
export function object<T extends z.ZodRawShape>(shape: T) {
  return z.strictObject(shape).readonly();
}

export function list<T extends z.ZodType>(member: T, fewest = 0) {
  return z.array(member).min(fewest).readonly();
}

/** A text in the languages of the screens; `zh` is the official wording and stands on paper. */
export const bilingual = object({ zh: z.string().min(1).max(600), en: z.string().min(1).max(900) });
export type Bilingual = z.infer<typeof bilingual>;

/** Id of something that the campaign defines and that records refer to. */
export const id = z.string().regex(/^[0-9A-Za-z_.:-]{1,40}$/);
export const ids = list(id);

/** Numbers of the notice's requirements that something follows from, such as `R137`. */
export const basis = list(z.string().regex(/^R\d{3}[a-z]?$/)).optional();

/** `YYYY-MM-DD` on the campaign's wall clock. */
export const localDay = z.iso.date();
/** `YYYY-MM-DDTHH:mm` on the campaign's wall clock; `T24:00` is the end of a day. */
export const localInstant = z.string().regex(/^\d{4}-\d{2}-\d{2}T(?:[01]\d|2[0-3]):[0-5]\d$|^\d{4}-\d{2}-\d{2}T24:00$/);

/** Text of a formula in Common Expression Language; checked when the whole campaign is parsed. */
export const formula = z.string().min(1).max(1000);

/** A count of things. */
export const count = z.int().min(0);
/** Rubric points times 100, so that half and fifth points stay integers. */
export const pointsE2 = z.int();
