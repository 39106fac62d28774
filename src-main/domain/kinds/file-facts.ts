// What is known of a file beyond its type: which facts there are, and which of them may stand in a record. Whoever reads a foreign file,
// or takes what was read out of a table, keeps of it what lies within these bounds.
import { z } from "zod";
import { LIMITS } from "../limits.ts";

/** Of what this program reads: raised when it reads more of the same file, so that what is here is looked into again. */
export const FACTS_METHOD = 1;

const side = z.int().min(1).max(LIMITS.sidePx);
const degreesE6 = (most: number) =>
  z
    .int()
    .min(-most * 1e6)
    .max(most * 1e6);
const nameText = z.string().min(1).max(LIMITS.fileFact);

const FACTS = {
  /** Wall time where it was taken, `YYYY-MM-DDTHH:mm:ss`. */
  takenAt: z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/),
  /** Minutes that this wall time is ahead of UTC, where the file says it. */
  takenOffsetMin: z.int().min(-LIMITS.offsetMin).max(LIMITS.offsetMin),
  /** WGS 84 degrees times 1e6. */
  gpsE6: z.object({ lat: degreesE6(90), lon: degreesE6(180) }),
  /** As it is shown, after turning. */
  widthPx: side,
  heightPx: side,
  /** Absent: not known. Nothing lasts no time. */
  durationMs: z.int().min(1).max(LIMITS.lengthMs),
  codec: nameText,
  /** Maker and model. */
  camera: nameText,
  software: nameText,
  /** 1 to 8, as EXIF counts them. */
  orientation: z.int().min(1).max(8),
  /** Of a picture that is cut off: the rows that are there. */
  rowsRead: z.int().min(0).max(LIMITS.sidePx),
  /** It opens with a password only. */
  encrypted: z.literal(true),
};

/** What a file says of itself. */
export type FileFacts = { readonly [Name in keyof typeof FACTS]?: Readonly<z.infer<(typeof FACTS)[Name]>> };

/** Those facts that are within bounds; whatever else was said is left out. */
export function fileFactsIn(said: Readonly<Record<string, unknown>>): FileFacts {
  const good = Object.entries(FACTS).flatMap(([name, schema]) => {
    const read = schema.safeParse(said[name]);
    return read.success ? [[name, read.data]] : [];
  });
  return Object.fromEntries(good) as FileFacts;
}

/** Facts that a record may tell of its attachments before they come. Where it was taken, and with what, only the file itself says. */
export const STATED = {
  takenOffsetMin: FACTS.takenOffsetMin,
  widthPx: FACTS.widthPx,
  heightPx: FACTS.heightPx,
  durationMs: FACTS.durationMs,
};

export type StatedFacts = Pick<FileFacts, keyof typeof STATED | "takenAt">;

/** What a record tells of a file. */
export function statedFacts(said: Readonly<Record<string, unknown>>): StatedFacts {
  const { takenAt, takenOffsetMin, widthPx, heightPx, durationMs } = fileFactsIn(said);
  return {
    ...(takenAt !== undefined && { takenAt }),
    ...(takenOffsetMin !== undefined && { takenOffsetMin }),
    ...(widthPx !== undefined && { widthPx }),
    ...(heightPx !== undefined && { heightPx }),
    ...(durationMs !== undefined && { durationMs }),
  };
}
