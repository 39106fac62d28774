// Files that a screen sends, and files that it downloads: kept in a private folder until the program ends.
import { createWriteStream, mkdirSync, rmSync } from "node:fs";
import { unlink } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Problem } from "../domain/problem.ts";
import type { UploadedFile } from "../api/host.ts";

export type Uploads = Readonly<{
  /** @throws {Problem} `file-empty`, `disk-full`, `disk-read-only`, `cancelled` */
  receive(name: string, bytes: AsyncIterable<Uint8Array>): Promise<string>;
  /** @throws {Problem} `upload-unknown` */
  find(id: string): UploadedFile;
  close(): void;
}>;

/** @param folder private to this run; emptied now and at the end. */
export function openUploads(folder: string, newId: () => string): Uploads {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const kept = new Map<string, UploadedFile>();
  return {
    receive: async (name, bytes) => {
      const id = newId();
      const path = join(folder, id);
      await writeUpload(path, name, bytes);
      kept.set(id, { path, name });
      return id;
    },
    find: (id) => {
      const file = kept.get(id);
      if (file === undefined) throw new Problem("upload-unknown", {});
      return file;
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

async function writeUpload(path: string, name: string, bytes: AsyncIterable<Uint8Array>): Promise<void> {
  const out = createWriteStream(path, { flags: "wx", mode: 0o600 });
  try {
    await pipeline(Readable.from(bytes), out);
  } catch (cause) {
    await unlink(path).catch(() => undefined); // it may not have been made
    const { code } = cause as NodeJS.ErrnoException;
    if (code === "ENOSPC") throw new Problem("disk-full", { path: name }, { cause });
    if (code === "EROFS" || code === "EACCES") throw new Problem("disk-read-only", { path: name }, { cause });
    throw new Problem("cancelled", {}, { cause });
  }
  if (out.bytesWritten > 0) return;
  await unlink(path);
  throw new Problem("file-empty", { name });
}
