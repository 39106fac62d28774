// Which files of a list of files and folders are to be read as bundles.
import { UNWATCHED, type Workspace } from "../../workspace.ts";
import type { FoundBundles } from "../../ports/bundles.ts";

/** Paths as given; a folder stands for the bundles in and below it, whatever they are called. @throws {Problem} `cancelled` */
export async function findBundles(
  ws: Pick<Workspace, "bundles">,
  paths: readonly string[],
  signal: AbortSignal = UNWATCHED.signal,
): Promise<readonly string[]> {
  return (await searchForBundles(ws, paths, signal)).paths;
}

/** The same, with what was passed over. */
export function searchForBundles(
  ws: Pick<Workspace, "bundles">,
  paths: readonly string[],
  signal: AbortSignal,
): Promise<FoundBundles> {
  return ws.bundles.find(paths, signal);
}
