// What the page finds as `window.anbaoShell` in the Electron shell: what only the system's own dialogs and files can do. Types only.
// A member takes what the person gave or means, never a path: paths are learned in the preload and the main process.
import type { Attached, Saved, SaveRequest } from "../../api/uploads/contract.ts";
import type { ProblemData } from "../../api/contract-parts.ts";
import type { AddressSet } from "../../api/updates/contract.ts";
import type { PrintedPage, PrintOutcome } from "../../api/printing/contract.ts";

/** Which of the system's dialogs is opened. `title`: at most 100 characters. `defaultPath`: where it opens, if it can. */
export type ChooseRequest = Readonly<{ request: "folder" | "bundles"; title: string; defaultPath?: string | undefined }>;

export type ShellBridge = Readonly<{
  /**
   * Gives files that were picked, dropped or pasted to the data side: each is opened once and kept until it is used or dropped.
   *
   * @returns one answer for each file, in their order; `no-path`: its bytes must be sent (`uploads.begin`). Never rejects for one file.
   */
  attach(files: readonly File[]): Promise<readonly Attached[]>;
  /** Shows the system's dialog. @returns what was chosen; nothing where it was cancelled. Bundles may be read from there afterwards. */
  choose(request: ChooseRequest): Promise<readonly string[]>;
  /** Asks where, and writes there durably. @returns how it ended; never rejects for a full disk or a pulled drive. */
  save(request: SaveRequest): Promise<Saved>;
  /** Prints pages as they are shown; asks for the printer. */
  print(pages: readonly PrintedPage[]): Promise<PrintOutcome>;
  /** Puts the facts for whoever maintains the program on the clipboard. */
  copyDiagnostics(): Promise<void>;
  /** Sets the address for updates, once the person has confirmed it; empty takes it away. */
  setUpdateAddress(address: string): Promise<AddressSet>;
  /** Installs the update that waits. Null: the program is ending for it; a problem: nothing was done. */
  installUpdate(): Promise<ProblemData | null>;
}>;
