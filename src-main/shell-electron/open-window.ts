// Opens the one window and answers what its page says through the preload, after checking who says it.
import {
  BrowserWindow,
  dialog,
  ipcMain,
  screen,
  type IpcMainEvent,
  type IpcMainInvokeEvent,
  type MessagePortMain,
} from "electron";
import type { ProblemData } from "../api/contract/parts.ts";
import { DIALOG_MESSAGE, INSTALL_MESSAGE, PORT_MESSAGE } from "./channels.ts";
import { dialogWish, openDialog } from "./dialogs.ts";
import { START_PAGE } from "./origins.ts";
import { isTrustedSender } from "./sender.ts";
import { pagePreferences, windowOptions } from "./window-options.ts";

/** What the page may ask of the main process, once its sender is checked. */
export type PageServices = Readonly<{
  connectPage(port: MessagePortMain): void;
  installUpdate(): Promise<ProblemData | null>;
}>;

/** Opens the window. */
export async function openWindow(preload: string, devTools: boolean, services: PageServices): Promise<BrowserWindow> {
  const { workAreaSize } = screen.getPrimaryDisplay();
  const window = new BrowserWindow(windowOptions(workAreaSize, pagePreferences(preload, devTools)));
  answerPage(window, services);
  window.once("ready-to-show", () => window.show());
  window.webContents.on("render-process-gone", () => window.webContents.reload());
  await window.loadURL(START_PAGE);
  return window;
}

function answerPage(window: BrowserWindow, { connectPage, installUpdate }: PageServices): void {
  const { id } = window.webContents;
  ipcMain.on(PORT_MESSAGE, (event) => {
    const [port] = event.ports;
    if (port !== undefined && isFromPage(event, id)) connectPage(port);
  });
  ipcMain.handle(DIALOG_MESSAGE, async (event, wish: unknown) => {
    if (!isFromPage(event, id)) throw new Error("refused");
    return (await dialog.showOpenDialog(window, openDialog(dialogWish.parse(wish)))).filePaths;
  });
  ipcMain.handle(INSTALL_MESSAGE, (event) => {
    if (!isFromPage(event, id)) throw new Error("refused");
    return installUpdate();
  });
}

function isFromPage({ sender, senderFrame }: IpcMainEvent | IpcMainInvokeEvent, windowId: number): boolean {
  const isMainFrame = senderFrame !== null && senderFrame === sender.mainFrame;
  return isTrustedSender({ webContentsId: sender.id, frameUrl: senderFrame?.url ?? null, isMainFrame }, windowId);
}
