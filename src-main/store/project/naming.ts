// What names a file without being a version of a record: drafts, facts, bundles in the making, volumes that are waited for.
import { toBlob } from "../db/codec.ts";
import type { Statements } from "../db/database.ts";

/** Versions that name any file. */
export const NAMING_VERSION = `(instr(entry.value, '"sha256":') > 0 OR instr(entry.value, '"document":') > 0)`;

const BESIDE_VERSIONS = [
  "SELECT value FROM draft",
  "SELECT value FROM fact",
  "SELECT statement AS value FROM export_plan",
  "SELECT value FROM counted WHERE value IS NOT NULL",
];

/** Of some files those that nothing of that names. */
export function unnamedBeside(statements: Statements, files: Iterable<string>): Set<string> {
  const left = new Set(files);
  for (const sql of BESIDE_VERSIONS) {
    if (left.size === 0) return left;
    for (const { value } of statements(sql).iterate() as IterableIterator<{ value: string }>) withoutNamed(left, value);
  }
  const wanted = statements("SELECT 1 FROM volume_file WHERE (file_sha256 = @it OR sha256 = @it) AND wanted IS NOT 0");
  for (const sha256 of left) if (wanted.get({ it: toBlob(sha256) }) !== undefined) left.delete(sha256);
  return left;
}

/** Takes out the files that a text names. */
export function withoutNamed(files: Set<string>, text: string): void {
  for (const found of text.matchAll(/[0-9a-f]{64}/g)) files.delete(found[0]);
}
