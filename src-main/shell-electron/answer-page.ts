// Answers what the window's page says through the preload, after checking who says it.
import { dialog, ipcMain, type BrowserWindow, type IpcMainEvent, type IpcMainInvokeEvent, type MessagePortMain } from "electron";
import type { ProblemData } from "../api/contract/parts.ts";
import { printWish } from "../api/contract/printing.ts";
import { DIAGNOSTICS_MESSAGE, DIALOG_MESSAGE, INSTALL_MESSAGE, PORT_MESSAGE, PRINT_MESSAGE } from "./channels.ts";
import { dialogWish, openDialog } from "./dialogs.ts";
import { printPages } from "./print-pages.ts";
import { isTrustedSender } from "./sender.ts";

/** What a page may ask of the shell. */
export type PageAnswers = Readonly<{
  /** Gets the page's port once its sender is checked. */
  connectPage(port: MessagePortMain): void;
  copyDiagnostics(): Promise<void>;
  installUpdate(): Promise<ProblemData | null>;
}>;

/** Answers the page of one window, and nobody else. */
export function answerPage(window: BrowserWindow, answers: PageAnswers): void {
  const { id } = window.webContents;
  ipcMain.on(PORT_MESSAGE, (event) => {
    const [port] = event.ports;
    if (port !== undefined && isFromPage(event, id)) answers.connectPage(port);
  });
  const answer = (channel: string, give: (wish: unknown) => Promise<unknown>): void =>
    ipcMain.handle(channel, async (event, wish: unknown) => {
      if (!isFromPage(event, id)) throw new Error("refused");
      return give(wish);
    });
  answer(DIALOG_MESSAGE, async (wish) => (await dialog.showOpenDialog(window, openDialog(dialogWish.parse(wish)))).filePaths);
  answer(PRINT_MESSAGE, (wish) => printPages(printWish.parse(wish)));
  answer(DIAGNOSTICS_MESSAGE, answers.copyDiagnostics);
  answer(INSTALL_MESSAGE, answers.installUpdate);
}

function isFromPage({ sender, senderFrame }: IpcMainEvent | IpcMainInvokeEvent, windowId: number): boolean {
  const isMainFrame = senderFrame !== null && senderFrame === sender.mainFrame;
  return isTrustedSender({ webContentsId: sender.id, frameUrl: senderFrame?.url ?? null, isMainFrame }, windowId);
}
