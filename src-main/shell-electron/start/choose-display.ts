// On which display system of Linux the window opens: X11 (on Wayland through XWayland) unless a person asks for Wayland, for Chinese
// input cannot be switched on under native Wayland on the systems that offices have (electron/electron#49084). Pure.

type Environment = Readonly<Record<string, string | undefined>>;

/** What is known when the program starts. `env`: `ANBAO_OZONE=wayland` asks for native Wayland. */
export type DisplayFacts = Readonly<{ platform: string; argv: readonly string[]; env: Environment }>;

const WAYLAND = ["--ozone-platform=wayland", "--enable-wayland-ime", "--wayland-text-input-version=3"];
const X11 = ["--ozone-platform=x11"];

/**
 * Arguments that have to be added. Chromium reads the platform before the program's first line runs, so one that was started without
 * them starts itself again with them.
 *
 * @returns undefined where nothing has to be chosen: not Linux, chosen already, or no X server to choose.
 */
export function displayArguments({ platform, argv, env }: DisplayFacts): readonly string[] | undefined {
  if (platform !== "linux" || argv.some((argument) => argument.startsWith("--ozone-platform"))) return undefined;
  if (env["ANBAO_OZONE"] === "wayland") return env["WAYLAND_DISPLAY"] ? WAYLAND : undefined;
  return env["WAYLAND_DISPLAY"] ? (env["DISPLAY"] ? X11 : WAYLAND) : undefined;
}

/** What is used, for 复制诊断信息. */
export function displayInUse({ platform, argv, env }: DisplayFacts): string {
  if (platform !== "linux") return platform;
  const chosen = argv.find((argument) => argument.startsWith("--ozone-platform="))?.split("=")[1];
  return chosen ?? (env["WAYLAND_DISPLAY"] ? "wayland" : "x11");
}
