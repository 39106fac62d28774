// The questions and sentences that the main process puts to the person itself, where no screen can.
import { dialog, type BrowserWindow, type MessageBoxOptions } from "electron";
import type { Language } from "./menu-model.ts";
import type { refusalWord } from "../start/refuse-switches.ts";
import { fill, sayRunning, WORDS } from "./words.ts";

export type AskPerson = Readonly<{
  /** Whether work that runs is to be stopped; closing the question means no. */
  stopWork(kinds: readonly string[]): Promise<boolean>;
  /** Whether the program is to be opened again after a part of it was lost; else it ends. */
  openAgain(lost: "data" | "page"): Promise<boolean>;
  /** Whether updates are to come from this address; closing the question means no. */
  useAddress(address: string): Promise<boolean>;
  /** Whether a page that does not answer is to be loaded anew; no, where `signal` closes the question. */
  reloadHung(signal: AbortSignal): Promise<boolean>;
  diagnosticsCopied(): void;
}>;

/** @param window the one to which a question belongs, where there is one still. */
export function askPerson(language: Language, window: () => BrowserWindow | undefined): AskPerson {
  const words = WORDS[language];
  const show = async (options: MessageBoxOptions) => {
    const owner = window();
    const shown = { title: words.product, noLink: true, ...options };
    return (await (owner === undefined ? dialog.showMessageBox(shown) : dialog.showMessageBox(owner, shown))).response;
  };
  return {
    stopWork: async (kinds) => {
      const message = sayRunning(language, kinds);
      const buttons = [words.wait, words.stop];
      return (await show({ type: "question", message, detail: words.runningDetail, buttons, defaultId: 0, cancelId: 0 })) === 1;
    },
    openAgain: async (lost) => {
      const [message, detail] = lost === "data" ? [words.dataLost, words.dataLostDetail] : [words.pageLost, words.pageLostDetail];
      const buttons = [words.reopen, words.quit];
      return (await show({ type: "error", message, detail, buttons, defaultId: 0, cancelId: 1 })) === 0;
    },
    useAddress: async (address) => {
      const message = fill(words.useAddress, { address });
      const buttons = [words.use, words.cancel];
      return (
        (await show({ type: "question", message, detail: words.useAddressDetail, buttons, defaultId: 1, cancelId: 1 })) === 0
      );
    },
    reloadHung: async (signal) => {
      const buttons = [words.wait, words.reload];
      const options = { message: words.hung, detail: words.hungDetail, buttons, defaultId: 0, cancelId: 0, signal };
      return (await show({ type: "warning", ...options })) === 1;
    },
    diagnosticsCopied: () => void show({ type: "info", message: words.copied }),
  };
}

/**
 * A sentence where there may be no window yet; before the program is ready Linux writes it to the terminal.
 *
 * @param word `failed`: it did not open; `broke`: it was open. @param found under which id, and in which file, the log has it.
 */
export function sayFailed(language: Language, word: "failed" | "broke", found: Readonly<{ id: string; file: string }>): void {
  dialog.showErrorBox(WORDS[language].product, fill(WORDS[language][word], found));
}

/** @see refuse-switches.ts */
export function sayRefused(language: Language, word: ReturnType<typeof refusalWord>, names: readonly string[]): void {
  dialog.showErrorBox(WORDS[language].product, fill(WORDS[language][word], { names: names.join(" ") }));
}
