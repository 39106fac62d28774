// Electron's main process: window, dialogs, printing, updates and nothing else. Wiring only; every decision lies beside it.
import { app, clipboard, dialog, Menu, protocol, screen, type BrowserWindow, type MessagePortMain } from "electron";
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { aboutPanel } from "./menus/about-panel.ts";
import english from "../../resources/words/en/problems.json" with { type: "json" };
import chinese from "../../resources/words/zh-CN/problems.json" with { type: "json" };
import type { ProblemData } from "../api/contract-parts.ts";
import { fillSentence } from "../domain/problem.ts";
import { LOG_FILE, openLog, programHome } from "../logs/log-file.ts";
import { answerInstall, howInstalled } from "./updates/answer-install.ts";
import { answerPage } from "./answers/answer-page.ts";
import type { DataLine } from "./data/ask-data.ts";
import { askPerson, sayFailed, sayRefused } from "./menus/ask-person.ts";
import { displayArguments, displayInUse } from "./start/choose-display.ts";
import type { News } from "./data/data-messages.ts";
import { diagnosticsText } from "./failures/diagnostics-text.ts";
import { mayUseGraphicsCard } from "./failures/graphics.ts";
import { guardPages } from "./page/guard-pages.ts";
import { ownAppImage } from "./start/installed-as.ts";
import { keptFile } from "./failures/kept-file.ts";
import { leaveFolder } from "./start/leave-folder.ts";
import { menuModel, type MenuAction } from "./menus/menu-model.ts";
import { bringForward, keepPlace, openWindow } from "./window/open-window.ts";
import { openedPath } from "./start/opened-paths.ts";
import { orderlyEnd, type OrderlyEnd } from "./end/orderly-end.ts";
import { APP_SCHEME, PRIVILEGED_SCHEMES, START_PAGE } from "./page/origins.ts";
import { readLanguage } from "./menus/person-language.ts";
import { refusalWord, refusedSwitches } from "./start/refuse-switches.ts";
import { serveApp } from "./scheme/serve-schemes.ts";
import { startAgain } from "./start/start-again.ts";
import { startDataProcess } from "./data/start-data-process.ts";
import { watchFailures } from "./failures/watch-failures.ts";
import { stayAwake, watchPower } from "./end/watch-power.ts";
import { within } from "./end/within.ts";
import { WORDS } from "./menus/words.ts";

/** Chromium talks to nobody, and asks no keyring: it keeps no secrets. */
const SWITCHES: readonly (readonly [string, string?])[] = [
  ["disable-background-networking"],
  ["disable-component-update"],
  ["disable-domain-reliability"],
  ["disable-sync"],
  ["no-pings"],
  ["password-store", "basic"],
];

/** A data side that hangs is just when diagnostics are wanted: they are given without it then. */
const DIAGNOSTICS_LIMIT_MS = 3_000;

const home = programHome(process.env);
const log = openLog(home, "main", () => Date.now());
const language = readLanguage(keptFile(home, "program.json").read());
const place = keptFile(app.getPath("userData"), "window.json");
const graphics = keptFile(app.getPath("userData"), "graphics.json");
const usesGraphicsCard = mayUseGraphicsCard(graphics.read(), app.getVersion());
/** What exists once the program is ready. */
const open: { window?: BrowserWindow; line?: DataLine<MessagePortMain>; toOpen?: string; running: number } = { running: 0 };
const ask = askPerson(language, () => (open.window?.isDestroyed() === false ? open.window : undefined));
const ending = makeEnding();

const refused = refusedSwitches(process.argv, process.env);
const display = displayArguments({ platform: process.platform, argv: process.argv, env: process.env });
if (refused.length > 0) void refuseStart();
else if (display !== undefined) startAgain([...display, ...namedFile()], 0);
else if (!app.requestSingleInstanceLock()) app.exit(0);
else prepare();

/** What this program was asked to open. */
function namedFile(): readonly string[] {
  const path = openedPath(process.argv, process.cwd());
  return path === undefined ? [] : [path];
}

/** Whoever opened an AppImage by a click sees no terminal, which is where Linux says it before the program is ready. */
async function refuseStart(): Promise<void> {
  const word = refusalWord(refused, ownAppImage(process));
  if (word === "refusedImage") await app.whenReady();
  sayRefused(language, word, refused);
  app.exit(1);
}

/** What has to be said before Electron is ready. */
function prepare(): void {
  watchFailures(log, graphics, fail);
  app.enableSandbox();
  for (const [name, value] of SWITCHES) app.commandLine.appendSwitch(name, value);
  if (!usesGraphicsCard) app.disableHardwareAcceleration();
  protocol.registerSchemesAsPrivileged([...PRIVILEGED_SCHEMES]);
  app.on("before-quit", (event) => {
    event.preventDefault();
    ending.begin("person");
  });
  app.on("window-all-closed", () => ending.begin("person")); // without a listener Electron would quit by itself
  app.on("second-instance", (_, argv, workingDirectory) => {
    const path = openedPath(argv, workingDirectory);
    if (ending.isEnding()) return ending.askAgain(path === undefined ? [] : [path]);
    bringForward(open.window);
    openFile(path);
  });
  app.on("open-file", (event, path) => {
    event.preventDefault();
    openFile(path);
  });
  namedFile().forEach(openFile);
  leaveFolder();
  app.whenReady().then(start).catch(failAtStart);
}

async function start(): Promise<void> {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuOfNow()));
  watchPower(ending, log.event);
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, () => ending.begin("system"));
  guardPages();
  const line = startDataProcess(howInstalled(), { log, hear: hearData(stayAwake()), lost: dataLost });
  open.line = line;
  if (open.toOpen !== undefined) line.openFile(open.toOpen);
  const built = join(app.getAppPath(), "dist");
  protocol.handle(APP_SCHEME, serveApp(join(built, "renderer"), line.openMedia));
  const preload = join(built, "preload", "preload.cjs");
  const window = openWindow({
    preload,
    devTools: !app.isPackaged,
    language,
    place,
    ending,
    isBusy: () => open.running > 0,
    reopenPage: () => ask.openAgain("page"),
    reloadHungPage: ask.reloadHung,
    log: log.event,
  });
  open.window = window;
  const installUpdate = () => answerInstall({ prepared: line.preparedUpdate, ending, tell: sayProblem, log });
  answerPage(window, line, { copyDiagnostics, installUpdate, confirmAddress: ask.useAddress, log: log.event, report });
  await window.loadURL(START_PAGE);
}

function makeEnding(): OrderlyEnd {
  return orderlyEnd({
    runningKinds: async () => (await open.line?.workKinds()) ?? [],
    isBusy: () => open.running > 0,
    askToStop: ask.stopWork,
    leaveScreen: () => {
      if (open.window === undefined || open.window.isDestroyed()) return;
      keepPlace(open.window, place);
      open.window.hide();
    },
    closeData: async () => open.line?.close(),
    exit: (again) => (again === undefined ? app.exit(0) : startAgain(again, 0)),
    wait: (ms) => wait(ms, undefined, { ref: false }),
    log: log.event,
    failed: (error) => void report(error),
  });
}

/** A file of ours that the system wants opened; before the data side is there it waits. */
function openFile(path: string | undefined): void {
  if (path === undefined) return;
  open.toOpen = path;
  open.line?.openFile(path);
}

function hearData(setBusy: (running: number) => void): (said: News) => void {
  return (said) => {
    if (said.kind === "busy") {
      open.running = said.running;
      return setBusy(said.running);
    }
    sayProblem(said.problem);
    app.exit(1);
  };
}

function dataLost(): void {
  if (ending.isEnding()) return;
  void ask.openAgain("data").then((isWanted) => (isWanted ? startAgain([], 1) : app.exit(1)));
}

function menuOfNow() {
  const run: Readonly<Record<MenuAction, () => void>> = {
    quit: () => ending.begin("person"),
    about: () => {
      app.setAboutPanelOptions(aboutPanel(app.getVersion(), process.resourcesPath, process.platform));
      app.showAboutPanel();
    },
    "copy-diagnostics": () => void copyDiagnostics().then(ask.diagnosticsCopied),
  };
  return menuModel({ language, isMac: process.platform === "darwin", devTools: !app.isPackaged }, (action) => run[action]());
}

async function copyDiagnostics(): Promise<void> {
  const asked = open.line?.diagnostics() ?? Promise.reject(new Error("not there yet"));
  const lines = await within(asked, wait(DIAGNOSTICS_LIMIT_MS, undefined, { ref: false }));
  const facts = {
    program: app.getVersion(),
    versions: process.versions,
    platform: process.platform,
    arch: process.arch,
    display: displayInUse({ platform: process.platform, argv: process.argv, env: process.env }),
    usesGraphicsCard,
    graphics: { ...app.getGPUFeatureStatus() },
    displays: screen.getAllDisplays().map(({ size, scaleFactor }) => ({ ...size, scale: scaleFactor })),
  };
  await clipboard.writeText(diagnosticsText(facts, lines));
}

function sayProblem({ code, details }: Readonly<{ code: string; details: ProblemData["details"] }>): void {
  const known: Readonly<Record<string, string>> = language === "en" ? english : chinese;
  dialog.showErrorBox(WORDS[language].product, fillSentence(known[code] ?? code, details));
}

/** The program cannot go on: it says so, once, and ends in order as far as there is something to end. */
function fail(id: string): void {
  if (ending.isEnding()) return;
  const wasOpen = open.window?.isDestroyed() === false && open.window.isVisible();
  sayFailed(language, wasOpen ? "broke" : "failed", { id, file: join(home, LOG_FILE) });
  if (open.line === undefined) app.exit(1);
  else ending.begin("system");
}

function failAtStart(error: unknown): void {
  fail(report(error));
}

/** @returns the id under which it stands in the log. */
function report(error: unknown): string {
  const id = randomUUID().slice(0, 8);
  log.failure(id, error);
  return id;
}
