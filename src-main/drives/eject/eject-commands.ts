// How an ordinary user lets go of a drive on each system: programs with their arguments, tried in turn. Pure.
// Nothing passes through a shell. What a stick calls itself is never an argument: programs get its device, or a path that begins with
// a slash. On Windows no program ejects without rights or a script, so the system's own window for it is opened.
import type { Drive } from "../find/known-drives.ts";
import { windowsProgram } from "../system/system-program.ts";

/** One attempt. `person`: a window of the system in which a person has to choose; whether they did shows when the drive is gone. */
export type Attempt = Readonly<{ program: string; args: readonly string[]; person: boolean }>;

/** The attempts for a drive, the gentlest first; none for what cannot be named safely. */
export function ejectAttempts(platform: NodeJS.Platform, drive: Pick<Drive, "path" | "device">): readonly Attempt[] {
  if (platform === "win32") return windowsAttempts(drive.device ?? "");
  if (!drive.path.startsWith("/")) return [];
  if (platform === "darwin") return [attempt("diskutil", "eject", drive.path)];
  const device = drive.device ?? "";
  const byDevice = device.startsWith("/dev/") ? [attempt("udisksctl", "unmount", "--no-user-interaction", "-b", device)] : [];
  return [...byDevice, attempt("gio", "mount", "--unmount", drive.path), attempt("umount", "--", drive.path)];
}

/** 安全删除硬件. @see https://learn.microsoft.com/en-us/archive/blogs/microsoft_apgc_hardware_developer_support_team/safely-remove-hardware */
function windowsAttempts(letter: string): readonly Attempt[] {
  if (!/^[A-Z]:$/.test(letter)) return [];
  return [{ program: windowsProgram("rundll32.exe"), args: ["shell32.dll,Control_RunDLL", "hotplug.dll"], person: true }];
}

function attempt(program: string, ...args: readonly string[]): Attempt {
  return { program, args, person: false };
}
