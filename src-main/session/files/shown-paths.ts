// Which paths of this PC a page may name: bundles and folders to read, folders to look into, folders to write into. In Electron only below
// places that the program lists or the person chose in the system's dialog; in the browser shell, where the page is the picker, any
// place of this PC. What leads off the PC only below such places, in both; and nothing is written among the program's own data.
// What is refused is refused by its words, before the system is asked anything of it.
import { stat } from "node:fs/promises";
import { dirname, isAbsolute, resolve, sep } from "node:path";
import { truePath } from "../../disk/true-path.ts";
import { isBundleName } from "../../domain/bundle/bundle-names.ts";
import { isNetworkPath } from "../../domain/network-path.ts";
import { Problem } from "../../domain/problem.ts";

export type ShownPaths = Readonly<{
  /** Places that the program lists, or that the person chose in the system's own dialog. A bundle's folder is one with it. */
  note(paths: readonly string[]): void;
  /** Whether a page may look into a folder. */
  isOpen(folder: string): boolean;
  /** A bundle, or a folder to read bundles from. @throws {Problem} `path-on-network`, `path-not-chosen` */
  admit(path: string): Promise<string>;
  /** A folder to look into. @throws {Problem} `path-on-network`, `folder-not-chosen` */
  admitFolder(folder: string): string;
  /** A folder to write into. @throws {Problem} as `admitFolder`, and `folder-own` */
  admitTarget(folder: string): string;
}>;

/**
 * `asksPerson`: the shell has the system's dialogs, so that a path that was neither listed nor chosen is none of the person's.
 * `own`: folders of the program's own data, as they are now.
 */
export type PathRule = Readonly<{ asksPerson: boolean; own(): readonly string[]; isFolder?(path: string): Promise<boolean> }>;

export function openShownPaths({ asksPerson, own, isFolder = isFolderOrGone }: PathRule): ShownPaths {
  const shown = new Set<string>();
  const isShown = (path: string): boolean => isBelowAny(resolve(path), shown);
  const admitAs = (given: string, code: "path-not-chosen" | "folder-not-chosen"): string => {
    const isWhole = isAbsolute(given) && !given.includes("\0");
    if (isWhole && isShown(given)) return resolve(given);
    if (isNetworkPath(given)) throw new Problem("path-on-network", { path: given });
    if (asksPerson || !isWhole) throw new Problem(code, { path: given });
    return resolve(given);
  };
  const admitFolder = (folder: string): string => admitAs(folder, "folder-not-chosen");
  return {
    note: (paths) => {
      for (const path of paths.map((one) => resolve(one))) shown.add(path).add(isBundleName(path) ? dirname(path) : path);
    },
    isOpen: (folder) => isShown(folder) || (!asksPerson && !isNetworkPath(folder)),
    admit: async (given) => {
      const path = admitAs(given, "path-not-chosen");
      if (isBundleName(path) || (await isFolder(path))) return path;
      throw new Problem("path-not-chosen", { path: given });
    },
    admitFolder,
    admitTarget: (folder) => {
      const path = admitFolder(folder);
      assertNotOwn(path, own());
      return path;
    },
  };
}

/**
 * Refuses what lies among the program's own data: a file of a person there is lost with it, or takes the place of part of it.
 *
 * @param folder one that may be asked about. @throws {Problem} `folder-own`
 */
export function assertNotOwn(folder: string, own: readonly string[]): void {
  const places = own.filter((place) => place !== "").flatMap((place) => [resolve(place), truly(place)].map(folded));
  if ([resolve(folder), truly(folder)].some((path) => isBelowAny(folded(path), places)))
    throw new Problem("folder-own", { path: folder });
}

/** Whether a path is one of the places or lies in one. Both are absolute and without dots. */
export function isBelowAny(path: string, places: Iterable<string>, separator: string = sep): boolean {
  for (const place of places) {
    if (path === place || path.startsWith(place.endsWith(separator) ? place : `${place}${separator}`)) return true;
  }
  return false;
}

/** Where a folder lies in truth; of one that is not there yet, its name. */
function truly(folder: string): string {
  try {
    return truePath(folder);
  } catch {
    return resolve(folder);
  }
}

/** Windows and macOS take both cases of a letter for one. */
function folded(path: string): string {
  return process.platform === "win32" || process.platform === "darwin" ? path.toLowerCase() : path;
}

/** What is not there is left to whoever reads it: a pulled drive has its own sentence. */
function isFolderOrGone(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => true,
  );
}
