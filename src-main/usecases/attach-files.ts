// Takes files in as attachments: type by content, one copy per content, nothing visible until all of them are safe.
import { basename } from "node:path";
import type { JsonObject } from "../domain/json.ts";
import type { Desk } from "./desk.ts";
import type { MediaFacts, PendingFile, Progress } from "./ports.ts";

/** A file to attach, by its path on this PC. `name` is what is shown (defaults to the path's last part). */
export type NewFile = Readonly<{ path: string; name?: string; caption?: string }>;

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
      const name = file.name ?? basename(file.path);
      const facts = await desk.reader.inspect(file.path, name);
      const copy = await desk.media.intakeFile(file.path, progress);
      pending.push(copy);
      rows.push({ file: copy, facts });
      attachments.push(describe(name, file.caption, copy, facts));
    }
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
