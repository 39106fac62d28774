// The sandboxed preload: passes the page's port on, offers native dialogs, and exposes nothing else.
import { contextBridge, ipcRenderer } from "electron";
import { BRIDGE_NAME, DIALOG_MESSAGE, PORT_MESSAGE } from "./channels.ts";
import type { DialogWish } from "./dialogs.ts";

/** What the page finds as `window.anbaoShell` in the Electron shell. */
export type ShellBridge = Readonly<{
  /** Shows a native dialog; paths that were chosen, none if it was cancelled. */
  choose(wish: DialogWish): Promise<readonly string[]>;
}>;

const bridge: ShellBridge = { choose: (wish) => ipcRenderer.invoke(DIALOG_MESSAGE, wish) as Promise<readonly string[]> };

window.addEventListener("message", (event) => {
  const [port] = event.ports;
  if (event.source !== window || event.data !== PORT_MESSAGE || port === undefined) return;
  ipcRenderer.postMessage(PORT_MESSAGE, null, [port]);
});
contextBridge.exposeInMainWorld(BRIDGE_NAME, bridge);
