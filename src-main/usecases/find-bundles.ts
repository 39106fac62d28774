// Which files of a list of files and folders are to be read as bundles.
import { UNWATCHED, type Desk } from "./desk.ts";
import type { FoundBundles } from "./ports.ts";

/** Paths as given; a folder stands for the bundles in and below it, whatever they are called. @throws {Problem} `cancelled` */
export async function findBundles(
  desk: Desk,
  paths: readonly string[],
  signal: AbortSignal = UNWATCHED.signal,
): Promise<readonly string[]> {
  return (await searchForBundles(desk, paths, signal)).paths;
}

/** The same, with what was passed over. */
export function searchForBundles(desk: Desk, paths: readonly string[], signal: AbortSignal): Promise<FoundBundles> {
  return desk.bundles.find(paths, signal);
}
