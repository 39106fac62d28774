// Which paths of this PC a page may name as bundles: bundles and folders, and in Electron only below places that were shown or chosen.
import { stat } from "node:fs/promises";
import { resolve, sep } from "node:path";
import { Problem } from "../domain/problem.ts";
import { isBundleName } from "../drives/folders.ts";

export type ShownPaths = Readonly<{
  /** Places that the program lists, or that the person chose in the system's own dialog. */
  note(paths: readonly string[]): void;
  /** @throws {Problem} `path-not-chosen` */
  admit(path: string): Promise<string>;
}>;

/** @param onlyShown the shell has the system's dialogs: a path that was neither listed nor chosen is none of the person's. */
export function openShownPaths(onlyShown: boolean): ShownPaths {
  const shown = new Set<string>();
  return {
    note: (paths) => paths.forEach((path) => shown.add(resolve(path))),
    admit: async (given) => {
      const path = resolve(given);
      if (onlyShown && !isBelowAny(path, shown)) throw new Problem("path-not-chosen", { path: given });
      if (isBundleName(path) || (await isFolder(path))) return path;
      throw new Problem("path-not-chosen", { path: given });
    },
  };
}

/** Whether a path is one of the places or lies in one. Both are absolute and without dots. */
export function isBelowAny(path: string, places: Iterable<string>, separator: string = sep): boolean {
  for (const place of places) {
    if (path === place || path.startsWith(place.endsWith(separator) ? place : `${place}${separator}`)) return true;
  }
  return false;
}

/** What is not there is left to whoever reads it: a pulled drive has its own sentence. */
function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => true,
  );
}
