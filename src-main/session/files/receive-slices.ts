// A file that comes in slices: written and hashed as it comes, so that its bytes are written once and never read again.
import { open, unlink, type FileHandle } from "node:fs/promises";
import { Problem } from "../../domain/problem.ts";
import { explaining, writingProblem } from "../../disk/disk-problems.ts";
import type { FileIdentity, HashedFile } from "../../usecases/ports/files.ts";

/** Takes the identity of bytes as they pass. */
export type Measuring = () => Readonly<{ pass(bytes: Uint8Array): void; end(): FileIdentity }>;

/** A file on its way. Slices come in order, one at a time. */
export type ComingFile = Readonly<{
  /** @throws {Problem} `upload-unknown` for a slice that does not follow, `disk-full`, `disk-read-only`, `disk-failing` */
  append(at: number, bytes: Uint8Array): Promise<void>;
  /** What came, once all of it is here; undefined before. */
  whole(): HashedFile | undefined;
  /** Takes back what came, however far it is; a file that was moved away meanwhile stays where it is. */
  remove(): Promise<void>;
}>;

/**
 * Makes the private file that a coming one is written to.
 *
 * @throws {Problem} `disk-full`, `disk-read-only`
 */
export async function receiveSlices(path: string, name: string, sizeBytes: number, measuring: Measuring): Promise<ComingFile> {
  const writing = (cause: unknown): unknown => writingProblem(cause, name);
  const handle = await explaining(() => open(path, "wx", 0o600), writing);
  const measure = measuring();
  const state: { doneBytes: number; writing: boolean; open: boolean; whole: HashedFile | undefined } = {
    doneBytes: 0,
    writing: false,
    open: true,
    whole: undefined,
  };
  const close = async (): Promise<void> => {
    if (!state.open) return;
    state.open = false;
    await handle.close();
  };
  return {
    append: async (at, bytes) => {
      const follows = state.open && !state.writing && at === state.doneBytes && at + bytes.byteLength <= sizeBytes;
      if (!follows) throw new Problem("upload-unknown", {});
      state.writing = true;
      await explaining(() => writeAt(handle, bytes, at), writing);
      state.writing = false;
      measure.pass(bytes);
      state.doneBytes += bytes.byteLength;
      if (state.doneBytes < sizeBytes) return;
      await close();
      state.whole = { ...measure.end(), path };
    },
    whole: () => state.whole,
    remove: async () => {
      await close();
      await unlink(path).catch((cause: NodeJS.ErrnoException) => {
        if (cause.code !== "ENOENT") throw cause;
      });
    },
  };
}

async function writeAt(handle: FileHandle, bytes: Uint8Array, at: number): Promise<void> {
  for (let written = 0; written < bytes.byteLength;)
    written += (await handle.write(bytes, written, bytes.byteLength - written, at + written)).bytesWritten;
}
