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
  "utility-cmd-prefix",
  "renderer-cmd-prefix",
  "gpu-launcher",
  "enable-logging",
  "log-file",
  "log-net-log",
  "require",
  "expose-internals",
];

/** The refused switches among the arguments, as `--name`. What follows `--` is a file name. */
export function refusedSwitches(argv: readonly string[]): readonly string[] {
  const end = argv.indexOf("--");
  return argv
    .slice(1, end === -1 ? undefined : end)
    .map(switchName)
    .filter((name) => name !== undefined)
    .filter((name) => REFUSED.some((pattern) => matches(name, pattern)))
    .map((name) => `--${name}`);
}

/** `--Name=value` → `name`; Windows also takes `-name` and `/name`, and none of it heeds case. */
function switchName(argument: string): string | undefined {
  return /^(?:--?|\/)([A-Za-z][\w-]*)(?:=|$)/.exec(argument)?.[1]?.toLowerCase();
}

function matches(name: string, pattern: string): boolean {
  return pattern.endsWith("*") ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}
