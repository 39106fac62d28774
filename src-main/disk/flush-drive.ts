// Forces a whole file system to its drive. FAT and exFAT keep no journal: a file that was forced there may still hang on a folder, a
// chain or an entry that was not. Linux has syncfs(2) for it, which Node can reach by `sync -f` only (coreutils since 8.24).
// Windows has FlushFileBuffers on the file, macOS F_FULLFSYNC: both are what Node's own sync of the file does there, and a flush of
// the volume would want an administrator.
import { execFile } from "node:child_process";
import { statfs } from "node:fs/promises";
import { resolve } from "node:path";
import { syncFolder } from "./sync-path.ts";

/** File systems that make a synced file last with all that leads to it. @see statfs(2) */
const KEEPS_JOURNAL: ReadonlySet<number> = new Set([
  0xef53, // ext4
  0x58465342, // XFS
  0x9123683e, // Btrfs
  0xf2f52010, // F2FS
  0x2fc12fc1, // ZFS
  0x794c7630, // overlayfs
  0x01021994, // tmpfs: nothing lasts there
]);

/** Whether a file system has to be flushed whole. @param type as statfs tells it; undefined: it tells nothing. */
export function wantsFlush(platform: NodeJS.Platform, type: number | undefined): boolean {
  return platform === "linux" && (type === undefined || !KEEPS_JOURNAL.has(type >>> 0));
}

/** How the programs of GNU, BusyBox and Toybox refuse an option; a drive's own name may hold such words elsewhere in the line. */
const NO_SUCH_OPTION = /^(\S*sync: )?(invalid|unrecognized|unknown) option|^usage:/im;

/** What `sync` came to. `not-started`: this PC has it, but could not start it now; nothing is known of the drive. */
type FlushOutcome = "done" | "no-way" | "not-started" | "failed";

/** What the end of `sync` means. `code`: its exit status, or the system's word where it was not started. */
export function flushOutcome(failure: Readonly<{ code?: unknown }> | null, said: string): FlushOutcome {
  if (failure === null) return "done";
  if (typeof failure.code === "string") return ["ENOENT", "EACCES"].includes(failure.code) ? "no-way" : "not-started";
  return NO_SUCH_OPTION.test(said) ? "no-way" : "failed";
}

/**
 * Forces everything that waits for the file system of a folder to its drive. Where a PC has no way to do so, what was synced by
 * itself is all that can be done.
 *
 * @throws an error with code `EIO` if the drive does not take it, and that of the start (as `EAGAIN`) if this PC could not ask it
 */
export async function flushDrive(folder: string): Promise<void> {
  const space = await statfs(folder).catch(() => undefined); // gone, or not telling: the flush itself finds out
  if (!wantsFlush(process.platform, space?.type)) return;
  await runSync(resolve(folder));
  // On vfat syncfs hands everything to the drive and leaves it in the drive's own cache; only the sync of a file empties that.
  await syncFolder(folder);
}

function runSync(folder: string): Promise<void> {
  return new Promise((done, fail) => {
    const env = { ...process.env, LC_ALL: "C" };
    execFile("sync", ["-f", folder], { env }, (failure, _stdout, said) => {
      const outcome = flushOutcome(failure, said);
      if (outcome === "failed") fail(Object.assign(new Error(said), { code: "EIO" }));
      else if (outcome === "not-started") fail(failure);
      else done();
    });
  });
}
