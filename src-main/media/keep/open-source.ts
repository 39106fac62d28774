// Opens a file that a person named, once: what is copied, hashed and looked into is this one, whatever its path leads to later.
import { Problem } from "../../domain/problem.ts";
import type { OpenSource, SourceState } from "../../usecases/ports/files.ts";
import { explaining, readingProblem } from "../../disk/disk-problems.ts";
import { realFs, type MediaFs } from "./fs-port.ts";

/** An open file with its end: whoever opened it closes it. */
export type ClosableSource = OpenSource & Readonly<{ close(): Promise<void> }>;

/**
 * Opens a regular file.
 *
 * @param name the file's name as the user knows it.
 * @throws {Problem} `file-not-found`, `file-is-folder`, `file-unreadable`, `file-empty`
 */
export async function openSource(path: string, name: string, fs: Pick<MediaFs, "openToRead"> = realFs): Promise<ClosableSource> {
  const explain = (cause: unknown) => readingProblem(cause, name);
  const file = await explaining(() => fs.openToRead(path), explain);
  const source: ClosableSource = {
    read: (into, at) => explaining(() => file.read(into, at), explain),
    state: () => explaining(() => file.state(), explain),
    close: () => file.close(),
  };
  try {
    assertUsable(await source.state(), name);
    return source;
  } catch (cause) {
    await file.close();
    throw cause;
  }
}

function assertUsable(state: SourceState, name: string): void {
  if (state.isFolder) throw new Problem("file-is-folder", { name });
  if (!state.isFile) throw new Problem("file-unreadable", { name });
  if (state.sizeBytes === 0) throw new Problem("file-empty", { name });
}
