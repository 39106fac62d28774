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
import { DIALOG_MESSAGE, PORT_MESSAGE } from "./channels.ts";
import { dialogWish, openDialog } from "./dialogs.ts";
import { START_PAGE } from "./origins.ts";
import { isTrustedSender } from "./sender.ts";
import { pagePreferences, windowOptions } from "./window-options.ts";

/** Opens the window; `connectPage` gets the page's port once its sender is checked. */
export async function openWindow(
  preload: string,
  devTools: boolean,
  connectPage: (port: MessagePortMain) => void,
): Promise<BrowserWindow> {
  const { workAreaSize } = screen.getPrimaryDisplay();
  const window = new BrowserWindow(windowOptions(workAreaSize, pagePreferences(preload, devTools)));
  answerPage(window, connectPage);
  window.once("ready-to-show", () => window.show());
  window.webContents.on("render-process-gone", () => window.webContents.reload());
  await window.loadURL(START_PAGE);
  return window;
}

function answerPage(window: BrowserWindow, connectPage: (port: MessagePortMain) => void): void {
  const { id } = window.webContents;
  ipcMain.on(PORT_MESSAGE, (event) => {
    const [port] = event.ports;
    if (port !== undefined && isFromPage(event, id)) connectPage(port);
  });
  ipcMain.handle(DIALOG_MESSAGE, async (event, wish: unknown) => {
    if (!isFromPage(event, id)) throw new Error("refused");
    return (await dialog.showOpenDialog(window, openDialog(dialogWish.parse(wish)))).filePaths;
  });
}

function isFromPage({ sender, senderFrame }: IpcMainEvent | IpcMainInvokeEvent, windowId: number): boolean {
  const isMainFrame = senderFrame !== null && senderFrame === sender.mainFrame;
  return isTrustedSender({ webContentsId: sender.id, frameUrl: senderFrame?.url ?? null, isMainFrame }, windowId);
}
