// Which Problem an error of the system means while a bundle is read, or an original for one. Pure.
import { saysMissing, systemCode } from "../disk/disk-problems.ts";
import { Problem } from "../domain/problem.ts";

/** What went wrong while reading a bundle. @param file its name as the user knows it. */
export function readingProblem(cause: unknown, file: string): unknown {
  if (systemCode(cause) === "") return cause;
  if (saysMissing(cause)) return new Problem("bundle-missing", { file }, { cause });
  if (systemCode(cause) === "EISDIR") return new Problem("bundle-is-folder", { file }, { cause });
  return new Problem("bundle-unreadable", { file }, { cause });
}

/** What went wrong while reading an original for export. */
export function mediaProblem(cause: unknown, sha256: string): unknown {
  return systemCode(cause) === "" ? cause : new Problem("media-missing", { sha256 }, { cause });
}
