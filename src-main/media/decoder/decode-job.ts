// One look into a foreign file: how what is asked is answered. Runs in the decode worker.
import { Problem } from "../../domain/problem.ts";
import type { MediaFacts } from "../../usecases/ports/media.ts";
import { readClip } from "./clip/clip-facts.ts";
import type { DecodeAnswer, DecodeJob } from "../decode/decode-wire.ts";
import { drawPicture } from "./look/draw-picture.ts";
import { admitType } from "../type/detect-type.ts";
import { withStartKept, type ForeignFile } from "../type/foreign-file.ts";
import { guessByLibrary } from "./look/guess-by-library.ts";
import { drawPreview, drawSmaller, inspectPicture, takeLikeness, withOwnDrawings } from "./look/pictures.ts";

/** An answer, and the bytes that go with it. */
export type Answered = Readonly<{ answer: DecodeAnswer; bytes?: Uint8Array }>;

/** Answers one job; never rejects. */
export async function answerJob(job: DecodeJob, file: ForeignFile): Promise<Answered> {
  try {
    return await answer(job, file);
  } catch (cause) {
    if (cause instanceof Problem) return { answer: { problem: cause.code, details: cause.details } };
    return { answer: { failed: cause instanceof Error ? (cause.stack ?? cause.message) : String(cause) } };
  }
}

async function answer(job: DecodeJob, file: ForeignFile): Promise<Answered> {
  if (job.ask === "inspect") return { answer: { facts: await inspectFile(file, job.name) } };
  if (job.ask === "likeness") return bytesAnswer(await takeLikeness(file, job.name, job.mime));
  if (job.ask === "smaller") return bytesAnswer(await drawSmaller(file, job.name, job.mime, job));
  if (job.ask === "draw") return bytesAnswer(await withOwnDrawings(() => drawPicture(file, job)));
  return bytesAnswer(await drawPreview(file, job.name, job.mime, { edgePx: job.edgePx, small: job.quick ? "must" : "no" }));
}

function bytesAnswer(bytes: Uint8Array | undefined): Answered {
  return { answer: { bytes: bytes !== undefined }, ...(bytes && { bytes }) };
}

/**
 * What a file is, by its content; its name is only compared with it.
 *
 * @throws {Problem} `file-empty`, `media-type-unknown`, `media-is-archive`, `media-is-program`, `media-all-zero`, `media-type-mismatch`,
 *   `media-damaged`, `media-too-large`
 */
async function inspectFile(foreign: ForeignFile, name: string): Promise<MediaFacts> {
  const file = withStartKept(foreign);
  const { type, encrypted } = await admitType(file, name, guessByLibrary);
  if (type.class === "document") return { mime: type.mime, ext: type.ext, class: type.class, ...(encrypted && { encrypted }) };
  if (type.class === "photo") return inspectPicture(file, name, type);
  const facts = await readClip(file, type);
  if (!facts) throw new Problem("media-damaged", { name });
  return facts;
}
