// Writes a whole workspace into one file: a plain ZIP that unzip and sha256sum read as well. Written under a temporary name,
// read back byte for byte, then named; a file that is there already is never overwritten.
import { createHash } from "node:crypto";
import { basename, dirname } from "node:path";
import { crc32 } from "node:zlib";
import { Problem } from "../../domain/problem.ts";
import type { BackupSource, WrittenBackup } from "../../usecases/ports/backups.ts";
import type { FileIdentity } from "../../usecases/ports/files.ts";
import type { Progress } from "../../usecases/ports/progress.ts";
import { BACKUP_FORMAT, CHECKSUMS, DATABASE, encodeChecksums, KEYS, mediaMember, STATEMENT } from "./backup-names.ts";
import { placeOnDrive } from "../../disk/lasting.ts";
import { realDisk, type Disk } from "../disk.ts";
import { explaining, readingProblem, writingProblem } from "../../disk/disk-problems.ts";
import { readBackup } from "./read-backup.ts";
import { fillFromBytes, identityOf, startZip, type Fill, type ZipWriter } from "../zip/zip-write.ts";
import { zipSizeBytes } from "../zip/zip-layout.ts";

type Planned = Readonly<{ name: string; identity: FileIdentity; from: string | Uint8Array; sha256?: string }>;

/** An original that is gone or is no longer what it was: it is left out, and the file says so. */
class Unusable extends Error {
  readonly sha256: string;
  constructor(sha256: string) {
    super(sha256);
    this.sha256 = sha256;
  }
}

/**
 * Writes a backup. Originals that are missing or damaged are left out and named.
 *
 * @param part what it is called until it is whole.
 * @throws {Problem} `backup-exists`, `backup-damaged` (read back otherwise than written), `disk-full`, `disk-read-only`,
 *   `disk-failing`, `folder-missing`, `file-unreadable` (the database or the keys), `cancelled`; then nothing is left
 */
export async function writeBackup(
  source: BackupSource,
  path: string,
  part: string,
  progress: Progress,
  disk: Disk = realDisk,
): Promise<WrittenBackup> {
  const explain = (cause: unknown) => writingProblem(cause, dirname(path));
  if ((await explaining(() => disk.kindOf(path), explain)) !== "none")
    throw new Problem("backup-exists", { file: basename(path) });
  const fixed = { database: await identityOfFile(source.database, disk), keys: await identityOfFile(source.keys, disk) };
  const leftOut = new Set<string>();
  let sizeBytes: number;
  try {
    while (!(await isWritten(plan(source, fixed, leftOut), part, leftOut, progress, disk, explain)));
    await readBack(part, progress, disk);
    sizeBytes = await explaining(() => sizeOfFile(part, disk), explain);
    await explaining(() => placeOnDrive(disk, part, path), explain);
  } catch (cause) {
    await disk.remove(part).catch(() => undefined);
    throw cause;
  }
  return { path, sizeBytes, leftOut: [...leftOut].sort() };
}

type Fixed = Readonly<{ database: FileIdentity; keys: FileIdentity }>;

function plan(source: BackupSource, fixed: Fixed, leftOut: ReadonlySet<string>): readonly Planned[] {
  const media = source.media.filter((file) => !leftOut.has(file.sha256));
  const statement = {
    format: BACKUP_FORMAT,
    ...source.statement,
    media: media.length,
    mediaBytes: media.reduce((sum, file) => sum + file.sizeBytes, 0),
    leftOut: [...leftOut].sort(),
  };
  const files: Planned[] = [
    inMemory(STATEMENT, Buffer.from(`${JSON.stringify(statement, null, 2)}\n`)),
    { name: KEYS, identity: fixed.keys, from: source.keys },
    { name: DATABASE, identity: fixed.database, from: source.database },
    ...media.map((file) => ({ name: mediaMember(file.sha256), identity: file, from: file.path, sha256: file.sha256 })),
  ];
  const sums = encodeChecksums(files.map(({ name, identity }) => ({ name, sha256: identity.sha256 })));
  return [inMemory(CHECKSUMS, sums), ...files];
}

function inMemory(name: string, bytes: Uint8Array): Planned {
  return { name, identity: identityOf(bytes), from: bytes };
}

/** @returns false if an original turned out to be unusable: it is noted, and the file has to be written anew. */
async function isWritten(
  files: readonly Planned[],
  part: string,
  leftOut: Set<string>,
  progress: Progress,
  disk: Disk,
  explain: (cause: unknown) => unknown,
): Promise<boolean> {
  const total = 2 * zipSizeBytes(files.map(({ name, identity }) => ({ name, sizeBytes: identity.sizeBytes })));
  const file = await explaining(() => disk.create(part), explain);
  try {
    let done = 0;
    const zip = startZip(file, progress.signal, (bytes) => progress.report((done += bytes), total));
    for (const planned of files) await explaining(() => addFile(zip, planned, disk), explain);
    await explaining(() => zip.finish(), explain);
    await explaining(() => file.sync(), explain);
    return true;
  } catch (cause) {
    if (!(cause instanceof Unusable)) throw cause;
    leftOut.add(cause.sha256);
    return false;
  } finally {
    await file.close();
  }
}

async function addFile(zip: ZipWriter, planned: Planned, disk: Disk): Promise<void> {
  const { from } = planned;
  const same =
    typeof from === "string"
      ? await addFromDisk(zip, planned, from, disk)
      : await zip.add(planned.name, planned.identity, fillFromBytes(from));
  if (same) return;
  throw planned.sha256 === undefined ? new Problem("backup-damaged", {}) : new Unusable(planned.sha256);
}

async function addFromDisk(zip: ZipWriter, planned: Planned, path: string, disk: Disk): Promise<boolean> {
  const unusable = (cause: unknown) => (planned.sha256 === undefined ? cause : new Unusable(planned.sha256));
  const file = await explaining(() => disk.openToRead(path), unusable);
  try {
    let at = 0;
    const fill: Fill = async (block) => {
      const read = await explaining(() => file.readAt(block, at), unusable);
      at += read;
      return read;
    };
    return await zip.add(planned.name, planned.identity, fill);
  } finally {
    await file.close();
  }
}

/** Every byte again, from where it lies now. */
async function readBack(part: string, progress: Progress, disk: Disk): Promise<void> {
  try {
    const backup = await readBackup(part, progress, disk);
    try {
      await backup.receive(async (_name, bytes) => {
        for await (const block of bytes) void block;
      });
    } finally {
      await backup.close();
    }
  } catch (cause) {
    if (cause instanceof Problem && cause.code === "cancelled") throw cause;
    throw new Problem("backup-damaged", {}, { cause });
  }
}

const BLOCK_BYTES = 1024 * 1024;

/** @throws {Problem} `file-not-found`, `file-unreadable` */
function identityOfFile(path: string, disk: Disk): Promise<FileIdentity> {
  return explaining(
    () => readIdentity(path, disk),
    (cause) => readingProblem(cause, basename(path)),
  );
}

async function readIdentity(path: string, disk: Disk): Promise<FileIdentity> {
  const file = await disk.openToRead(path);
  try {
    const [digest, block] = [createHash("sha256"), Buffer.allocUnsafeSlow(BLOCK_BYTES)];
    let [crc, sizeBytes] = [0, 0];
    for (let read = await file.readAt(block, 0); read > 0; read = await file.readAt(block, sizeBytes)) {
      digest.update(block.subarray(0, read));
      crc = crc32(block.subarray(0, read), crc);
      sizeBytes += read;
    }
    return { sha256: digest.digest("hex"), sizeBytes, crc32: crc };
  } finally {
    await file.close();
  }
}

async function sizeOfFile(path: string, disk: Disk): Promise<number> {
  const file = await disk.openToRead(path);
  await file.close();
  return file.sizeBytes;
}
