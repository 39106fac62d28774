// Opens the one window where it was left, ends the program in order when it is closed, and starts a crashed page again.
import { BrowserWindow, Menu, screen, type WebContents } from "electron";
import { contextMenu } from "../menus/context-menu.ts";
import { isCrash, mayStartAgain } from "../failures/crash-limit.ts";
import type { KeptFile } from "../failures/kept-file.ts";
import type { Language } from "../menus/menu-model.ts";
import type { OrderlyEnd } from "../end/orderly-end.ts";
import { pagePreferences, windowOptions } from "./window-options.ts";
import { placeOn, readWindowPlace, type WindowPlace } from "./window-place.ts";

export type WindowRequest = Readonly<{
  preload: string;
  devTools: boolean;
  language: Language;
  place: KeptFile;
  ending: OrderlyEnd;
  /** Whether long work runs. */
  isBusy(): boolean;
  /** The page crashed more often than it is started again by itself: whether the person wants it once more, or the program ended. */
  reopenPage(): Promise<boolean>;
  /** The page does not answer: whether the person wants it loaded anew; once `signal` says that it answers again, nobody does. */
  reloadHungPage(signal: AbortSignal): Promise<boolean>;
  log(event: string): void;
}>;

/** Makes the window; nothing is loaded yet. */
export function openWindow(request: WindowRequest): BrowserWindow {
  const kept = readWindowPlace(request.place.read());
  const areas = screen.getAllDisplays().map(({ workArea }) => workArea);
  const preferences = pagePreferences(request.preload, request.devTools);
  const window = new BrowserWindow(windowOptions(screen.getPrimaryDisplay().workAreaSize, preferences, placeOn(areas, kept)));
  window.once("ready-to-show", () => {
    if (kept?.maximized === true) window.maximize();
    window.show();
  });
  endWithWindow(window, request);
  offerContextMenu(window, request.language);
  restartPage(window.webContents, request);
  askWhenHung(window, request);
  return window;
}

/** Keeps where the window is, for the next start. */
export function keepPlace(window: BrowserWindow, place: KeptFile): void {
  if (window.isDestroyed()) return;
  const { x, y, width, height } = window.getNormalBounds();
  place.write(JSON.stringify({ bounds: { x, y, width, height }, maximized: window.isMaximized() } satisfies WindowPlace));
}

/** Brings a window to the front that still is there. */
export function bringForward(window: BrowserWindow | undefined): void {
  if (window === undefined || window.isDestroyed()) return;
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

function endWithWindow(window: BrowserWindow, { ending, isBusy }: WindowRequest): void {
  window.on("close", (event) => {
    event.preventDefault();
    ending.begin("person");
  });
  // Windows logs off or shuts down. It waits for a window that objects, and goes on when its program has ended.
  window.on("query-session-end", (event) => {
    if (isBusy()) event.preventDefault();
    ending.begin("system");
  });
  window.on("session-end", () => ending.begin("system"));
}

function offerContextMenu(window: BrowserWindow, language: Language): void {
  window.webContents.on("context-menu", (_, place) => {
    const items = contextMenu(place, language);
    if (items.length > 0) Menu.buildFromTemplate(items).popup({ window });
  });
}

/** A page that hangs cannot be loaded anew as long as its process goes on: that is ended, and the page comes back as after a crash. */
function askWhenHung(window: BrowserWindow, { ending, reloadHungPage, log }: WindowRequest): void {
  const asked: { now: AbortController | undefined } = { now: undefined };
  window.on("unresponsive", () => {
    log("the page does not respond");
    if (asked.now !== undefined || ending.isEnding()) return;
    const { signal } = (asked.now = new AbortController());
    void reloadHungPage(signal).then((isWanted) => {
      asked.now = undefined;
      if (isWanted && !window.isDestroyed()) window.webContents.forcefullyCrashRenderer();
    });
  });
  window.on("responsive", () => {
    log("the page responds again");
    asked.now?.abort();
  });
}

function restartPage(contents: WebContents, { ending, reopenPage, log }: WindowRequest): void {
  const crashesMs: number[] = [];
  const again = (isWanted: boolean): void => (isWanted ? contents.reload() : ending.begin("person"));
  contents.on("render-process-gone", (_, { reason, exitCode }) => {
    log(`the page's process has gone: ${reason} ${exitCode}`);
    if (!isCrash(reason) || ending.isEnding()) return;
    crashesMs.push(Date.now());
    if (mayStartAgain(crashesMs)) contents.reload();
    else void reopenPage().then(again);
  });
}
