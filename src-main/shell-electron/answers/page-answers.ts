// Answers a page's requests: shows the system's dialogs, and lets the data side open and write what they name.
import type { Dialog, OpenDialogOptions, SaveDialogOptions } from "electron";
import type { Attached, Saved } from "../../api/uploads/contract.ts";
import type { AddressSet } from "../../api/updates/contract.ts";
import { folderAddress } from "../../api/update-address.ts";
import type { DataLine } from "../data/ask-data.ts";
import { openDialog, saveDialog } from "./dialogs.ts";
import { isProblem, problemData } from "../data/data-messages.ts";
import { addressRequest, chooseRequest, foundFiles, saveRequest } from "../page/page-requests.ts";

/** What answering needs. `downloads`: the folder that saving begins in; `joinPath` is the system's. */
export type AnsweringNeeds = Readonly<{
  showOpenDialog(options: OpenDialogOptions): ReturnType<Dialog["showOpenDialog"]>;
  showSaveDialog(options: SaveDialogOptions): ReturnType<Dialog["showSaveDialog"]>;
  line: Pick<DataLine<never>, "attach" | "admit" | "nameToSave" | "save" | "setUpdateAddress">;
  downloads(): string;
  joinPath(folder: string, name: string): string;
  /** Whether the person wants updates from this address. */
  confirmAddress(address: string): Promise<boolean>;
  /** Logs what nobody foresaw. @returns the id for the page to show */
  report(error: unknown): string;
}>;

/** The answers by request; each rejects what is no such request. */
export type PageAnswers = Readonly<{
  choose(request: unknown): Promise<readonly string[]>;
  attach(files: unknown): Promise<readonly Attached[]>;
  save(request: unknown): Promise<Saved>;
  setUpdateAddress(typed: unknown): Promise<AddressSet>;
}>;

/** Answers over given dialogs and a data side. */
export function pageAnswers(needs: AnsweringNeeds): PageAnswers {
  const { line } = needs;
  return {
    choose: async (request) => {
      const { canceled, filePaths } = await needs.showOpenDialog(openDialog(chooseRequest.parse(request)));
      if (canceled) return [];
      line.admit(filePaths);
      return filePaths;
    },
    attach: async (files) => line.attach(foundFiles.parse(files)),
    save: (request) => save(needs, request),
    setUpdateAddress: (typed) => setUpdateAddress(needs, addressRequest.parse(typed)),
  };
}

/** The name is the data side's; where it is written is the person's alone. */
async function save({ line, showSaveDialog, downloads, joinPath, report }: AnsweringNeeds, asked: unknown): Promise<Saved> {
  const request = saveRequest.parse(asked);
  try {
    const name = await line.nameToSave(request);
    const { canceled, filePath } = await showSaveDialog(saveDialog(name, downloads(), joinPath));
    if (canceled || filePath === "") return { kind: "cancelled" };
    await line.save(request, filePath);
    return { kind: "saved", path: filePath };
  } catch (error) {
    if (isProblem(error) && error.code === "cancelled") return { kind: "cancelled" };
    return { kind: "refused", problem: problemData(error, () => report(error)) };
  }
}

/** The person is shown the very address that would be used, not what a page calls it; to take one away asks nobody. */
async function setUpdateAddress({ line, confirmAddress, report }: AnsweringNeeds, typed: string): Promise<AddressSet> {
  try {
    const address = typed.trim() === "" ? "" : folderAddress(typed);
    if (address !== "" && !(await confirmAddress(address))) return { kind: "cancelled" };
    await line.setUpdateAddress(address);
    return { kind: "set" };
  } catch (error) {
    return { kind: "refused", problem: problemData(error, () => report(error)) };
  }
}
