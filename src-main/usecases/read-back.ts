// Reads a bundle back from where it was written: every byte, past the system's memory where that can be done, and then by the same
// checks that its receiver makes.
import { basename, dirname } from "node:path";
import { Problem } from "../domain/problem.ts";
import type { Desk } from "./desk.ts";
import { isOfOwnDisk } from "./own-disk.ts";
import type { Progress, ReadFrom } from "./ports.ts";
import { rememberDrives } from "./stay-on-drive.ts";

/** @returns from where the bytes came. @throws {Problem} `read-back-differs`, `drive-gone`, `cancelled`; `disk-*` of this PC */
export async function readBackBundle(desk: Desk, path: string, progress: Progress): Promise<ReadFrom> {
  const explain = await rememberDrives(desk, [dirname(path)]);
  try {
    const from = await desk.drives.compare(path, progress);
    const bundle = await desk.bundles.open(
      path,
      { stagingDir: desk.stagingDir, identities: desk.identities(), keyOfFeed: desk.store.keyOfFeed },
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
