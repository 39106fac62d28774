// Electron's main process: window, dialogs, printing, updates and nothing else. Wiring only; every decision lies beside it.
import { app, dialog, Menu, protocol, utilityProcess, type BrowserWindow, type MessagePortMain } from "electron";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { askData, type DataDesk } from "./ask-data.ts";
import { guardPages } from "./guard-pages.ts";
import { menuModel } from "./menu-model.ts";
import { openWindow } from "./open-window.ts";
import { APP_SCHEME, PRIVILEGED_SCHEMES } from "./origins.ts";
import { serveApp } from "./serve-schemes.ts";
import { readShellSettings, type ShellSettings } from "./shell-settings.ts";
import { checkForUpdate } from "./update-program.ts";

/** Chromium talks to nobody. */
const SWITCHES = [
  "disable-background-networking",
  "disable-component-update",
  "disable-domain-reliability",
  "disable-sync",
  "no-pings",
];
const DATA_PROCESS = fileURLToPath(new URL("./data-process.ts", import.meta.url));
const LOST_DATA_SIDE = "数据进程意外退出。已保存的数据未受影响。请重新打开程序；再次出现时请联系管理员。";

app.enableSandbox();
for (const name of SWITCHES) app.commandLine.appendSwitch(name);
protocol.registerSchemesAsPrivileged([...PRIVILEGED_SCHEMES]);
if (app.requestSingleInstanceLock()) void app.whenReady().then(start);
else app.quit();

async function start(): Promise<void> {
  const built = join(app.getAppPath(), "dist");
  const ending = new AbortController();
  const desk = startDataProcess(ending.signal);
  guardPages();
  protocol.handle(APP_SCHEME, serveApp(join(built, "renderer"), desk.openMedia));
  const window = await openWindow(join(built, "preload", "preload.cjs"), !app.isPackaged, desk);
  showMenu(window, readShellSettings(readIfThere(join(app.getPath("userData"), "shell.json"))));
  app.on("second-instance", () => bringForward(window));
  app.on("window-all-closed", () => {
    ending.abort();
    void desk.close().finally(() => app.quit());
  });
}

/** `ending`: from then on the data process may end. */
function startDataProcess(ending: AbortSignal): DataDesk<MessagePortMain> {
  const child = utilityProcess.fork(DATA_PROCESS, [], { serviceName: "anbao-data" });
  child.on("exit", (code) => {
    if (code === 0 || ending.aborted) return;
    dialog.showErrorBox("安报", LOST_DATA_SIDE);
    app.exit(1);
  });
  return askData(child);
}

function showMenu(window: BrowserWindow, { language, updateAddress }: ShellSettings): void {
  const facts = {
    language,
    isMac: process.platform === "darwin",
    devTools: !app.isPackaged,
    canUpdate: updateAddress !== undefined,
  };
  const model = menuModel(facts, (action) => {
    if (action === "about") app.showAboutPanel();
    else if (updateAddress !== undefined) void checkForUpdate(window, updateAddress);
  });
  Menu.setApplicationMenu(Menu.buildFromTemplate(model));
}

function bringForward(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.focus();
}

function readIfThere(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, "utf8") : undefined;
}
