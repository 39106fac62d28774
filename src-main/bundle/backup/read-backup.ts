// Opens a backup file that may have been damaged or made by a stranger: one strict spelling, a closed set of names, every byte
// compared with its checksum while it passes.
import { basename } from "node:path";
import { Problem } from "../../domain/problem.ts";
import type { BackupStatement } from "../../usecases/ports/backups.ts";
import type { Progress } from "../../usecases/ports/progress.ts";
import { explaining, readingProblem } from "../../disk/disk-problems.ts";
import { CHECKSUMS, DATABASE, KEYS, mediaOf, parseChecksums, parseStatement, STATEMENT } from "./backup-names.ts";
import { realDisk, type Disk, type ReadableFile } from "../disk.ts";
import type { ZipMember } from "../zip/zip-layout.ts";
import { readDirectory, readMember } from "../zip/zip-read.ts";

const MOST_FILES = 2_000_000;
const MOST_SMALL_BYTES = 256 * 1024 * 1024;

/** An open backup. `receive` hands every file out once; a name is `keys.json`, `anbao.db`, or of an original. */
export type OpenBackup = Readonly<{
  statement: BackupStatement;
  /** Bytes of all files. */
  sizeBytes: number;
  /** @throws {Problem} `backup-damaged`, `file-unreadable`, `cancelled` */
  receive(sink: (file: BackupMember, bytes: AsyncIterable<Uint8Array>) => Promise<void>): Promise<void>;
  close(): Promise<void>;
}>;

/** `sha256`: of an original; absent for the database and the key file. */
export type BackupMember = Readonly<{ name: string; sha256?: string }>;

/**
 * Opens a backup: structure, names and the small files are checked, the rest while it is received.
 *
 * @throws {Problem} `backup-not-one`, `backup-newer`, `backup-damaged`, `file-not-found`, `file-unreadable`
 */
export async function readBackup(path: string, progress: Progress, disk: Disk = realDisk): Promise<OpenBackup> {
  const name = basename(path);
  const zip = await openFile(path, name, disk);
  try {
    return await openChecked(zip, name, progress);
  } catch (cause) {
    await zip.close();
    throw asBackupProblem(cause, name);
  }
}

async function openFile(path: string, name: string, disk: Disk): Promise<ReadableFile> {
  if ((await disk.kindOf(path)) !== "file") throw new Problem("file-not-found", { name });
  const explain = (cause: unknown) => readingProblem(cause, name);
  const file = await explaining(() => disk.openToRead(path), explain);
  return { ...file, readAt: (into, position) => explaining(() => file.readAt(into, position), explain) };
}

async function openChecked(zip: ReadableFile, name: string, progress: Progress): Promise<OpenBackup> {
  const members = new Map((await readDirectory(zip, MOST_FILES, name)).map((member) => [member.name, member]));
  const small = async (member: string, sha256?: string) => wholeOf(zip, members.get(member), sha256, name, progress);
  const sums = parseChecksums(await small(CHECKSUMS), name);
  const whole = sums.size + 1 === members.size && [...sums.keys()].every((listed) => members.has(listed));
  if (!whole || ![STATEMENT, KEYS, DATABASE].every((fixed) => sums.has(fixed)))
    throw new Problem("backup-not-one", { file: name });
  const statement = parseStatement(await small(STATEMENT, sums.get(STATEMENT)), name);
  const files = [...members.values()].filter((member) => member.name !== STATEMENT && member.name !== CHECKSUMS);
  const sizeBytes = files.reduce((sum, member) => sum + member.sizeBytes, 0);
  return {
    statement,
    sizeBytes,
    receive: (sink) => receiveAll(zip, files, sums, sizeBytes, sink, progress, name),
    close: () => zip.close(),
  };
}

async function receiveAll(
  zip: ReadableFile,
  files: readonly ZipMember[],
  sums: ReadonlyMap<string, string>,
  total: number,
  sink: Parameters<OpenBackup["receive"]>[0],
  progress: Progress,
  file: string,
): Promise<void> {
  let done = 0;
  const counting = async function* (member: ZipMember) {
    for await (const bytes of readMember(zip, member, sums.get(member.name), progress.signal)) {
      progress.report((done += bytes.byteLength), total);
      yield bytes;
    }
  };
  try {
    for (const member of files) {
      const sha256 = mediaOf(member.name);
      if (sha256 !== undefined && sums.get(member.name) !== sha256) throw new Problem("backup-damaged", {});
      await sink({ name: member.name, ...(sha256 !== undefined && { sha256 }) }, counting(member));
    }
  } catch (cause) {
    throw asBackupProblem(cause, file);
  }
}

/** A small member as a whole. */
async function wholeOf(
  zip: ReadableFile,
  member: ZipMember | undefined,
  sha256: string | undefined,
  file: string,
  { signal }: Progress,
): Promise<Uint8Array> {
  if (member === undefined || member.sizeBytes > MOST_SMALL_BYTES) throw new Problem("backup-not-one", { file });
  const blocks: Buffer[] = [];
  for await (const bytes of readMember(zip, member, sha256, signal)) blocks.push(Buffer.from(bytes));
  return Buffer.concat(blocks);
}

/** What the ZIP's reader says of a bundle, said of a backup. */
function asBackupProblem(cause: unknown, file: string): unknown {
  if (!(cause instanceof Problem)) return cause;
  const { code } = cause;
  if (code === "bundle-changed" || code === "bundle-truncated") return new Problem("backup-damaged", {}, { cause });
  return code.startsWith("bundle-") ? new Problem("backup-not-one", { file }, { cause }) : cause;
}
