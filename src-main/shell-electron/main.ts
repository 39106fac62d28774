// Electron's main process: window, dialogs, printing, updates and nothing else. Wiring only; every decision lies beside it.
import { app, dialog, Menu, protocol, utilityProcess, type BrowserWindow, type MessagePortMain } from "electron";
import { randomUUID } from "node:crypto";
import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import sentences from "../../src-renderer/locales/zh-CN/problems.json" with { type: "json" };
import type { ProblemData } from "../api/contract/parts.ts";
import type { InstalledAs } from "../domain/installed-as.ts";
import { fillSentence } from "../domain/problem.ts";
import { askData, type DataDesk } from "./ask-data.ts";
import { problemData } from "./data-messages.ts";
import { guardPages } from "./guard-pages.ts";
import { installUpdate, startInstaller } from "./install-update.ts";
import { installedAs } from "./installed-as.ts";
import { menuModel } from "./menu-model.ts";
import { openWindow } from "./open-window.ts";
import { APP_SCHEME, PRIVILEGED_SCHEMES } from "./origins.ts";
import { serveApp } from "./serve-schemes.ts";

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
  const window = await openWindow(join(built, "preload", "preload.cjs"), !app.isPackaged, desk, () =>
    answerInstall(desk, ending),
  );
  showMenu();
  app.on("second-instance", () => bringForward(window));
  app.on("window-all-closed", () => {
    ending.abort();
    void desk.close().finally(() => app.quit());
  });
}

function howInstalled(): InstalledAs {
  const { platform, execPath, env } = process;
  const beside = platform === "win32" ? readdirSync(dirname(execPath)) : [];
  return installedAs({ platform, isPackaged: app.isPackaged, appImage: env["APPIMAGE"], beside });
}

/** `ending`: from then on the data process may end. */
function startDataProcess(ending: AbortSignal): DataDesk<MessagePortMain> {
  const child = utilityProcess.fork(DATA_PROCESS, [howInstalled()], { serviceName: "anbao-data" });
  child.on("exit", (code) => {
    if (code === 0 || ending.aborted) return;
    dialog.showErrorBox("安报", LOST_DATA_SIDE);
    app.exit(1);
  });
  return askData(child);
}

/** Null: the program is ending for it. */
async function answerInstall(desk: DataDesk<MessagePortMain>, ending: AbortController): Promise<ProblemData | null> {
  try {
    await installUpdate(await desk.preparedUpdate(), {
      appImage: process.env["APPIMAGE"],
      startInstaller: (path) => startInstaller(path),
      startAgain: (execPath) => app.relaunch(execPath === undefined ? {} : { execPath, args: [] }),
      tell: ({ code, details }) => dialog.showErrorBox("安报", fillSentence(sentences[code], details)),
      endProgram: async (last) => {
        ending.abort();
        await desk.close();
        await last();
        app.exit(0);
      },
    });
    return null;
  } catch (error) {
    return problemData(error, randomUUID);
  }
}

function showMenu(): void {
  const facts = { language: "zh-CN", isMac: process.platform === "darwin", devTools: !app.isPackaged } as const;
  const model = menuModel(facts, () => app.showAboutPanel());
  Menu.setApplicationMenu(Menu.buildFromTemplate(model));
}

function bringForward(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.focus();
}
