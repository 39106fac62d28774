// Decides which shell `npm start` opens, and the one line that says why. Pure.

/** What is known about this PC before anything is opened. */
export type ShellFacts = Readonly<{
  /** The person's own wish (`ANBAO_SHELL`), if any. */
  wanted: "electron" | "browser" | undefined;
  /** Electron's program, if it lies ready. */
  electronProgram: string | undefined;
  /** Why fetching Electron failed; undefined as long as it was not tried. */
  fetchFailure: string | undefined;
  /** Whether a window can be opened at all. */
  hasDisplay: boolean;
}>;

export type ShellChoice =
  | Readonly<{ kind: "electron"; program: string }>
  | Readonly<{ kind: "fetch-electron" }>
  | Readonly<{ kind: "browser"; why: string }>;

/**
 * Electron where it can run, else the browser shell with its reason in one line.
 *
 * @see design.md §4 Start
 */
export function chooseShell(facts: ShellFacts): ShellChoice {
  if (facts.wanted === "browser") return { kind: "browser", why: sayWhy("按 ANBAO_SHELL 的设置", "as ANBAO_SHELL says") };
  if (!facts.hasDisplay) return { kind: "browser", why: sayWhy("没有图形界面", "there is no display") };
  if (facts.electronProgram !== undefined) return { kind: "electron", program: facts.electronProgram };
  if (facts.fetchFailure === undefined) return { kind: "fetch-electron" };
  return {
    kind: "browser",
    why: sayWhy(`没有取得 Electron：${facts.fetchFailure}`, "Electron is not here and could not be fetched"),
  };
}

/** Whether windows can be opened: always on Windows and macOS, elsewhere with X11 or Wayland. */
export function canOpenWindows(platform: string, env: Readonly<Record<string, string | undefined>>): boolean {
  if (platform === "win32" || platform === "darwin") return true;
  return Boolean(env["DISPLAY"]) || Boolean(env["WAYLAND_DISPLAY"]);
}

/** The wish in `ANBAO_SHELL`; anything but the two known words is no wish. */
export function wantedShell(value: string | undefined): ShellFacts["wanted"] {
  return value === "electron" || value === "browser" ? value : undefined;
}

/** Arguments for Electron's program; Chromium's sandbox cannot run as root on Linux. */
export function electronArguments(appFolder: string, platform: string, userId: number | undefined): readonly string[] {
  return platform === "linux" && userId === 0 ? ["--no-sandbox", appFolder] : [appFolder];
}

function sayWhy(chinese: string, english: string): string {
  return `改在浏览器中打开（${chinese}）。Opening the browser shell: ${english}.`.replaceAll(/\s*[\r\n]+\s*/g, " ");
}
