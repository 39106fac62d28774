// Takes files in as attachments: type by content, one copy per content, nothing visible until all of them are safe.
import { basename } from "node:path";
import type { JsonObject } from "../domain/json.ts";
import { Problem } from "../domain/problem.ts";
import type { Desk } from "./desk.ts";
import type { OpenSource, MediaFacts, PendingFile, Progress, HashedFile } from "./ports.ts";

/**
 * A file to attach: by its path on this PC, opened where a person gave it, or received in slices. `name` is what is shown
 * (of a path: its last part, where nothing else is said).
 */
export type NewFile = Readonly<{ caption?: string }> &
  (
    | Readonly<{ path: string; name?: string }>
    | Readonly<{ source: OpenSource; name: string }>
    | Readonly<{ received: HashedFile; name: string }>
  );

/**
 * Copies files into the media store and describes them as a record's value names them.
 *
 * @returns attachment values in the order of `files`.
 * @throws {Problem} `file-*`, `media-*`, `disk-*`, `cancelled`; then nothing was kept.
 */
export async function attachFiles(desk: Desk, files: readonly NewFile[], progress: Progress): Promise<readonly JsonObject[]> {
  const pending: PendingFile[] = [];
  try {
    const attachments: JsonObject[] = [];
    const rows: { file: PendingFile; facts: MediaFacts }[] = [];
    for (const file of files) {
      const name = nameOf(file);
      const copy = await takeCopy(desk, file, progress);
      pending.push(copy);
      // The copy is looked into: what lies at the person's path may be another file by now.
      const facts = await desk.reader.inspect(copy.tempPath, name);
      rows.push({ file: copy, facts });
      attachments.push(describe(name, file.caption, copy, facts));
    }
    if (progress.signal.aborted) throw new Problem("cancelled", {});
    await desk.media.commit(pending);
    desk.store.addMedia(
      rows.map(({ file, facts }) => ({
        sha256: file.sha256,
        sizeBytes: file.sizeBytes,
        crc32: file.crc32,
        ext: facts.ext,
        mime: facts.mime,
      })),
    );
    return attachments;
  } catch (error) {
    await desk.media.discard(pending);
    throw error;
  }
}

/** The name that a person knows the file by. */
export function nameOf(file: NewFile): string {
  return "path" in file ? (file.name ?? basename(file.path)) : file.name;
}

function takeCopy({ media }: Pick<Desk, "media">, file: NewFile, progress: Progress): Promise<PendingFile> {
  if ("source" in file) return media.intakeSource(file.source, file.name, progress);
  return "received" in file ? media.adopt(file.received, progress) : media.intakeFile(file.path, progress);
}

function describe(name: string, caption: string | undefined, file: PendingFile, facts: MediaFacts): JsonObject {
  return {
    sha256: file.sha256,
    sizeBytes: file.sizeBytes,
    name: showable(name),
    mime: facts.mime,
    class: facts.class,
    ...(facts.takenAt === undefined ? {} : { takenAt: facts.takenAt }),
    ...(caption === undefined ? {} : { caption }),
  };
}

/** A foreign file name as text that may travel: well-formed, without control characters, at most 255 characters. */
function showable(name: string): string {
  const clean = name.toWellFormed().replace(/\p{Cc}/gu, "�");
  return clean.slice(0, 255).toWellFormed() || "未命名";
}
