// Which files of a list of files and folders are to be read as bundles.
import type { Desk } from "./desk.ts";

const BUNDLE_NAME = /\.anbao(\.age)?$/i;

/** Paths as given; a folder stands for the bundles in it, by name. */
export async function findBundles(desk: Desk, paths: readonly string[]): Promise<readonly string[]> {
  const found = await Promise.all(paths.map((path) => desk.listFolder(path)));
  return found.flatMap((names, index) => {
    const path = paths[index] as string;
    return names === undefined
      ? [path]
      : names
          .filter((name) => BUNDLE_NAME.test(name))
          .sort()
          .map((name) => desk.joinPath(path, name));
  });
}
