// Tells SQLite's failures in the product's own words.
import { basename, dirname } from "node:path";
import Database from "better-sqlite3";
import { askDisk } from "../../disk/why-not.ts";
import { Problem } from "../../domain/problem.ts";

type Code = "disk-full" | "disk-read-only" | "disk-failing" | "folder-missing" | "workspace-busy" | "workspace-damaged";

/** By the beginning of SQLite's own code, the more exact ones first. `null`: no matter of the disk, left as it is. */
const CODES: readonly (readonly [string, Code | null])[] = [
  ["SQLITE_FULL", "disk-full"],
  // SQLite makes its shared index as large as it will need; only a full disk refuses that.
  ["SQLITE_IOERR_SHMSIZE", "disk-full"],
  // Memory ran out, not the disk.
  ["SQLITE_IOERR_NOMEM", null],
  // A page whose checksum is wrong.
  ["SQLITE_IOERR_DATA", "workspace-damaged"],
  // The file was moved or removed beneath the program, as with a drive that was pulled out.
  ["SQLITE_IOERR_VNODE", "folder-missing"],
  ["SQLITE_IOERR_DELETE_NOENT", "folder-missing"],
  ["SQLITE_READONLY_DBMOVED", "folder-missing"],
  ["SQLITE_IOERR", "disk-failing"],
  ["SQLITE_READONLY", "disk-read-only"],
  ["SQLITE_CANTOPEN", "disk-read-only"],
  ["SQLITE_BUSY", "workspace-busy"],
  ["SQLITE_LOCKED", "workspace-busy"],
  ["SQLITE_CORRUPT", "workspace-damaged"],
  ["SQLITE_NOTADB", "workspace-damaged"],
];

/** The product's code for one of SQLite's; undefined where there is none. */
export function codeOfSqlite(sqlite: string): Code | undefined {
  return CODES.find(([starts]) => sqlite.startsWith(starts))?.[1] ?? undefined;
}

/** SQLite refuses longer paths, its journals' endings included, and says only that the file cannot be opened. */
const MOST_PATH_BYTES = 500;
/** On Windows it does without the long form of paths (`\\?\`), which Node uses: it counts letters, as MAX_PATH does. */
const MOST_WINDOWS_UNITS = 259;
const JOURNAL = "-journal";

/** @throws {Problem} `path-too-long`, `path-too-deep` on Windows */
export function assertPathFits(path: string, platform: NodeJS.Platform = process.platform): void {
  const folder = basename(dirname(path));
  if (platform === "win32" && path.length + JOURNAL.length > MOST_WINDOWS_UNITS)
    throw new Problem("path-too-deep", { path: folder, most: MOST_WINDOWS_UNITS });
  if (platform !== "win32" && new TextEncoder().encode(path).byteLength > MOST_PATH_BYTES)
    throw new Problem("path-too-long", { path: folder, mostBytes: MOST_PATH_BYTES });
}

/** As Node says that the system's loader refused a native file: it is for a younger system, or no longer whole or there. */
const LOADER_REFUSED: readonly unknown[] = ["ERR_DLOPEN_FAILED", "MODULE_NOT_FOUND"];

/** The problem behind an error of SQLite or of loading it; anything else is returned as it is. */
export function asProblem(error: unknown, path: string): unknown {
  if (error instanceof Error && "code" in error && LOADER_REFUSED.includes(error.code))
    return new Problem("database-not-loaded", {}, { cause: error });
  if (!(error instanceof Database.SqliteError)) return error;
  const code = codeOfSqlite(error.code);
  if (code === undefined) return error;
  // SQLite tells a quota and a limit of file sizes like a failing disk.
  const told = code === "disk-failing" ? askDisk(path) : undefined;
  return told instanceof Problem ? told : problemOf(code, basename(path), error);
}

function problemOf(code: Code, path: string, cause: unknown): Error {
  return code === "workspace-busy" ? new Problem(code, {}, { cause }) : new Problem(code, { path }, { cause });
}
