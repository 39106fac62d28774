// One look into a foreign file: what may be asked, what comes back, and how it is answered. Runs in the decode worker.
import { access, constants, stat } from "node:fs/promises";
import { Problem, type ProblemCode } from "../domain/problem.ts";
import type { MediaFacts } from "../usecases/ports.ts";
import { readClip } from "./clip-facts.ts";
import { detectType } from "./detect-type.ts";
import { explaining, readingProblem } from "./disk-problems.ts";
import { drawPreview, inspectPicture, takeFingerprint } from "./pictures.ts";
import { isMisnamed } from "./types.ts";

/** What is asked of the worker. */
export type DecodeJob =
  | Readonly<{ ask: "inspect"; path: string; name: string }>
  | Readonly<{ ask: "preview"; path: string; name: string; mime: string; edgePx: number }>
  | Readonly<{ ask: "fingerprint"; path: string; name: string; mime: string }>;

/** What it answers: facts, a JPEG, a fingerprint, or the problem; `failed` is an error of ours. */
export type DecodeAnswer =
  | Readonly<{ facts: MediaFacts }>
  | Readonly<{ jpeg: Uint8Array | undefined }>
  | Readonly<{ fingerprint: string | undefined }>
  | Readonly<{ problem: ProblemCode; details: Readonly<Record<string, string | number>> }>
  | Readonly<{ failed: string }>;

/** Answers one job; never rejects. */
export async function answerJob(job: DecodeJob): Promise<DecodeAnswer> {
  try {
    return await explaining(
      () => answer(job),
      (cause) => readingProblem(cause, job.name),
    );
  } catch (cause) {
    if (cause instanceof Problem) return { problem: cause.code, details: cause.details };
    return { failed: cause instanceof Error ? (cause.stack ?? cause.message) : String(cause) };
  }
}

async function answer(job: DecodeJob): Promise<DecodeAnswer> {
  await access(job.path, constants.R_OK);
  if (job.ask === "inspect") return { facts: await inspectFile(job.path, job.name) };
  if (job.ask === "fingerprint") return { fingerprint: await takeFingerprint(job.path, job.name, job.mime) };
  return { jpeg: await drawPreview(job.path, job.name, job.mime, job.edgePx) };
}

/**
 * What a file is, by its content; its name is only compared with it.
 *
 * @throws {Problem} `file-empty`, `media-type-unknown`, `media-type-mismatch`, `media-damaged`, `media-too-large`
 */
export async function inspectFile(path: string, name: string): Promise<MediaFacts> {
  if ((await stat(path)).size === 0) throw new Problem("file-empty", { name });
  const type = await detectType(path);
  if (!type) throw new Problem("media-type-unknown", { name });
  if (isMisnamed(name, type)) throw new Problem("media-type-mismatch", { name, found: type.ext.toUpperCase() });
  if (type.class === "document") return { mime: type.mime, ext: type.ext, class: type.class };
  if (type.class === "photo") return inspectPicture(path, name, type);
  const facts = await readClip(path, type);
  if (!facts) throw new Problem("media-damaged", { name });
  return facts;
}
