// Which Problem an error of the system means, for what is read and for a folder that is written. Pure.
import { Problem } from "../domain/problem.ts";

/** The system's own code of a failed call, such as `ENOSPC`; empty where it is no such failure. */
export function systemCode(cause: unknown): string {
  const isOfSystem = cause instanceof Error && !(cause instanceof Problem) && "code" in cause;
  return isOfSystem && typeof cause.code === "string" ? cause.code : "";
}

/** Whether the error says that there is no such file. */
export function saysMissing(cause: unknown): boolean {
  return ["ENOENT", "ENOTDIR"].includes(systemCode(cause));
}

/** What went wrong while reading a file that a person named. @param name the file's name as the user knows it. */
export function readingProblem(cause: unknown, name: string): unknown {
  if (systemCode(cause) === "") return cause;
  if (saysMissing(cause)) return new Problem("file-not-found", { name }, { cause });
  if (systemCode(cause) === "EISDIR") return new Problem("file-is-folder", { name }, { cause });
  return new Problem("file-unreadable", { name }, { cause });
}

const WRITING = {
  ENOSPC: "disk-full",
  EDQUOT: "disk-full",
  EFBIG: "disk-full",
  EROFS: "disk-read-only",
  EACCES: "disk-read-only",
  EPERM: "disk-read-only",
  EIO: "disk-failing",
  ENODEV: "disk-failing",
  ENXIO: "disk-failing",
  ENOENT: "folder-missing",
  ENOTDIR: "folder-missing",
} as const;

/** Of one name, on every file system that the program has met. */
const MOST_NAME_BYTES = 255;

/** What went wrong while writing into a folder; errors of no known meaning come back as they are. */
export function writingProblem(cause: unknown, folder: string): unknown {
  const code = systemCode(cause);
  if (code === "ENAMETOOLONG")
    return new Problem("path-too-deep", { path: `…${folder.slice(-20)}`, most: MOST_NAME_BYTES }, { cause });
  return code in WRITING ? new Problem(WRITING[code as keyof typeof WRITING], { path: folder }, { cause }) : cause;
}

/** Runs a step and throws what `explain` makes of its failure. */
export async function explaining<T>(step: () => Promise<T>, explain: (cause: unknown) => unknown): Promise<T> {
  try {
    return await step();
  } catch (cause) {
    throw explain(cause);
  }
}
