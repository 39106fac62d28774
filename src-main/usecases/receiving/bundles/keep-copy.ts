// A copy of the database before something is taken in.
import type { Needs } from "../../workspace.ts";
import type { KeptCopy } from "../../ports/backups.ts";
import type { Progress } from "../../ports/progress.ts";
import type { CopyReader } from "../../ports/store/copies.ts";

/**
 * Keeps a checked copy of the database in the workspace's folder `backups`. Originals never change and are not copied: it is a way
 * back from an import, and no backup.
 *
 * @throws {Problem} `backup-damaged`, `disk-full`, `disk-read-only`, `disk-failing`, `cancelled`
 */
export async function keepCopy(ws: Needs<CopyReader, "keeping" | "world">, progress: Progress): Promise<KeptCopy> {
  const atMs = ws.world.nowMs();
  return ws.keeping.shelf.keep(atMs, (path) => ws.store.copyTo(path, progress));
}
