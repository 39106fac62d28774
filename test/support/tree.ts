// The project's own files, as git sees them: tracked ones and new ones that are not ignored.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** Root folder of the project. */
export const ROOT = resolve(import.meta.dirname, "../..");

/** Paths of all files of the project, with `/`, relative to {@link ROOT}. */
export function listFiles(): readonly string[] {
  const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
    cwd: ROOT,
    encoding: "utf8",
  });
  return listed.split("\0").filter((path) => path !== "" && existsSync(join(ROOT, path)));
}

/** Text of a project file; undefined where it holds bytes that are no text. */
export function readText(path: string): string | undefined {
  const bytes = readFileSync(join(ROOT, path));
  return bytes.includes(0) ? undefined : bytes.toString("utf8");
}

/** A digest of files with their names, in any order. @param paths with `/`, below `root` */
export function digestFiles(root: string, paths: readonly string[]): string {
  const digest = createHash("sha256");
  for (const path of [...paths].sort()) {
    const bytes = readFileSync(join(root, path));
    digest.update(`${path}\0${bytes.length}\0`).update(bytes);
  }
  return digest.digest("hex");
}
