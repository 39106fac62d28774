// What all areas of the contract share: how a problem travels, figures, record keys, media as a screen needs them.
import { oc } from "@orpc/contract";
import { z } from "zod";
import { bilingual } from "../domain/campaign/parts.ts";
import { DOUBT_REASONS } from "../domain/doubts/doubts-of.ts";
import { FILE_CAUTIONS } from "../domain/file-cautions.ts";
import { LIMITS } from "../domain/limits.ts";
import { PROBLEMS, type ProblemCode } from "../domain/problem.ts";

export const problemCode = z.enum(Object.keys(PROBLEMS) as [ProblemCode, ...ProblemCode[]]);
/** A problem as it travels; the sentence is chosen by the screen's language. */
export const problem = z.object({ code: problemCode, details: z.record(z.string(), z.union([z.string(), z.number()])) });
export type ProblemData = z.infer<typeof problem>;

/** Every procedure may end in a problem of the catalogue, and in nothing else that a screen shows. */
export const procedure = oc.errors({ PROBLEM: { status: 422, data: problem } });

export { bilingual };
export type Bilingual = z.infer<typeof bilingual>;
/** Milliseconds since 1970-01-01T00:00Z. */
export const instantMs = z.int();
/** As entries hold it, or as a bundle says it. */
export const unitCode = z.string().min(1).max(LIMITS.senderUnit);
export const sizeBytes = z.int().min(0);
export const count = z.int().min(0);

export const recordKey = z.object({ unit: unitCode, kind: z.string(), record: z.string() });
export type RecordKey = z.infer<typeof recordKey>;

/** Where the next page of a list goes on: a text that only the data side makes, read by the shape of its place. Null: the first page. */
export function cursorOf<P>(place: z.ZodType<P>) {
  const text = z.string().max(500).transform(readJson);
  return text.pipe(place).nullable();
}

function readJson(text: string, problems: z.core.$RefinementCtx<string>): unknown {
  try {
    return JSON.parse(text);
  } catch {
    problems.addIssue("no cursor");
    return z.NEVER;
  }
}

/** A record's place in a list of the store. */
export const recordPlace = z.object({ occurred: z.string().nullable(), id: z.int() });

/** One cell of a table: a whole number, a percentage as text, or nothing (`—`). */
export const figure = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("number"), value: z.int() }),
  z.object({ kind: z.literal("percent"), text: z.string() }),
  z.object({ kind: z.literal("none") }),
]);
export type Figure = z.infer<typeof figure>;

/** `weekly:2` names a period of the campaign, `total` everything counted so far. */
export const periodId = z.string().min(1).max(LIMITS.code);

/** A smaller file (压缩版) that is here of an original. */
export const smallFile = z.object({ sizeBytes, mime: z.string(), widthPx: z.int(), heightPx: z.int(), url: z.string() });
export type SmallFile = z.infer<typeof smallFile>;

/**
 * One attachment. URLs are ready strings of this run; null while the file is not here. `selfReported`: time, size and length are the
 * unit's word, nobody here has read them from the original. `cautions`: what a person should know before opening it; `seenPercent`: of a
 * picture that is cut off.
 */
export const picture = z.object({
  sha256: z.string(),
  sizeBytes,
  name: z.string(),
  mime: z.string(),
  class: z.enum(["photo", "video", "audio", "document"]),
  takenAt: z.string().optional(),
  takenOffsetMin: z.int().optional(),
  caption: z.string().optional(),
  role: z.enum(["before", "after", "scan"]).optional(),
  widthPx: z.int().optional(),
  heightPx: z.int().optional(),
  durationMs: z.int().optional(),
  selfReported: z.boolean(),
  /** `small`: the original is not here, a smaller one is (已到压缩版). */
  state: z.enum(["here", "small", "pending", "missing", "erased"]),
  /** The smaller file (压缩版) of it that is here. */
  small: smallFile.nullable(),
  cautions: z.array(z.enum(FILE_CAUTIONS)),
  seenPercent: z.int().optional(),
  previewUrl: z.string().nullable(),
  originalUrl: z.string().nullable(),
});
export type Picture = z.infer<typeof picture>;

/**
 * What is asked about a picture, kindly said to the clerk and shown to the county (domain/doubts). `other`: the picture that it is the
 * same as, with the activity that it belongs to; `percent`: how much of it can be seen; `stated`: what it rests on is the unit's word or its small picture, the original is not
 * here.
 */
export const mediaNote = z.object({
  note: z.enum(DOUBT_REASONS),
  other: recordKey.extend({ title: z.string(), unitName: z.string(), picture: picture.nullable() }).optional(),
  takenAt: z.string().optional(),
  metres: z.int().optional(),
  percent: z.int().optional(),
  stated: z.boolean(),
});
export type MediaNote = z.infer<typeof mediaNote>;

/** A picture with what is asked about it. */
export const mediaItem = picture.extend({ notes: z.array(mediaNote) });
export type MediaItem = z.infer<typeof mediaItem>;

/** `lengthMs` of the videos and recordings whose length is known; `lengthless`: the others. */
export const mediaCounts = z.object({
  photos: count,
  videos: count,
  audio: count,
  documents: count,
  sizeBytes,
  lengthMs: count,
  lengthless: count,
});
export type MediaCounts = z.infer<typeof mediaCounts>;

/** Whole backups: `away` on another drive than the data's, `here` on the same one, where they are lost together. */
export const lastBackups = z.object({ away: instantMs.nullable(), here: instantMs.nullable() });
export type LastBackups = z.infer<typeof lastBackups>;

/** Why the county returned a record. */
export const returnedWords = z.object({ reason: z.string(), by: z.string(), atMs: instantMs });

/** Long work that was started; `tasks.watch` tells the rest. */
export const started = z.object({ task: z.string() });

/** A bundle or a folder of bundles: given by the person (`uploads`), or on this PC where the program or the person found it. Never an attachment. */
export const fileSource = z.discriminatedUnion("from", [
  z.object({ from: z.literal("upload"), uploadId: z.string() }),
  z.object({ from: z.literal("path"), path: z.string().max(LIMITS.path) }),
]);
export type FileSource = z.infer<typeof fileSource>;

/** Level of a finding: `error` keeps the hand-in back, `warning` asks for a 说明, `notice` is only listed. */
export const findingLevel = z.enum(["error", "warning", "notice"]);
/** One 审核公式 that does not hold. `sentence` is filled in; `records` are those it is about. */
export const finding = z.object({
  /** Within a report: its 说明 stands under it. */
  id: z.string(),
  check: z.string(),
  level: findingLevel,
  explainable: z.boolean(),
  /** What it asks before the hand-in goes; null: nothing, or it was explained, now or with an earlier one. */
  asks: z.enum(["mending", "explanation"]).nullable(),
  sentence: bilingual,
  rows: z.array(z.string()),
  records: z.array(recordKey.extend({ title: z.string() })),
  explanation: z.string().nullable(),
});
export type Finding = z.infer<typeof finding>;
