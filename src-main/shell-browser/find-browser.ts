// Finds an installed Chromium, Chrome or Edge and decides how it is called. Pure; what is on the disk comes in as a function.
import { posix, win32 } from "node:path";
import { pathToFileURL } from "node:url";

/** The system a browser is looked for on. */
export type Platform = "linux" | "win32" | "darwin";
/** Environment variables. */
export type Environment = Readonly<Record<string, string | undefined>>;

const LINUX_NAMES = [
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "microsoft-edge",
  "microsoft-edge-stable",
];
const WINDOWS_PATHS = [
  "Microsoft\\Edge\\Application\\msedge.exe",
  "Google\\Chrome\\Application\\chrome.exe",
  "Chromium\\Application\\chrome.exe",
];
const WINDOWS_ROOTS = ["ProgramFiles(x86)", "ProgramFiles", "LOCALAPPDATA"];
const MAC_APPS = ["Google Chrome", "Microsoft Edge", "Chromium"];

/** Every place where a browser may be, best first; `ANBAO_BROWSER` names one before all. */
export function browserCandidates(platform: Platform, env: Environment): readonly string[] {
  const requested = env["ANBAO_BROWSER"] ? [env["ANBAO_BROWSER"]] : [];
  return [...requested, ...INSTALLED[platform](env)];
}

const INSTALLED: Readonly<Record<Platform, (env: Environment) => readonly string[]>> = {
  linux: (env) => {
    const folders = (env["PATH"] ?? "/usr/local/bin:/usr/bin:/bin").split(":").filter((folder) => folder.startsWith("/"));
    return LINUX_NAMES.flatMap((name) => folders.map((folder) => posix.join(folder, name)));
  },
  win32: (env) =>
    WINDOWS_PATHS.flatMap((path) => WINDOWS_ROOTS.flatMap((root) => (env[root] ? [win32.join(env[root], path)] : []))),
  darwin: (env) =>
    MAC_APPS.flatMap((app) => ["", env["HOME"] ?? ""].map((home) => `${home}/Applications/${app}.app/Contents/MacOS/${app}`)),
};

/** The first candidate that is there. */
export function findBrowser(platform: Platform, env: Environment, isThere: (path: string) => boolean): string | undefined {
  return browserCandidates(platform, env).find(isThere);
}

/** Whether a window can be shown: Linux needs a display, the others have one. */
export function hasDisplay(platform: Platform, env: Environment): boolean {
  return platform !== "linux" || Boolean(env["DISPLAY"]) || Boolean(env["WAYLAND_DISPLAY"]);
}

/** What the window is opened with. `profileDir`: the browser's own folder, apart from the user's browsing. */
export type WindowRequest = Readonly<{ openerFile: string; profileDir: string; platform: Platform; isRoot: boolean }>;

// An office PC's browser is to show this program and talk to nobody.
const QUIET = [
  "--no-first-run",
  "--no-default-browser-check",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-default-apps",
  "--disable-extensions",
  "--disable-sync",
  "--disable-features=Translate,OptimizationHints,MediaRouter",
  "--password-store=basic",
  "--window-size=1366,768",
];

/** Arguments for an app window. Chromium's own sandbox does not start for root on Linux, and only there is it left out. */
export function browserArgs(request: WindowRequest): readonly string[] {
  const windows = request.platform === "win32";
  const address = pathToFileURL(request.openerFile, { windows }).href;
  const forRoot = request.platform === "linux" && request.isRoot ? ["--no-sandbox"] : [];
  return [`--app=${address}`, `--user-data-dir=${request.profileDir}`, ...QUIET, ...forRoot];
}

/** A program to start, or why a person must open the file. */
export type Opening =
  | Readonly<{ kind: "start"; program: string; args: readonly string[] }>
  | Readonly<{ kind: "tell"; why: "no-display" | "no-browser" }>;

/** Decides how the window comes up. */
export function planOpening(request: WindowRequest, env: Environment, isThere: (path: string) => boolean): Opening {
  if (!hasDisplay(request.platform, env)) return { kind: "tell", why: "no-display" };
  const program = findBrowser(request.platform, env, isThere);
  return program === undefined ? { kind: "tell", why: "no-browser" } : { kind: "start", program, args: browserArgs(request) };
}

/** What a terminal prints where no window can be opened. */
export function tellAddress(why: "no-display" | "no-browser", openerFile: string): string {
  const chinese = why === "no-display" ? "没有图形界面" : "没有找到 Chromium、Chrome 或 Edge";
  const english = why === "no-display" ? "there is no display" : "no Chromium, Chrome or Edge was found";
  return `${chinese}。请在 30 秒内用浏览器打开：${openerFile}\nOpen this file in a browser within 30 seconds (${english}).`;
}
