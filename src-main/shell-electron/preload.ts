// The sandboxed preload: passes the page's port on, offers native dialogs, and exposes nothing else.
import { contextBridge, ipcRenderer } from "electron";
import { BRIDGE_NAME, DIALOG_MESSAGE, INSTALL_MESSAGE, PORT_MESSAGE } from "./channels.ts";
import type { ProblemData } from "../api/contract/parts.ts";
import type { DialogWish } from "./dialogs.ts";

/** What the page finds as `window.anbaoShell` in the Electron shell. */
export type ShellBridge = Readonly<{
  /** Shows a native dialog; paths that were chosen, none if it was cancelled. */
  choose(wish: DialogWish): Promise<readonly string[]>;
  /** Installs the update that waits. Null: the program is about to end for it; a problem: nothing was done. */
  installUpdate(): Promise<ProblemData | null>;
}>;

const bridge: ShellBridge = {
  choose: (wish) => ipcRenderer.invoke(DIALOG_MESSAGE, wish) as Promise<readonly string[]>,
  installUpdate: () => ipcRenderer.invoke(INSTALL_MESSAGE) as Promise<ProblemData | null>,
};

window.addEventListener("message", (event) => {
  const [port] = event.ports;
  if (event.source !== window || event.data !== PORT_MESSAGE || port === undefined) return;
  ipcRenderer.postMessage(PORT_MESSAGE, null, [port]);
});
contextBridge.exposeInMainWorld(BRIDGE_NAME, bridge);
