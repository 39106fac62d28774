// Answers what the window's page says through the preload, after checking who says it.
import {
  app,
  dialog,
  ipcMain,
  type BrowserWindow,
  type IpcMainEvent,
  type IpcMainInvokeEvent,
  type MessagePortMain,
} from "electron";
import { join } from "node:path";
import type { ProblemData } from "../../api/contract-parts.ts";
import { printRequest } from "../../api/printing/contract.ts";
import type { DataLine } from "../data/ask-data.ts";
import {
  ADDRESS_MESSAGE,
  ATTACH_MESSAGE,
  CHOOSE_MESSAGE,
  DIAGNOSTICS_MESSAGE,
  INSTALL_MESSAGE,
  PORT_MESSAGE,
  PRINT_MESSAGE,
  SAVE_MESSAGE,
} from "../page/channels.ts";
import { problemData } from "../data/data-messages.ts";
import { pageAnswers } from "./page-answers.ts";
import { printPages } from "../printing/print-pages.ts";
import { isTrustedSender } from "../page/sender.ts";

/** What a page may ask of the shell besides files and dialogs. `report` logs what nobody foresaw, and returns its id. */
export type ShellServices = Readonly<{
  copyDiagnostics(): Promise<void>;
  installUpdate(): Promise<ProblemData | null>;
  /** Whether the person wants updates from this address. */
  confirmAddress(address: string): Promise<boolean>;
  log(event: string): void;
  report(error: unknown): string;
}>;

/** Answers the page of one window, and nobody else; the data side gets the page's port and requests. */
export function answerPage(window: BrowserWindow, line: DataLine<MessagePortMain>, shell: ShellServices): void {
  const { id } = window.webContents;
  ipcMain.on(PORT_MESSAGE, (event) => {
    const [port] = event.ports;
    if (port !== undefined && isFromPage(event, id)) line.connectPage(port);
  });
  const answers = pageAnswers({
    showOpenDialog: (options) => dialog.showOpenDialog(window, options),
    showSaveDialog: (options) => dialog.showSaveDialog(window, options),
    line,
    downloads: () => app.getPath("downloads"),
    joinPath: join,
    confirmAddress: shell.confirmAddress,
    report: shell.report,
  });
  const answer = (channel: string, to: (request: unknown) => Promise<unknown>): void =>
    ipcMain.handle(channel, async (event, request: unknown) => {
      if (!isFromPage(event, id)) throw new Error("refused");
      return to(request).catch((error: unknown) => {
        shell.report(error); // the page learns only that it failed
        throw error;
      });
    });
  answer(CHOOSE_MESSAGE, answers.choose);
  answer(ATTACH_MESSAGE, answers.attach);
  answer(SAVE_MESSAGE, answers.save);
  answer(ADDRESS_MESSAGE, answers.setUpdateAddress);
  answer(PRINT_MESSAGE, async (request) => {
    const pages = printRequest.parse(request);
    return printPages(pages, shell.log).catch((error: unknown) => problemData(error, () => shell.report(error)));
  });
  answer(DIAGNOSTICS_MESSAGE, shell.copyDiagnostics);
  answer(INSTALL_MESSAGE, shell.installUpdate);
}

function isFromPage({ sender, senderFrame }: IpcMainEvent | IpcMainInvokeEvent, windowId: number): boolean {
  const isMainFrame = senderFrame !== null && senderFrame === sender.mainFrame;
  return isTrustedSender({ webContentsId: sender.id, frameUrl: senderFrame?.url ?? null, isMainFrame }, windowId);
}
