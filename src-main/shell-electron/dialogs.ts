// Which of the system's dialogs a page's wish opens, and under what name something is offered to be saved. Pure.
import type { OpenDialogOptions, SaveDialogOptions } from "electron";
import { portableName } from "../domain/file-names.ts";
import { isNetworkPath } from "../domain/network-path.ts";
import type { ChooseWish } from "./bridge.ts";

const BUNDLES = { name: "安报数据包", extensions: ["anbao", "age", "anbao-backup"] };
const EVERYTHING = { name: "所有文件", extensions: ["*"] };

/** The dialog for a wish. It begins on this PC: a dialog that a page begins on another host would log on there unasked. */
export function openDialog({ wish, title, defaultPath }: ChooseWish): OpenDialogOptions {
  const place = defaultPath === undefined || defaultPath === "" || isNetworkPath(defaultPath) ? {} : { defaultPath };
  if (wish === "folder") return { title, ...place, properties: ["openDirectory", "createDirectory"] };
  return { title, ...place, filters: [BUNDLES, EVERYTHING], properties: ["openFile", "multiSelections"] };
}

/** The dialog under which a file is saved; the name cannot lead elsewhere, and keeps its extension where the person types another. */
export function saveDialog(name: string, folder: string, joinPath: (folder: string, name: string) => string): SaveDialogOptions {
  const plain = portableName(name, "安报");
  const [, extension] = /[^.]\.([A-Za-z0-9]{1,10})$/.exec(plain) ?? [];
  return {
    defaultPath: joinPath(folder, plain),
    ...(extension !== undefined && { filters: [{ name: extension.toUpperCase(), extensions: [extension] }, EVERYTHING] }),
    properties: ["createDirectory", "showOverwriteConfirmation"],
  };
}
