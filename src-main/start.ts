// `npm start`: opens Electron; where its program is absent and cannot be fetched, says so in one line and opens the
// browser shell. Decides nothing itself: see start/choose-shell.ts. Never imports the package `electron`.
import { join, resolve } from "node:path";
import { openDataSide } from "./compose/door.ts";
import { openedKind } from "./domain/record/opened-kind.ts";
import { runBrowserShell } from "./shell-browser/run-browser-shell.ts";
import { buildWhenStale, PROGRAMS, SCREENS } from "./start/build-when-stale.ts";
import {
  canOpenWindows,
  chooseShell,
  electronArguments,
  wantedShell,
  WITHOUT_SANDBOX,
  type ShellChoice,
} from "./start/choose-shell.ts";
import { glibcVersion } from "./logs/glibc-version.ts";
import { runElectron } from "./start/run-electron.ts";
import { electronProgramName, fetchElectron, findElectron } from "./start/electron-binary.ts";

/** Files of ours that `npm start -- FILE` names. */
const files = process.argv
  .slice(2)
  .filter((name) => openedKind(name) !== undefined)
  .map((name) => resolve(name));
const ROOT = resolve(import.meta.dirname, "..");
const ELECTRON = join(ROOT, "node_modules", "electron");

async function choose(): Promise<Exclude<ShellChoice, { kind: "fetch-electron" }>> {
  const first = chooseShell(gatherFacts(undefined));
  if (first.kind !== "fetch-electron") return first;
  console.log("正在取得 Electron… Fetching Electron…");
  const failure = await fetchElectron(ELECTRON, process.env);
  const second = chooseShell(gatherFacts(failure ?? "下载后仍找不到程序"));
  if (second.kind === "fetch-electron") throw new Error("a failed fetch never asks for another");
  return second;
}

function gatherFacts(fetchFailure: string | undefined): Parameters<typeof chooseShell>[0] {
  return {
    wanted: wantedShell(process.env["ANBAO_SHELL"]),
    electronProgram: findElectron(ELECTRON, process.env, electronProgramName(process.platform)),
    fetchFailure,
    hasDisplay: canOpenWindows(process.platform, process.env),
    isRootOfLinux: process.platform === "linux" && process.getuid?.() === 0,
    glibc: glibcVersion(),
  };
}

/** Where the system forbids its sandbox, the browser shell opens in its place. */
async function openElectron(program: string, why: string): Promise<number> {
  console.log(why);
  await buildWhenStale(ROOT, [SCREENS, ...PROGRAMS], Date.now());
  const facts = { platform: process.platform, argv: process.argv, env: process.env };
  const { code, sandbox } = await runElectron(program, [...electronArguments(ROOT, facts), ...files]);
  return sandbox ? openBrowser(WITHOUT_SANDBOX) : code;
}

async function openBrowser(why: string): Promise<number> {
  console.log(why);
  await buildWhenStale(ROOT, [SCREENS], Date.now());
  const ending = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => ending.abort());
  const rendererDir = join(ROOT, "dist", "renderer");
  await runBrowserShell({
    openDataSide,
    rendererDir,
    port: 0,
    openBrowser: true,
    open: files.at(-1),
    say: console.log,
    signal: ending.signal,
  });
  return 0;
}

const choice = await choose();
const code = choice.kind === "electron" ? await openElectron(choice.program, choice.why) : await openBrowser(choice.why);
// Everything is closed by now; what a library still keeps running must not keep the program open.
process.exit(code);
