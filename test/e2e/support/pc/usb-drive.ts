// A USB drive that is really mounted: an image file with ext4, so that what was written is still there when it is plugged in again.
import { execFileSync } from "node:child_process";
import { mkdir, truncate, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";

/** `pull`: without asking; a drive that is not plugged in stays so. */
export type UsbDrive = Readonly<{ path: string; plugIn(): Promise<void>; pull(): void }>;

const SIZE_BYTES = 64 * 1024 * 1024;

/** A new, empty drive. @param path where it appears when it is plugged in. */
export async function makeUsbDrive(folder: string, path: string): Promise<UsbDrive> {
  const image = join(folder, `${basename(path)}.image`);
  await writeFile(image, "");
  await truncate(image, SIZE_BYTES);
  run("mkfs.ext4", "-q", image);
  return {
    path,
    plugIn: async () => {
      await mkdir(path, { recursive: true });
      run("mount", "-o", "loop", image, path);
    },
    pull: () => {
      try {
        run("umount", "-l", path);
      } catch {
        // it was ejected by the program
      }
    },
  };
}

function run(program: string, ...args: readonly string[]): void {
  execFileSync(program, args, { stdio: ["ignore", "ignore", "pipe"] });
}
