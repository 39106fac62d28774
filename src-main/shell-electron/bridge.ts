// What the page finds as `window.anbaoShell` inside Electron. Types only: the preload, the main process and the screens share them.
import type { ProblemData } from "../api/contract/parts.ts";
import type { PrintedPage, PrintOutcome } from "../api/contract/printing.ts";
import type { DialogWish } from "./dialogs.ts";

export type ShellBridge = Readonly<{
  /** Shows a native dialog; paths that were chosen, none if it was cancelled. */
  choose(wish: DialogWish): Promise<readonly string[]>;
  /** Prints pages as they are shown; sizes in millimetres. */
  print(pages: readonly PrintedPage[]): Promise<PrintOutcome>;
  /** Installs the update that waits. Null: the program is about to end for it; a problem: nothing was done. */
  installUpdate(): Promise<ProblemData | null>;
  /** Puts the facts for whoever maintains the program on the clipboard. */
  copyDiagnostics(): Promise<void>;
  /** Installs the update that waits. Null: the program is ending for it; a problem: nothing was done. */
  installUpdate(): Promise<ProblemData | null>;
}>;
