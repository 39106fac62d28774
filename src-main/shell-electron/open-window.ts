// Opens the one window and answers what its page says through the preload, after checking who says it.
import {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  screen,
  type IpcMainEvent,
  type IpcMainInvokeEvent,
  type MessagePortMain,
} from "electron";
import { join } from "node:path";
import type { ProblemData } from "../api/contract/parts.ts";
import type { DataDesk } from "./ask-data.ts";
import { ATTACH_MESSAGE, CHOOSE_MESSAGE, INSTALL_MESSAGE, PORT_MESSAGE, SAVE_MESSAGE } from "./channels.ts";
import { START_PAGE } from "./origins.ts";
import { pageAnswers } from "./page-answers.ts";
import { isTrustedSender } from "./sender.ts";
import { pagePreferences, windowOptions } from "./window-options.ts";

/** Opens the window; the data side gets the page's port and wishes once their sender is checked. */
export async function openWindow(
  preload: string,
  devTools: boolean,
  desk: DataDesk<MessagePortMain>,
  installUpdate: () => Promise<ProblemData | null>,
): Promise<BrowserWindow> {
  const { workAreaSize } = screen.getPrimaryDisplay();
  const window = new BrowserWindow(windowOptions(workAreaSize, pagePreferences(preload, devTools)));
  answerPage(window, desk, installUpdate);
  window.once("ready-to-show", () => window.show());
  window.webContents.on("render-process-gone", () => window.webContents.reload());
  await window.loadURL(START_PAGE);
  return window;
}

function answerPage(
  window: BrowserWindow,
  desk: DataDesk<MessagePortMain>,
  installUpdate: () => Promise<ProblemData | null>,
): void {
  const { id } = window.webContents;
  ipcMain.on(PORT_MESSAGE, (event) => {
    const [port] = event.ports;
    if (port !== undefined && isFromPage(event, id)) desk.connectPage(port);
  });
  const answers = pageAnswers({
    showOpenDialog: (options) => dialog.showOpenDialog(window, options),
    showSaveDialog: (options) => dialog.showSaveDialog(window, options),
    desk,
    downloads: () => app.getPath("downloads"),
    joinPath: join,
  });
  const answer = (channel: string, to: (wish: unknown) => Promise<unknown>): void =>
    ipcMain.handle(channel, (event, wish: unknown) => {
      if (!isFromPage(event, id)) throw new Error("refused");
      return to(wish);
    });
  answer(CHOOSE_MESSAGE, answers.choose);
  answer(ATTACH_MESSAGE, answers.attach);
  answer(SAVE_MESSAGE, answers.save);
  answer(INSTALL_MESSAGE, installUpdate);
}

function isFromPage({ sender, senderFrame }: IpcMainEvent | IpcMainInvokeEvent, windowId: number): boolean {
  const isMainFrame = senderFrame !== null && senderFrame === sender.mainFrame;
  return isTrustedSender({ webContentsId: sender.id, frameUrl: senderFrame?.url ?? null, isMainFrame }, windowId);
}
