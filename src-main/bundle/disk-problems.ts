// Which Problem an error of the system means while a bundle is read or written. Pure.
import { Problem } from "../domain/problem.ts";

const WRITING = {
  ENOSPC: "disk-full",
  EDQUOT: "disk-full",
  EFBIG: "disk-full",
  EROFS: "disk-read-only",
  EACCES: "disk-read-only",
  EPERM: "disk-read-only",
  EIO: "disk-failing",
  ENOENT: "folder-missing",
  ENOTDIR: "folder-missing",
  ENODEV: "disk-failing",
  ENXIO: "disk-failing",
} as const;

/** Of one name, on every file system that the program has met. */
const MOST_NAME_BYTES = 255;

function codeOf(cause: unknown): string {
  return cause instanceof Error && "code" in cause && typeof cause.code === "string" ? cause.code : "";
}

/** What went wrong while writing into a folder; errors of no known meaning come back as they are. */
export function writingProblem(cause: unknown, folder: string): unknown {
  if (cause instanceof Problem) return cause;
  const code = codeOf(cause);
  if (code === "ENAMETOOLONG")
    return new Problem("path-too-deep", { path: `…${folder.slice(-20)}`, most: MOST_NAME_BYTES }, { cause });
  return code in WRITING ? new Problem(WRITING[code as keyof typeof WRITING], { path: folder }, { cause }) : cause;
}

/** What went wrong while reading a bundle. @param file its name as the user knows it. */
export function readingProblem(cause: unknown, file: string): unknown {
  if (cause instanceof Problem || codeOf(cause) === "") return cause;
  if (["ENOENT", "ENOTDIR"].includes(codeOf(cause))) return new Problem("bundle-missing", { file }, { cause });
  if (codeOf(cause) === "EISDIR") return new Problem("bundle-is-folder", { file }, { cause });
  return new Problem("bundle-unreadable", { file }, { cause });
}

/** What went wrong while reading an original for export. */
export function mediaProblem(cause: unknown, sha256: string): unknown {
  return cause instanceof Problem || codeOf(cause) === "" ? cause : new Problem("media-missing", { sha256 }, { cause });
}

/** Runs a step and throws what `explain` makes of its failure. */
export async function explaining<T>(step: () => Promise<T>, explain: (cause: unknown) => unknown): Promise<T> {
  try {
    return await step();
  } catch (cause) {
    throw explain(cause);
  }
}
