// Which switches of Chromium and Node the program does not start with: what opens it to a debugger, loosens its pages or moves its
// profile. The fuses do not cover them. There is no exception. Pure.

/** Names, or beginnings that end in `*`. @see Electron docs, api/command-line-switches.md; Chromium content_switches.cc */
const REFUSED: readonly string[] = [
  "inspect*",
  "debug*",
  "remote-debugging-*",
  "remote-allow-origins",
  "js-flags",
  "no-sandbox",
  "disable-setuid-sandbox",
  "disable-namespace-sandbox",
  "disable-seccomp-filter-sandbox",
  "disable-gpu-sandbox",
  "single-process",
  "disable-web-security",
  "disable-site-isolation-trials",
  "allow-running-insecure-content",
  "allow-file-access-from-files",
  "unsafely-treat-insecure-origin-as-secure",
  "ignore-certificate-errors*",
  "load-extension",
  "disable-extensions-except",
  "proxy-server",
  "proxy-pac-url",
  "host-rules",
  "host-resolver-rules",
  "user-data-dir",
  "browser-subprocess-path",
  "zygote-cmd-prefix",
  "utility-cmd-prefix",
  "renderer-cmd-prefix",
  "gpu-launcher",
  "enable-logging",
  "log-file",
  "log-net-log",
  "require",
  "expose-internals",
];

type Environment = Readonly<Record<string, string | undefined>>;
/** Electron adds `--no-sandbox` by itself where this is set, past the arguments. @see electron_main_delegate.cc */
const NO_SANDBOX_VARIABLE = "ELECTRON_DISABLE_SANDBOX";
const NO_SANDBOX = "--no-sandbox";

/** The refused switches among the arguments, as `--name`, and the variable that is one. What follows `--` is a file name. */
export function refusedSwitches(argv: readonly string[], env: Environment): readonly string[] {
  const end = argv.indexOf("--");
  const given = argv
    .slice(1, end === -1 ? undefined : end)
    .map(switchName)
    .filter((name) => name !== undefined)
    .filter((name) => REFUSED.some((pattern) => matches(name, pattern)))
    .map((name) => `--${name}`);
  return env[NO_SANDBOX_VARIABLE] === undefined ? given : [...given, NO_SANDBOX_VARIABLE];
}

/**
 * Which sentence says why the program does not start. Nobody typed what an AppImage adds by itself: its start-up gives up Chromium's
 * sandbox where a person may not make user namespaces. @see app-builder-lib out/targets/appimage/appImageUtil.js
 *
 * @param refused as `refusedSwitches` gives it, at least one. @param appImage that the program was started from.
 */
export function refusalWord(refused: readonly string[], appImage: string | undefined): "refused" | "refusedImage" {
  return appImage !== undefined && refused.every((name) => name === NO_SANDBOX) ? "refusedImage" : "refused";
}

/** `--Name=value` → `name`; Windows also takes `-name` and `/name`, none of it heeds case, and Chromium cuts spaces off. */
function switchName(argument: string): string | undefined {
  return /^(?:--?|\/)([A-Za-z][\w-]*)(?:=|$)/.exec(argument.trim())?.[1]?.toLowerCase();
}

function matches(name: string, pattern: string): boolean {
  return pattern.endsWith("*") ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}
