// Reads a bundle back from where it was written: every byte, past the system's memory where that can be done, and then by the same
// checks that its receiver makes.
import { basename, dirname } from "node:path";
import { Problem } from "../../../domain/problem.ts";
import type { Needs } from "../../workspace.ts";
import { isOfOwnDisk } from "./own-disk.ts";
import type { ReadFrom } from "../../ports/drives.ts";
import type { Progress } from "../../ports/progress.ts";
import { rememberDrives } from "./stay-on-drive.ts";
import type { FeedReader } from "../../ports/store/feeds.ts";

export type ReadBackNeeds = Needs<FeedReader, "bundles" | "drives" | "identities" | "stagingDir">;

/** @returns from where the bytes came. @throws {Problem} `read-back-differs`, `drive-gone`, `cancelled`; `disk-*` of this PC */
export async function readBackBundle(ws: ReadBackNeeds, path: string, progress: Progress): Promise<ReadFrom> {
  const explain = await rememberDrives(ws, [dirname(path)]);
  try {
    const from = await ws.drives.compare(path, progress);
    const bundle = await ws.bundles.open(
      path,
      { stagingDir: ws.stagingDir, identities: ws.identities(), keyOfFeed: ws.store.keyOfFeed },
      progress,
    );
    try {
      await bundle.receiveFiles(async (_file, bytes) => {
        for await (const block of bytes) void block;
      });
    } finally {
      await bundle.close();
    }
    return from;
  } catch (cause) {
    if (isOfOwnDisk(cause) || (cause instanceof Problem && cause.code === "cancelled")) throw cause;
    throw await explain(dirname(path), new Problem("read-back-differs", { name: basename(path) }, { cause }));
  }
}
