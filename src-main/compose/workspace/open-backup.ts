// Reads a backup for mending: its database into a file of our own, its originals to whoever misses them.
import { createReadStream } from "node:fs";
import { basename } from "node:path";
import { DATABASE } from "../../bundle/backup/backup-names.ts";
import { realDisk } from "../../bundle/disk.ts";
import { readBackup } from "../../bundle/backup/read-backup.ts";
import { explaining, readingProblem, writingProblem } from "../../disk/disk-problems.ts";
import { Problem } from "../../domain/problem.ts";
import type { Keeping } from "../../usecases/ports/backups.ts";

/** @see usecases/ports/backups.ts */
export const openBackup: Keeping["openBackup"] = async (path, database, progress, original) => {
  if (path.endsWith(".db")) return copyInto(database, bytesOf(path));
  const backup = await readBackup(path, progress);
  try {
    await backup.receive(async ({ name, sha256 }, bytes) => {
      if (sha256 !== undefined) await original(sha256, bytes);
      else if (name === DATABASE) await copyInto(database, bytes);
    });
  } finally {
    await backup.close();
  }
};

async function* bytesOf(path: string): AsyncGenerator<Uint8Array> {
  try {
    for await (const block of createReadStream(path)) yield block as Uint8Array;
  } catch (cause) {
    throw readingProblem(cause, basename(path));
  }
}

async function copyInto(path: string, bytes: AsyncIterable<Uint8Array>): Promise<void> {
  const explain = (cause: unknown) => (cause instanceof Problem ? cause : writingProblem(cause, path));
  const file = await explaining(() => realDisk.create(path), explain);
  try {
    for await (const block of bytes) await explaining(() => file.write(block), explain);
  } finally {
    await file.close();
  }
}
