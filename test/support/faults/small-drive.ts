// Drives for tests, really mounted: small ones in memory, and one that promises more than it can hold, as a counterfeit or failing stick.
import { execFileSync } from "node:child_process";
import { mkdirSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { onTestFinished } from "vitest";

export type SmallDrive = Readonly<{
  path: string;
  /** Pulls it out without asking: open files live on, no path leads there any more. */
  pull(): void;
  /** Slides its lock switch. */
  lock(): void;
}>;

/** Mounts a drive of so many KiB in memory at a path that is made for it. */
export function plugIn(path: string, kib = 16 * 1024): SmallDrive {
  mkdirSync(path, { recursive: true });
  mount("-t", "tmpfs", "-o", `size=${kib}k`, "tmpfs", path);
  return drive(path);
}

/** Writes until nothing more fits but so many KiB. */
export function fillUp(path: string, leaveKib: number): void {
  const available = Number(run("df", "--output=avail", "-k", path).trim().split("\n").at(-1));
  writeFileSync(join(path, "别的文件"), Buffer.alloc(Math.max(0, available - leaveKib) * 1024, 1));
}

/** A stick with ext4 that says it has 64 MiB and can hold `kib`; what is written beyond is lost at the next flush. */
export function plugInCounterfeit(folder: string, kib: number): SmallDrive & Readonly<{ tearOut(): void; plugInAgain(): void }> {
  const [back, path] = [join(folder, "后备"), join(folder, "假U盘")];
  plugIn(back, kib);
  const image = join(back, "image");
  writeFileSync(image, "");
  truncateSync(image, 64 * 1024 * 1024);
  run("mkfs.ext4", "-q", "-O", "^has_journal", image);
  mkdirSync(path, { recursive: true });
  mount("-o", "loop", image, path);
  return {
    ...drive(path),
    tearOut: () => truncateSync(image, 0),
    // Nothing of it is remembered then: what is read comes from the stick.
    plugInAgain: () => {
      run("umount", path);
      mount("-o", "loop", image, path);
    },
  };
}

function drive(path: string): SmallDrive {
  const pull = (): void => {
    try {
      run("umount", "-l", path);
    } catch {
      // it was pulled or ejected before
    }
  };
  onTestFinished(pull);
  return { path, pull, lock: () => mount("-o", "remount,ro", path) };
}

function mount(...args: readonly string[]): void {
  run("mount", ...args);
}

function run(program: string, ...args: readonly string[]): string {
  return execFileSync(program, args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}
