// What the system's own tools need for the same files: copy, hash the copies, force them to the disk.
import { execFile } from "node:child_process";
import { mkdir, rm } from "node:fs/promises";
import { promisify } from "node:util";
import type { Repeatable } from "./clock.ts";

const run = promisify(execFile);

/** `cp` + `openssl dgst -sha256` + `sync -f` over files, into a folder of the same file system. */
export function copyAndHash(paths: readonly string[], folder: string): Repeatable {
  return {
    before: () => mkdir(folder, { recursive: true }),
    work: async () => {
      await run("cp", ["--reflink=never", "-t", folder, ...paths]);
      const copies = paths.map((path) => `${folder}/${path.slice(path.lastIndexOf("/") + 1)}`);
      await run("openssl", ["dgst", "-sha256", ...copies], { maxBuffer: 64 * 1024 * 1024 });
      await run("sync", ["-f", folder]);
    },
    after: () => rm(folder, { recursive: true }),
  };
}
