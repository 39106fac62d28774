// How an ordinary user lets go of a drive on each system: programs with their arguments, tried in turn. Pure.
// Nothing passes through a shell. What a stick calls itself is never an argument: programs get its device, its letter, or a path
// that begins with a slash; PowerShell gets the letter as an environment variable, and its script is constant.
import type { Drive } from "./known-drives.ts";

/** One attempt. `env` is added to the environment. */
export type Attempt = Readonly<{ program: string; args: readonly string[]; env: Readonly<Record<string, string>> }>;

/** Lets Explorer eject the drive, and waits until its letter is gone: the verb itself says nothing. */
const EXPLORER_EJECT = [
  "$drive = (New-Object -ComObject Shell.Application).Namespace(17).ParseName($env:ANBAO_LETTER)",
  "if ($null -eq $drive) { exit 1 }",
  "$drive.InvokeVerb('Eject')",
  "for ($i = 0; $i -lt 40 -and (Test-Path -LiteralPath ($env:ANBAO_LETTER + '\\')); $i++) { Start-Sleep -Milliseconds 250 }",
  "if (Test-Path -LiteralPath ($env:ANBAO_LETTER + '\\')) { exit 1 }",
].join("; ");

/** The attempts for a drive, the gentlest first; none for what cannot be named safely. */
export function ejectAttempts(platform: NodeJS.Platform, drive: Pick<Drive, "path" | "device">): readonly Attempt[] {
  if (platform === "win32") return windowsAttempts(drive.device ?? "");
  if (!drive.path.startsWith("/")) return [];
  if (platform === "darwin") return [attempt("diskutil", "eject", drive.path)];
  const device = drive.device ?? "";
  const byDevice = device.startsWith("/dev/") ? [attempt("udisksctl", "unmount", "--no-user-interaction", "-b", device)] : [];
  return [...byDevice, attempt("gio", "mount", "--unmount", drive.path), attempt("umount", "--", drive.path)];
}

function windowsAttempts(letter: string): readonly Attempt[] {
  if (!/^[A-Z]:$/.test(letter)) return [];
  const args = ["-NoProfile", "-NonInteractive", "-Command", EXPLORER_EJECT];
  return [{ program: "powershell.exe", args, env: { ANBAO_LETTER: letter } }];
}

function attempt(program: string, ...args: readonly string[]): Attempt {
  return { program, args, env: {} };
}
