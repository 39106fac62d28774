// Decides which shell `npm start` opens, and the one line that says why. Pure.
import { displayArguments, type DisplayFacts } from "../shell-electron/start/choose-display.ts";

/** What is known about this PC before anything is opened. */
export type ShellFacts = Readonly<{
  /** What the person asks for (`ANBAO_SHELL`), if any. */
  wanted: "electron" | "browser" | undefined;
  /** Electron's program, if it lies ready. */
  electronProgram: string | undefined;
  /** Why fetching Electron failed; undefined as long as it was not tried. */
  fetchFailure: string | undefined;
  /** Whether a window can be opened at all. */
  hasDisplay: boolean;
  /** Whether it is root of Linux, under whom Chromium's sandbox does not start; without the sandbox the program does not. */
  isRootOfLinux: boolean;
  /** Version of the C library, on Linux. */
  glibc: string | undefined;
}>;

export type ShellChoice =
  | Readonly<{ kind: "electron"; program: string; why: string }>
  | Readonly<{ kind: "fetch-electron" }>
  | Readonly<{ kind: "browser"; why: string }>;

/**
 * Electron where it can run, else the browser shell with its reason in one line.
 *
 * @see design.md §4 Start
 */
export function chooseShell(facts: ShellFacts): ShellChoice {
  const browser = (chinese: string, english: string): ShellChoice => ({ kind: "browser", why: sayBrowser(chinese, english) });
  if (facts.wanted === "browser") return browser("按 ANBAO_SHELL 的设置", "as ANBAO_SHELL says");
  if (!facts.hasDisplay) return browser("没有图形界面", "there is no display");
  if (facts.isRootOfLinux) return browser("Electron 的沙箱不能以 root 身份运行", "Electron's sandbox does not run as root");
  if (facts.electronProgram !== undefined) return { kind: "electron", program: facts.electronProgram, why: sayElectron(facts) };
  if (facts.fetchFailure === undefined) return { kind: "fetch-electron" };
  const hint = unpackHint(facts.glibc);
  return browser(
    `没有取得 Electron：${facts.fetchFailure}${hint?.chinese ?? ""}`,
    `Electron is not here and could not be fetched${hint?.english ?? ""}`,
  );
}

/** The package that unpacks Electron needs this version of the C library. @see electron/electron#52099 */
const UNPACKS_FROM = [2, 33] as const;

function unpackHint(glibc: string | undefined): Readonly<{ chinese: string; english: string }> | undefined {
  const [major = 0, minor = 0] = (glibc ?? "").split(".").map(Number);
  const isOld = glibc !== undefined && (major < UNPACKS_FROM[0] || (major === UNPACKS_FROM[0] && minor < UNPACKS_FROM[1]));
  if (!isOld) return undefined;
  return {
    chinese: `；本机 glibc ${glibc} 低于 2.33，下载后也解不开，可把解开的 Electron 放在 ELECTRON_OVERRIDE_DIST_PATH`,
    english: `; with glibc ${glibc}, below 2.33, it cannot be unpacked here: name an unpacked one in ELECTRON_OVERRIDE_DIST_PATH`,
  };
}

function sayElectron({ wanted, fetchFailure }: ShellFacts): string {
  if (wanted === "electron") return "用 Electron 打开（按 ANBAO_SHELL 的设置）。Opening Electron: as ANBAO_SHELL says.";
  return fetchFailure === undefined
    ? "用 Electron 打开（已经装好）。Opening Electron: it is installed."
    : "用 Electron 打开（刚刚取得）。Opening Electron: it was fetched just now.";
}

/** What is said when Electron was there and the system did not let it run with its sandbox; without it the program does not open. */
export const WITHOUT_SANDBOX = sayBrowser(
  "系统不许 Electron 带着沙箱运行：请管理员把 chrome-sandbox 设为 root 所有、权限 4755，或允许普通用户使用用户命名空间",
  "the system does not let Electron run with its sandbox (chrome-sandbox needs owner root and mode 4755, or user namespaces allowed)",
);

/** Whether windows can be opened: always on Windows and macOS, elsewhere with X11 or Wayland. */
export function canOpenWindows(platform: string, env: Readonly<Record<string, string | undefined>>): boolean {
  if (platform === "win32" || platform === "darwin") return true;
  return Boolean(env["DISPLAY"]) || Boolean(env["WAYLAND_DISPLAY"]);
}

/** What `ANBAO_SHELL` asks for; anything but the two known words is nothing. */
export function wantedShell(value: string | undefined): ShellFacts["wanted"] {
  return value === "electron" || value === "browser" ? value : undefined;
}

/** Arguments for Electron's program: the program's folder, and the display system that it would otherwise start again for. */
export function electronArguments(appFolder: string, facts: DisplayFacts): readonly string[] {
  return [...(displayArguments(facts) ?? []), appFolder];
}

function sayBrowser(chinese: string, english: string): string {
  return `改在浏览器中打开（${chinese}）。Opening the browser shell: ${english}.`.replaceAll(/\s*[\r\n]+\s*/g, " ");
}
