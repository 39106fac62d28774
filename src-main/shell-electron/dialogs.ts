// Which native dialog a page's wish opens, and under what name a download is offered. Pure.
import type { OpenDialogOptions, SaveDialogOptions } from "electron";
import { z } from "zod";

/** What the screens may wish for; anything else is refused. */
export const dialogWish = z.discriminatedUnion("wish", [
  z.strictObject({ wish: z.literal("folder"), title: z.string().max(100) }),
  z.strictObject({ wish: z.literal("bundles"), title: z.string().max(100) }),
  z.strictObject({ wish: z.literal("attachments"), title: z.string().max(100) }),
]);
export type DialogWish = z.infer<typeof dialogWish>;

const BUNDLES = { name: "安报数据包", extensions: ["anbao", "age"] };
const EVERYTHING = { name: "所有文件", extensions: ["*"] };
/** Characters that no Windows file name may hold, and controls. */
const FORBIDDEN = /[<>:"/\\|?*\u0000-\u001f\u007f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** The dialog for a wish. */
export function openDialog(wish: DialogWish): OpenDialogOptions {
  if (wish.wish === "folder") return { title: wish.title, properties: ["openDirectory", "createDirectory"] };
  const filters = wish.wish === "bundles" ? [BUNDLES, EVERYTHING] : [EVERYTHING];
  return { title: wish.title, filters, properties: ["openFile", "multiSelections"] };
}

/** The dialog under which a file that the screens made is saved; the name cannot lead elsewhere. */
export function saveDialog(name: string, folder: string, joinPath: (folder: string, name: string) => string): SaveDialogOptions {
  const plain = name.replaceAll(FORBIDDEN, "_").replace(/^[. ]+|[. ]+$/g, "");
  return {
    defaultPath: joinPath(folder, plain === "" ? "安报" : plain),
    properties: ["createDirectory", "showOverwriteConfirmation"],
  };
}
