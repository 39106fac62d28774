// Which Problem an error of the system means, for a file that is read and for a folder that is written. Pure.
import { Problem } from "../domain/problem.ts";

function codeOf(cause: unknown): string | undefined {
  if (!(cause instanceof Error) || !("code" in cause)) return undefined;
  return typeof cause.code === "string" ? cause.code : undefined;
}

/** Whether the error says that there is no such file. */
export function saysMissing(cause: unknown): boolean {
  return codeOf(cause) === "ENOENT" || codeOf(cause) === "ENOTDIR";
}

/** What went wrong while reading a source. @param name the file's name as the user knows it. */
export function readingProblem(cause: unknown, name: string): unknown {
  if (saysMissing(cause)) return new Problem("file-not-found", { name }, { cause });
  if (codeOf(cause) === "EISDIR") return new Problem("file-is-folder", { name }, { cause });
  return codeOf(cause) && !(cause instanceof Problem) ? new Problem("file-unreadable", { name }, { cause }) : cause;
}

const WRITING = {
  ENOSPC: "disk-full",
  EDQUOT: "disk-full",
  EFBIG: "disk-full",
  EROFS: "disk-read-only",
  EACCES: "disk-read-only",
  EPERM: "disk-read-only",
  EIO: "disk-failing",
} as const;

/** What went wrong while writing into a folder; errors of no known meaning come back as they are. */
export function writingProblem(cause: unknown, folder: string): unknown {
  if (cause instanceof Problem) return cause;
  const code = codeOf(cause);
  return code && code in WRITING ? new Problem(WRITING[code as keyof typeof WRITING], { path: folder }, { cause }) : cause;
}

/** Runs a step and throws what `explain` makes of its failure. */
export async function explaining<T>(step: () => Promise<T>, explain: (cause: unknown) => unknown): Promise<T> {
  try {
    return await step();
  } catch (cause) {
    throw explain(cause);
  }
}
