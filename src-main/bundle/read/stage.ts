// Copies of our own: the plain file of an encrypted bundle, and the entries. What is checked here is not read from the drive again.
import { basename, join } from "node:path";
import { Problem } from "../../domain/problem.ts";
import type { Progress } from "../../usecases/ports/progress.ts";
import { decryptFile } from "../age/age.ts";
import { AGE_MAGIC } from "../age/age-header.ts";
import type { Disk, ReadableFile } from "../disk.ts";
import { explaining, writingProblem } from "../../disk/disk-problems.ts";
import { ENTRIES } from "../names.ts";
import type { BundleTags } from "../bag/read-tags.ts";
import { LOCAL_MARK } from "../zip/zip-layout.ts";
import { BLOCK_BYTES, readMember } from "../zip/zip-read.ts";

const ZIP_START = Buffer.alloc(4);
ZIP_START.writeUInt32LE(LOCAL_MARK);

/** Whether it is an age file. @throws {Problem} `bundle-empty` */
export async function isEncrypted(file: ReadableFile, name: string): Promise<boolean> {
  if (file.sizeBytes === 0) throw new Problem("bundle-empty", { file: name });
  const head = Buffer.alloc(AGE_MAGIC.length);
  await file.readAt(head, 0);
  return head.toString("latin1") === AGE_MAGIC;
}

/** Decrypts a bundle into staging and opens the plain file: its end was checked before. @throws {Problem} as `decryptFile` */
export async function stagePlain(
  path: string,
  staging: string,
  identities: readonly string[],
  progress: Progress,
  disk: Disk,
): Promise<ReadableFile> {
  const plain = join(staging, "plain.zip");
  await decryptFile(path, plain, identities, progress, (start) => {
    // What is no ZIP is not worth the work of opening all of it.
    if (Buffer.from(start.subarray(0, 4)).compare(ZIP_START) !== 0) throw new Problem("bundle-not-zip", { file: basename(path) });
  });
  return disk.openToRead(plain);
}

/** Copies data/entries.jsonl off the drive, checked against the manifest; a further volume has none. @throws {Problem} `bundle-changed`, `disk-full` */
export async function stageEntries(
  zip: ReadableFile,
  tags: BundleTags,
  path: string,
  { signal }: Progress,
  disk: Disk,
): Promise<ReadableFile> {
  const member = tags.members.get(ENTRIES);
  if (member === undefined && tags.info.volume === 1) throw new Problem("bundle-hostile", { reason: `without ${ENTRIES}` });
  const explain = (cause: unknown) => writingProblem(cause, path);
  const staged = await explaining(() => disk.create(path), explain);
  try {
    const blocks = member === undefined ? [] : readMember(zip, member, tags.manifest.get(ENTRIES), signal);
    for await (const bytes of blocks) await explaining(() => staged.write(bytes), explain);
  } finally {
    await staged.close();
  }
  return disk.openToRead(path);
}

/** A file's bytes in blocks; a block is valid until the next is asked for. */
export async function* blocksOf(file: ReadableFile, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const block = Buffer.allocUnsafeSlow(BLOCK_BYTES);
  for (let at = 0, read = 1; read > 0; at += read) {
    if (signal.aborted) throw new Problem("cancelled", {});
    read = await file.readAt(block, at);
    if (read > 0) yield block.subarray(0, read);
  }
}
