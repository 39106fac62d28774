// Tells SQLite's failures in the product's own words.
import { basename, dirname } from "node:path";
import Database from "better-sqlite3";
import { Problem } from "../domain/problem.ts";

const CODES: readonly Readonly<{
  starts: string;
  code: "disk-full" | "disk-read-only" | "disk-failing" | "workspace-busy" | "workspace-damaged";
}>[] = [
  { starts: "SQLITE_FULL", code: "disk-full" },
  // SQLite makes its shared index as large as it will need; only a full disk refuses that. Any other I/O error is the disk itself.
  { starts: "SQLITE_IOERR_SHMSIZE", code: "disk-full" },
  { starts: "SQLITE_IOERR", code: "disk-failing" },
  { starts: "SQLITE_READONLY", code: "disk-read-only" },
  { starts: "SQLITE_CANTOPEN", code: "disk-read-only" },
  { starts: "SQLITE_BUSY", code: "workspace-busy" },
  { starts: "SQLITE_LOCKED", code: "workspace-busy" },
  { starts: "SQLITE_CORRUPT", code: "workspace-damaged" },
  { starts: "SQLITE_NOTADB", code: "workspace-damaged" },
];

/** SQLite refuses longer paths, its journals' endings included, and says only that the file cannot be opened. */
const MOST_PATH_BYTES = 500;

/** @throws {Problem} `path-too-long` */
export function assertPathFits(path: string): void {
  if (new TextEncoder().encode(path).byteLength > MOST_PATH_BYTES)
    throw new Problem("path-too-long", { path: basename(dirname(path)), mostBytes: MOST_PATH_BYTES });
}

/** The problem behind an error of SQLite, the more exact code first; anything else is returned as it is. */
export function asProblem(error: unknown, path: string): unknown {
  if (!(error instanceof Database.SqliteError)) return error;
  const found = CODES.find((item) => error.code.startsWith(item.starts));
  return found === undefined ? error : problemOf(found.code, basename(path), error);
}

function problemOf(code: (typeof CODES)[number]["code"], path: string, cause: unknown): Error {
  return code === "workspace-busy" ? new Problem(code, {}, { cause }) : new Problem(code, { path }, { cause });
}
