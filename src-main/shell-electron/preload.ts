// The sandboxed preload: passes the page's port on, offers native dialogs, and exposes nothing else.
import { contextBridge, ipcRenderer } from "electron";
import type { ProblemData } from "../api/contract/parts.ts";
import type { PrintOutcome } from "../api/contract/printing.ts";
import type { ShellBridge } from "./bridge.ts";
import { BRIDGE_NAME, DIAGNOSTICS_MESSAGE, DIALOG_MESSAGE, INSTALL_MESSAGE, PORT_MESSAGE, PRINT_MESSAGE } from "./channels.ts";

const bridge: ShellBridge = {
  choose: (wish) => ipcRenderer.invoke(DIALOG_MESSAGE, wish) as Promise<readonly string[]>,
  print: (pages) => ipcRenderer.invoke(PRINT_MESSAGE, pages) as Promise<PrintOutcome>,
  installUpdate: () => ipcRenderer.invoke(INSTALL_MESSAGE) as Promise<ProblemData | null>,
  copyDiagnostics: () => ipcRenderer.invoke(DIAGNOSTICS_MESSAGE) as Promise<void>,
};

window.addEventListener("message", (event) => {
  const [port] = event.ports;
  if (event.source !== window || event.data !== PORT_MESSAGE || port === undefined) return;
  ipcRenderer.postMessage(PORT_MESSAGE, null, [port]);
});
contextBridge.exposeInMainWorld(BRIDGE_NAME, bridge);
