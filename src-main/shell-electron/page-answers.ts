// Answers a page's wishes: shows the system's dialogs, and lets the data side open and write what they name.
import type { Dialog, OpenDialogOptions, SaveDialogOptions } from "electron";
import type { Attached, Saved } from "../api/contract/files.ts";
import type { AddressSet } from "../api/contract/updates.ts";
import { folderAddress } from "../api/update-address.ts";
import type { DataDesk } from "./ask-data.ts";
import { openDialog, saveDialog } from "./dialogs.ts";
import { isProblem, problemData } from "./data-messages.ts";
import { addressWish, chooseWish, foundFiles, saveWish } from "./page-wishes.ts";

/** What answering needs. `downloads`: the folder that saving begins in; `joinPath` is the system's. */
export type AnsweringNeeds = Readonly<{
  showOpenDialog(options: OpenDialogOptions): ReturnType<Dialog["showOpenDialog"]>;
  showSaveDialog(options: SaveDialogOptions): ReturnType<Dialog["showSaveDialog"]>;
  desk: Pick<DataDesk<never>, "attach" | "admit" | "nameToSave" | "save" | "setUpdateAddress">;
  downloads(): string;
  joinPath(folder: string, name: string): string;
  /** Whether the person wants updates from this address. */
  confirmAddress(address: string): Promise<boolean>;
  /** Logs what nobody foresaw. @returns the id for the page to show */
  report(error: unknown): string;
}>;

/** The answers by wish; each rejects for what is no such wish. */
export type PageAnswers = Readonly<{
  choose(wish: unknown): Promise<readonly string[]>;
  attach(files: unknown): Promise<readonly Attached[]>;
  save(wish: unknown): Promise<Saved>;
  setUpdateAddress(typed: unknown): Promise<AddressSet>;
}>;

/** Answers over given dialogs and a data side. */
export function pageAnswers(needs: AnsweringNeeds): PageAnswers {
  const { desk } = needs;
  return {
    choose: async (wish) => {
      const { canceled, filePaths } = await needs.showOpenDialog(openDialog(chooseWish.parse(wish)));
      if (canceled) return [];
      desk.admit(filePaths);
      return filePaths;
    },
    attach: async (files) => desk.attach(foundFiles.parse(files)),
    save: (wish) => save(needs, wish),
    setUpdateAddress: (typed) => setUpdateAddress(needs, addressWish.parse(typed)),
  };
}

/** The name is the data side's; where it is written is the person's alone. */
async function save({ desk, showSaveDialog, downloads, joinPath, report }: AnsweringNeeds, asked: unknown): Promise<Saved> {
  const wish = saveWish.parse(asked);
  try {
    const name = await desk.nameToSave(wish);
    const { canceled, filePath } = await showSaveDialog(saveDialog(name, downloads(), joinPath));
    if (canceled || filePath === "") return { kind: "cancelled" };
    await desk.save(wish, filePath);
    return { kind: "saved", path: filePath };
  } catch (error) {
    if (isProblem(error) && error.code === "cancelled") return { kind: "cancelled" };
    return { kind: "refused", problem: problemData(error, () => report(error)) };
  }
}

/** The person is shown the very address that would be used, not what a page calls it; to take one away asks nobody. */
async function setUpdateAddress({ desk, confirmAddress, report }: AnsweringNeeds, typed: string): Promise<AddressSet> {
  try {
    const address = typed.trim() === "" ? "" : folderAddress(typed);
    if (address !== "" && !(await confirmAddress(address))) return { kind: "cancelled" };
    await desk.setUpdateAddress(address);
    return { kind: "set" };
  } catch (error) {
    return { kind: "refused", problem: problemData(error, () => report(error)) };
  }
}
