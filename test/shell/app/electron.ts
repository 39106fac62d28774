// The double of the module `electron`: what the program imports under that name when it runs on Chromium over the remote control.
// It copies the rules that Electron documents, each where it stands, and nothing that is not documented. Where a program uses what
// is not here, it fails: a double that swallows proves nothing.
import { EventEmitter } from "node:events";
import { openAddresses } from "../page/addresses.ts";
import { App } from "./app.ts";
import { windowClass, type BaseWindow, type OpenWindows } from "../page/browser-window.ts";
import { chromium } from "../page/chromium.ts";
import { openDialogs } from "./dialogs.ts";
import { mainClock } from "./main-clock.ts";
import { IpcMain } from "../process/ipc-main.ts";
import { openMenus } from "./menus.ts";
import { Session } from "../page/sessions.ts";
import { openTestLine, type Order } from "../process/test-line.ts";
import { openUtilities } from "../process/utility-process.ts";
import { watchCalls } from "../process/watched-calls.ts";

const line = openTestLine();
const open: OpenWindows = { all: [], focused: { window: null } };
const calls = watchCalls(line);
const addresses = openAddresses();
const isReady = (): boolean => app.isReady();

export const app = new App({
  line,
  openWindows: () => open.all.length,
  closeWindows: () => {
    for (const window of open.all.slice()) window.close();
  },
  destroyWindows: () => {
    for (const window of open.all.slice()) window.destroy();
  },
  // What was told to the test still goes out.
  endProcess: (code) => {
    utilities.endAll();
    setImmediate(() => process.exit(code));
  },
});

const utilities = openUtilities(isReady, (how) => {
  line.note("child-process-gone", how);
  app.emit("child-process-gone", {}, how);
});
export const utilityProcess = { fork: utilities.fork };

const sessions = new Map<string, Session>();
const sessionFrom = (partition: string): Session => {
  const found = sessions.get(partition);
  if (found !== undefined) return found;
  const made = new Session(addresses, isReady);
  sessions.set(partition, made);
  // docs/api/app.md: told of every session, the default one as well.
  app.emit("session-created", made);
  return made;
};
export const session = {
  get defaultSession(): Session {
    return sessionFrom("");
  },
  fromPartition: sessionFrom,
};
export const protocol = sessionFrom("").protocol;

export const ipcMain = new IpcMain();
export const dialog = openDialogs(line, isReady);

const focused = (): BaseWindow | null => open.focused.window ?? open.all[0] ?? null;
const menus = openMenus(line, focused, doRole);
export const Menu = menus.Menu;
export { MenuItem } from "./menus.ts";
export { MessageChannelMain } from "../process/ports.ts";

const lent = chromium();
export const BrowserWindow = windowClass(
  {
    browserOf: lent.browser,
    newTarget: lent.newTarget,
    addresses,
    ipcMain,
    line,
    calls,
    isReady,
    sessionOf: ({ session: own, partition = "" }) => own ?? sessionFrom(partition),
    created: (contents, window) => {
      app.emit("web-contents-created", {}, contents);
      app.emit("browser-window-created", {}, window);
    },
    closeRefused: () => app.order.closeRefused(),
    allClosed: () => app.order.allClosed(),
  },
  open,
);

/** docs/api/power-monitor.md, power-save-blocker.md */
export const powerMonitor = new EventEmitter();
const blockers = new Set<number>();
export const powerSaveBlocker = {
  start: (type: string): number => {
    blockers.add(blockers.size + 1);
    line.note("power-save-blocker", { type, on: true });
    return blockers.size;
  },
  stop: (id: number): void => {
    blockers.delete(id);
    line.note("power-save-blocker", { on: false });
  },
  isStarted: (id: number): boolean => blockers.has(id),
};

const display = {
  id: 1,
  bounds: { x: 0, y: 0, width: 1366, height: 768 },
  workArea: { x: 0, y: 0, width: 1366, height: 728 },
  workAreaSize: { width: 1366, height: 728 },
  size: { width: 1366, height: 768 },
  scaleFactor: 1,
};
/** docs/api/screen.md: one screen of an office PC. */
export const screen = Object.assign(new EventEmitter(), {
  getPrimaryDisplay: () => display,
  getAllDisplays: () => [display],
  getDisplayMatching: () => display,
});

const copied = { text: "" };
export const clipboard = {
  writeText: (text: string): void => {
    copied.text = text;
    line.note("clipboard", { text });
  },
  readText: (): string => copied.text,
};

/** docs/api/shell.md: what would leave the program is told to the test. */
export const shell = {
  openExternal: async (url: string): Promise<void> => line.note("open-external", { url }),
  openPath: async (path: string): Promise<string> => (line.note("open-path", { path }), ""),
  showItemInFolder: (path: string): void => line.note("show-item", { path }),
  beep: (): void => line.note("beep"),
};

export const nativeTheme = Object.assign(new EventEmitter(), { themeSource: "system", shouldUseDarkColors: false });
export const net = { fetch: (url: string, init?: RequestInit) => fetch(url, init), isOnline: () => false };
export const safeStorage = { isEncryptionAvailable: () => false };
export const crashReporter = { start: () => undefined };
export const autoUpdater = new EventEmitter();

/** Roles are done by Electron itself (docs/api/menu-item.md). */
function doRole(role: string, window: BaseWindow | null): void {
  const contents = window?.webContents;
  if (role === "quit") app.quit();
  else if (role === "close") window?.close();
  else if (role === "minimize") window?.minimize();
  else if (role === "togglefullscreen") window?.setFullScreen(!window.isFullScreen());
  else if (role === "reload") contents?.reload();
  else if (["undo", "redo", "cut", "copy", "paste", "selectall"].includes(role))
    contents?.edit((role === "selectall" ? "selectAll" : role) as "copy");
}

line.obey((order: Order) => {
  if (order.do === "main-clock") return mainClock.moveTo(order.aheadMs);
  if (order.do === "clock") return utilities.setClock(order.aheadMs);
  if (order.do === "hold") return calls.hold(order.pattern);
  if (order.do === "let-go") return calls.letGo(order.pattern);
  if (order.do === "close-window") return focused()?.close();
  if (order.do === "menu") return menus.press(order.path);
  if (order.do === "read-menu") return menus.read();
  if (order.do === "printers") return void (process.env["ANBAO_DOUBLE_PRINTERS"] = JSON.stringify(order.printers));
  if (order.do === "window-event") return void focused()?.emit(order.event, { preventDefault: () => undefined });
  if (order.do === "power") return void powerMonitor.emit(order.event, { preventDefault: () => undefined });
  if (order.do === "crash-utility") return utilities.endAll();
  if (order.do === "crash-page") return focused()?.webContents.crash();
  if (order.do === "read-page")
    return focused()?.webContents.executeJavaScript(
      `document.querySelector(${JSON.stringify(order.selector)})?.textContent ?? ""`,
    );
  return undefined;
});
