// Which of the system's dialogs a page's request opens, and under what name something is offered to be saved. Pure.
import type { OpenDialogOptions, SaveDialogOptions } from "electron";
import { portableName } from "../../domain/file-names.ts";
import { isNetworkPath } from "../../domain/network-path.ts";
import type { ChooseRequest } from "../page/bridge.ts";

const BUNDLES = { name: "安报数据包", extensions: ["anbao", "age", "anbao-backup"] };
const EVERYTHING = { name: "所有文件", extensions: ["*"] };

/** The dialog for a request. It begins on this PC: a dialog that a page begins on another host would log on there unasked. */
export function openDialog({ request, title, defaultPath }: ChooseRequest): OpenDialogOptions {
  const place = defaultPath === undefined || defaultPath === "" || isNetworkPath(defaultPath) ? {} : { defaultPath };
  if (request === "folder") return { title, ...place, properties: ["openDirectory", "createDirectory"] };
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
