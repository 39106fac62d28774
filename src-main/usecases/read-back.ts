// Reads a bundle back from where it was written: every byte, by the same checks that its receiver makes.
import { basename } from "node:path";
import { Problem } from "../domain/problem.ts";
import type { Desk } from "./desk.ts";
import type { Progress } from "./ports.ts";

/** @throws {Problem} `read-back-differs`, `cancelled` */
export async function readBackBundle(desk: Desk, path: string, progress: Progress): Promise<void> {
  try {
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
  } catch (cause) {
    if (cause instanceof Problem && cause.code === "cancelled") throw cause;
    throw new Problem("read-back-differs", { name: basename(path) }, { cause });
  }
}
