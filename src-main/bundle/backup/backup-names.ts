// The closed set of names in a backup file, its statement, and its list of checksums.
import { z } from "zod";
import { Problem } from "../../domain/problem.ts";
import type { BackupStatement } from "../../usecases/ports/backups.ts";
import { LIMITS } from "../../domain/limits.ts";

export const STATEMENT = "backup.json";
export const CHECKSUMS = "manifest-sha256.txt";
export const KEYS = "keys.json";
export const DATABASE = "anbao.db";

const MEDIA = /^media\/([0-9a-f]{64})$/;

/** Raised when an older program could not read the file. */
export const BACKUP_FORMAT = 1;

/** Name of an original. */
export function mediaMember(sha256: string): string {
  return `media/${sha256}`;
}

/** The original that a name stands for; undefined for the fixed names. */
export function mediaOf(name: string): string | undefined {
  return MEDIA.exec(name)?.[1];
}

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const statementSchema = z.strictObject({
  format: z.literal(BACKUP_FORMAT),
  madeAtMs: z.int(),
  programVersion: z.string().max(LIMITS.shortText),
  role: z.enum(["unit", "county"]),
  unit: z.string().max(LIMITS.unitCode),
  unitName: z.string().max(LIMITS.shortText),
  campaign: z.string().max(LIMITS.shortText),
  device: z.string().max(LIMITS.shortText),
  entriesDigest: hash,
  stateDigest: hash,
  entries: z.int().min(0),
  records: z.int().min(0),
  media: z.int().min(0),
  mediaBytes: z.int().min(0),
  leftOut: z.array(hash).max(1_000_000),
});

/** @throws {Problem} `backup-newer`, `backup-not-one` @param file name for the sentence of a problem. */
export function parseStatement(bytes: Uint8Array, file: string): BackupStatement {
  try {
    const read = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)) as { format?: unknown };
    if (typeof read.format === "number" && read.format > BACKUP_FORMAT) throw new Problem("backup-newer", { file });
    const { format: _, ...statement } = statementSchema.parse(read);
    return statement;
  } catch (cause) {
    throw cause instanceof Problem ? cause : new Problem("backup-not-one", { file }, { cause });
  }
}

/** The list that `sha256sum -c` reads. */
export function encodeChecksums(files: readonly Readonly<{ name: string; sha256: string }>[]): Uint8Array {
  return Buffer.from(files.map(({ name, sha256 }) => `${sha256}  ${name}\n`).join(""));
}

/** Checksums by name; only names of the closed set. @throws {Problem} `backup-not-one` */
export function parseChecksums(bytes: Uint8Array, file: string): ReadonlyMap<string, string> {
  const sums = new Map<string, string>();
  for (const line of Buffer.from(bytes).toString("utf8").split("\n").slice(0, -1)) {
    const match = /^([0-9a-f]{64}) {2}([a-z0-9./]+)$/.exec(line);
    const [, sum = "", name = ""] = match ?? [];
    const known = [STATEMENT, KEYS, DATABASE].includes(name) || mediaOf(name) !== undefined;
    if (match === null || !known || sums.has(name)) throw new Problem("backup-not-one", { file });
    sums.set(name, sum);
  }
  return sums;
}
