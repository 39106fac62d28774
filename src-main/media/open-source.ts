// Opens a file that a person gave by its path: once, and only a regular file, so that what is copied is what was given.
import { constants } from "node:fs";
import { open, type FileHandle } from "node:fs/promises";
import { Problem } from "../domain/problem.ts";
import type { OpenSource, SourceState } from "../usecases/ports.ts";
import { explaining, readingProblem } from "./disk-problems.ts";

/** Without O_NONBLOCK opening a pipe would wait for a writer; Windows has neither. */
const HOW = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/**
 * Opens a regular file with something in it; a folder, a pipe or a device is closed again untouched.
 *
 * @throws {Problem} `file-not-found`, `file-is-folder`, `file-empty`, `file-unreadable`
 */
export async function openSource(path: string, name: string): Promise<OpenSource & Readonly<{ close(): Promise<void> }>> {
  const reading = (cause: unknown): unknown => readingProblem(cause, name);
  const handle = await explaining(() => open(path, HOW), reading);
  try {
    const found = await explaining(() => stateOf(handle), reading);
    if (found.isFolder) throw new Problem("file-is-folder", { name });
    if (!found.isFile) throw new Problem("file-unreadable", { name });
    if (found.sizeBytes === 0) throw new Problem("file-empty", { name });
  } catch (cause) {
    await handle.close();
    throw cause;
  }
  return {
    read: async (into, at) => (await handle.read(into, 0, into.byteLength, at)).bytesRead,
    state: () => stateOf(handle),
    close: () => handle.close(),
  };
}

async function stateOf(handle: FileHandle): Promise<SourceState> {
  const found = await handle.stat();
  return { isFile: found.isFile(), isFolder: found.isDirectory(), sizeBytes: found.size, changedAtMs: found.mtimeMs };
}
