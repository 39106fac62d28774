// Takes files in as attachments: type by content, one copy per content, nothing visible until all of them are safe.
import { basename } from "node:path";
import { fileFactsIn, statedFacts, type StatedFacts } from "../../../domain/kinds/file-facts.ts";
import type { Attachment } from "../../../domain/kinds/values.ts";
import { Problem } from "../../../domain/problem.ts";
import type { Workspace, Needs } from "../../workspace.ts";
import type { HashedFile, OpenSource, PendingFile } from "../../ports/files.ts";
import type { MediaFacts } from "../../ports/media.ts";
import type { Progress } from "../../ports/progress.ts";
import type { OriginalWriter } from "../../ports/store/originals.ts";
import { factsOf, type FactsOfNeeds } from "./read-facts.ts";

type AttachFilesNeeds = Needs<OriginalWriter, "media" | "reader">;

/**
 * A file to attach: by its path on this PC, open already (whoever opened it closes it), or received in slices into a private folder.
 * `name` is what is shown (of a path: its last part, where nothing else is said).
 */
export type NewFile = Readonly<{ caption?: string }> &
  (
    | Readonly<{ path: string; name?: string }>
    | Readonly<{ source: OpenSource; name: string }>
    | Readonly<{ received: HashedFile; name: string }>
  );

/** The name that a person knows the file by. */
export function nameOf(file: NewFile): string {
  return "path" in file ? (file.name ?? basename(file.path)) : file.name;
}

/** Files that are copied and looked into at a time: one waits for the disk while another is decoded. */
const AT_ONCE = 4;

type Taken = Readonly<{ file: PendingFile; facts: MediaFacts; attachment: Attachment }>;

/**
 * Copies files into the media store and describes them as a record's value names them. An original is kept whatever a look at it
 * costs; what only a longer look would say (when it was taken, how long it lasts) an attachment then goes without.
 *
 * @returns attachment values in the order of `files`.
 * @throws {Problem} `file-*`, `media-*`, `disk-*`, `cancelled`; then nothing was kept.
 */
export async function attachFiles(
  ws: AttachFilesNeeds,
  files: readonly NewFile[],
  progress: Progress,
): Promise<readonly Attachment[]> {
  return (await keepFiles(ws, files, progress)).map(({ attachment }) => attachment);
}

/** The same for one file of a draft. `unlooked`: it waits for a longer look; {@link lookAgain} takes it. */
export async function attachDrafted(
  ws: AttachFilesNeeds,
  file: NewFile,
  progress: Progress,
): Promise<Readonly<{ attachment: Attachment; unlooked: boolean }>> {
  const [kept] = await keepFiles(ws, [file], progress);
  if (kept === undefined) throw new Problem("file-not-found", { name: nameOf(file) });
  return { attachment: kept.attachment, unlooked: kept.facts.unlooked === true && kept.facts.class !== "document" };
}

/** What a look to its end at a kept original adds to its attachment: nothing, if the decoder is not there or no picture opens. */
export async function lookAgain(ws: FactsOfNeeds, { sha256 }: Attachment): Promise<StatedFacts> {
  return statedFacts((await factsOf(ws, sha256)) ?? {});
}

async function keepFiles(ws: AttachFilesNeeds, files: readonly NewFile[], progress: Progress): Promise<readonly Taken[]> {
  const taken: Taken[] = [];
  try {
    await takeAll(ws, files, taken, progress);
    await ws.media.commit(taken.map(({ file }) => file));
    ws.store.addMedia(
      taken.map(({ file: { sha256, sizeBytes, crc32 }, facts }) => ({
        sha256,
        sizeBytes,
        crc32,
        ext: facts.ext,
        mime: facts.mime,
        facts: facts.unlooked === true ? undefined : fileFactsIn(facts),
      })),
    );
    return taken;
  } catch (error) {
    await ws.media.discard(taken.flatMap(({ file }) => [file])); // where a file was refused there is a hole, which flatMap passes over
    throw error;
  }
}

/** Fills `taken`, in the order of `files`. The first refusal stops the others; all have ended when it is told. */
async function takeAll(
  ws: Pick<Workspace, "media" | "reader">,
  files: readonly NewFile[],
  taken: Taken[],
  progress: Progress,
): Promise<void> {
  const stop = new AbortController();
  const signal = AbortSignal.any([progress.signal, stop.signal]);
  const tell = tellAll(files.length, progress);
  const left = files.entries();
  const lane = async (): Promise<void> => {
    for (const [index, file] of left) {
      if (signal.aborted) throw new Problem("cancelled", {});
      taken[index] = await takeFile(ws, file, { signal, report: tell(index) });
    }
  };
  const guarded = (): Promise<void> =>
    lane().catch((cause: unknown) => {
      stop.abort();
      throw cause;
    });
  const ended = await Promise.allSettled(Array.from({ length: Math.min(AT_ONCE, files.length) }, guarded));
  const failed = ended.filter((end) => end.status === "rejected");
  const told = failed.find(({ reason }) => !isCancelled(reason)) ?? failed[0];
  if (told !== undefined) throw told.reason;
}

function isCancelled(cause: unknown): boolean {
  return cause instanceof Problem && cause.code === "cancelled";
}

/** Bytes of all files together; their whole is known only where there is one. */
function tellAll(count: number, progress: Progress): (index: number) => Progress["report"] {
  const done = new Array<number>(count).fill(0);
  return (index) => (doneBytes, totalBytes) => {
    done[index] = doneBytes;
    progress.report(
      done.reduce((sum, bytes) => sum + bytes, 0),
      count === 1 ? totalBytes : 0,
    );
  };
}

async function takeFile(ws: Pick<Workspace, "media" | "reader">, file: NewFile, progress: Progress): Promise<Taken> {
  const name = nameOf(file);
  const { copy, facts } = await takeCopy(ws, file, name, progress);
  return { file: copy, facts, attachment: describe(name, file.caption, copy, facts) };
}

type Looked = Readonly<{ copy: PendingFile; facts: MediaFacts }>;

/** Copies a file that was given, and looks into it. */
export async function takeCopy(
  ws: Pick<Workspace, "media" | "reader">,
  file: NewFile,
  name: string,
  progress: Progress,
): Promise<Looked> {
  if ("source" in file) return takeSource(ws, file.source, name, progress);
  if ("received" in file) return takeReceived(ws, file.received, name, progress);
  return withOpen(ws, file.path, name, (source) => takeSource(ws, source, name, progress));
}

async function withOpen<T>(
  ws: Pick<Workspace, "media">,
  path: string,
  name: string,
  step: (source: OpenSource) => Promise<T>,
): Promise<T> {
  const source = await ws.media.openFile(path, name);
  try {
    return await step(source);
  } finally {
    await source.close();
  }
}

/** Nobody but the program can have changed it since it came. */
async function takeReceived(
  ws: Pick<Workspace, "media" | "reader">,
  received: HashedFile,
  name: string,
  progress: Progress,
): Promise<Looked> {
  const copy = await ws.media.adopt(received, progress);
  try {
    return { copy, facts: await withOpen(ws, copy.tempPath, name, (source) => ws.reader.inspect(source, name)) };
  } catch (cause) {
    await ws.media.discard([copy]);
    throw cause;
  }
}

/** A file that was still being written may be whole by now: one that changed is copied and looked at once more. */
async function takeSource(
  ws: Pick<Workspace, "media" | "reader">,
  source: OpenSource,
  name: string,
  progress: Progress,
): Promise<Looked> {
  const before = await source.state();
  try {
    return await copyAndLook(ws, source, name, progress);
  } catch (cause) {
    const now = await source.state();
    const same = before.sizeBytes === now.sizeBytes && before.changedAtMs === now.changedAtMs;
    if (same || progress.signal.aborted) throw cause;
    return copyAndLook(ws, source, name, progress);
  }
}

/** Copies and looks at the same open file at once; a refusal of what it is stops the copy of a long film. */
async function copyAndLook(
  ws: Pick<Workspace, "media" | "reader">,
  source: OpenSource,
  name: string,
  progress: Progress,
): Promise<Looked> {
  const refused = new AbortController();
  const signal = AbortSignal.any([progress.signal, refused.signal]);
  const looking = ws.reader.inspect(source, name);
  looking.catch(() => refused.abort()); // told below, or not at all where the copy fails by itself
  const copy = await ws.media.intakeFile(source, name, { ...progress, signal }).catch(async (cause: unknown) => {
    if (refused.signal.aborted) await looking;
    throw cause;
  });
  try {
    return { copy, facts: await looking };
  } catch (cause) {
    await ws.media.discard([copy]);
    throw cause;
  }
}

function describe(name: string, caption: string | undefined, file: PendingFile, facts: MediaFacts): Attachment {
  return {
    sha256: file.sha256,
    sizeBytes: file.sizeBytes,
    name: showable(name),
    mime: facts.mime,
    class: facts.class,
    ...statedFacts(facts),
    ...(caption === undefined ? {} : { caption }),
  };
}

/** A foreign file name as text that may travel: well-formed, without control characters, at most 255 characters. */
function showable(name: string): string {
  const clean = name.toWellFormed().replace(/\p{Cc}/gu, "�");
  return clean.slice(0, 255).toWellFormed() || "未命名";
}
