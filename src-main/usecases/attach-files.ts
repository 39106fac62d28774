// Takes files in as attachments: type by content, one copy per content, nothing visible until all of them are safe.
import { basename } from "node:path";
import type { JsonObject } from "../domain/json.ts";
import { Problem } from "../domain/problem.ts";
import type { Desk } from "./desk.ts";
import type { HashedFile, MediaFacts, OpenSource, PendingFile, Progress } from "./ports.ts";

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

type Taken = Readonly<{ file: PendingFile; facts: MediaFacts; attachment: JsonObject }>;

/**
 * Copies files into the media store and describes them as a record's value names them. An original is kept whatever a look at it
 * costs; what only a longer look would say (when it was taken) an attachment then goes without.
 *
 * @returns attachment values in the order of `files`.
 * @throws {Problem} `file-*`, `media-*`, `disk-*`, `cancelled`; then nothing was kept.
 */
export async function attachFiles(desk: Desk, files: readonly NewFile[], progress: Progress): Promise<readonly JsonObject[]> {
  return (await keepFiles(desk, files, progress)).map(({ attachment }) => attachment);
}

/** The same for one file of a draft. `unlooked`: it waits for a longer look; {@link lookAgain} takes it. */
export async function attachDrafted(
  desk: Desk,
  file: NewFile,
  progress: Progress,
): Promise<Readonly<{ attachment: JsonObject; unlooked: boolean }>> {
  const [kept] = await keepFiles(desk, [file], progress);
  if (kept === undefined) throw new Problem("file-not-found", { name: nameOf(file) });
  return { attachment: kept.attachment, unlooked: kept.facts.unlooked === true && kept.facts.class !== "document" };
}

/** What a look to its end at a kept original adds to its attachment: nothing, if the decoder is not there or no picture opens. */
export async function lookAgain(desk: Desk, attachment: JsonObject): Promise<JsonObject> {
  const [sha256, name] = [String(attachment["sha256"]), String(attachment["name"])];
  try {
    const path = desk.media.pathOf(sha256);
    return takenAtOf(await withOpen(desk, path, name, (source) => desk.reader.inspect(source, name, "to-its-end")));
  } catch (cause) {
    if (!(cause instanceof Problem)) throw cause;
    return {}; // damaged, as a decoder sees it, or gone from the disk: it was kept, and its attachment stands
  }
}

async function keepFiles(desk: Desk, files: readonly NewFile[], progress: Progress): Promise<readonly Taken[]> {
  const taken: Taken[] = [];
  try {
    await takeAll(desk, files, taken, progress);
    await desk.media.commit(taken.map(({ file }) => file));
    desk.store.addMedia(
      taken.map(({ file: { sha256, sizeBytes, crc32 }, facts: { ext, mime } }) => ({ sha256, sizeBytes, crc32, ext, mime })),
    );
    return taken;
  } catch (error) {
    await desk.media.discard(taken.flatMap(({ file }) => [file])); // where a file was refused there is a hole, which flatMap passes over
    throw error;
  }
}

/** Fills `taken`, in the order of `files`. The first refusal stops the others; all have ended when it is told. */
async function takeAll(desk: Desk, files: readonly NewFile[], taken: Taken[], progress: Progress): Promise<void> {
  const stop = new AbortController();
  const signal = AbortSignal.any([progress.signal, stop.signal]);
  const tell = tellAll(files.length, progress);
  const left = files.entries();
  const lane = async (): Promise<void> => {
    for (const [index, file] of left) {
      if (signal.aborted) throw new Problem("cancelled", {});
      taken[index] = await takeFile(desk, file, { signal, report: tell(index) });
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

async function takeFile(desk: Desk, file: NewFile, progress: Progress): Promise<Taken> {
  const name = nameOf(file);
  const { copy, facts } = await takeCopy(desk, file, name, progress);
  return { file: copy, facts, attachment: describe(name, file.caption, copy, facts) };
}

type Looked = Readonly<{ copy: PendingFile; facts: MediaFacts }>;

async function takeCopy(desk: Desk, file: NewFile, name: string, progress: Progress): Promise<Looked> {
  if ("source" in file) return takeSource(desk, file.source, name, progress);
  if ("received" in file) return takeReceived(desk, file.received, name, progress);
  return withOpen(desk, file.path, name, (source) => takeSource(desk, source, name, progress));
}

async function withOpen<T>(desk: Desk, path: string, name: string, step: (source: OpenSource) => Promise<T>): Promise<T> {
  const source = await desk.media.openFile(path, name);
  try {
    return await step(source);
  } finally {
    await source.close();
  }
}

/** Nobody but the program can have changed it since it came. */
async function takeReceived(desk: Desk, received: HashedFile, name: string, progress: Progress): Promise<Looked> {
  const copy = await desk.media.adopt(received, progress);
  try {
    return { copy, facts: await withOpen(desk, copy.tempPath, name, (source) => desk.reader.inspect(source, name)) };
  } catch (cause) {
    await desk.media.discard([copy]);
    throw cause;
  }
}

/** A file that was still being written may be whole by now: one that changed is copied and looked at once more. */
async function takeSource(desk: Desk, source: OpenSource, name: string, progress: Progress): Promise<Looked> {
  const before = await source.state();
  try {
    return await copyAndLook(desk, source, name, progress);
  } catch (cause) {
    const now = await source.state();
    const same = before.sizeBytes === now.sizeBytes && before.changedAtMs === now.changedAtMs;
    if (same || progress.signal.aborted) throw cause;
    return copyAndLook(desk, source, name, progress);
  }
}

/** Copies and looks at the same open file at once; a refusal of what it is stops the copy of a long film. */
async function copyAndLook(desk: Desk, source: OpenSource, name: string, progress: Progress): Promise<Looked> {
  const refused = new AbortController();
  const signal = AbortSignal.any([progress.signal, refused.signal]);
  const looking = desk.reader.inspect(source, name);
  looking.catch(() => refused.abort()); // told below, or not at all where the copy fails by itself
  const copy = await desk.media.intakeFile(source, name, { ...progress, signal }).catch(async (cause: unknown) => {
    if (refused.signal.aborted) await looking;
    throw cause;
  });
  try {
    return { copy, facts: await looking };
  } catch (cause) {
    await desk.media.discard([copy]);
    throw cause;
  }
}

function describe(name: string, caption: string | undefined, file: PendingFile, facts: MediaFacts): JsonObject {
  return {
    sha256: file.sha256,
    sizeBytes: file.sizeBytes,
    name: showable(name),
    mime: facts.mime,
    class: facts.class,
    ...takenAtOf(facts),
    ...(caption === undefined ? {} : { caption }),
  };
}

function takenAtOf({ takenAt }: MediaFacts): JsonObject {
  return takenAt === undefined ? {} : { takenAt };
}

/** A foreign file name as text that may travel: well-formed, without control characters, at most 255 characters. */
function showable(name: string): string {
  const clean = name.toWellFormed().replace(/\p{Cc}/gu, "�");
  return clean.slice(0, 255).toWellFormed() || "未命名";
}
