// The sandboxed preload: passes the page's port on, learns the paths of files that the page was given, and exposes nothing else.
import { contextBridge, ipcRenderer, webUtils } from "electron";
import type { Attached } from "../api/uploads/contract.ts";
import { attachFound } from "./page/attach-found.ts";
import type { ShellBridge } from "./page/bridge.ts";
import {
  ADDRESS_MESSAGE,
  ATTACH_MESSAGE,
  BRIDGE_NAME,
  CHOOSE_MESSAGE,
  DIAGNOSTICS_MESSAGE,
  INSTALL_MESSAGE,
  PORT_MESSAGE,
  PRINT_MESSAGE,
  SAVE_MESSAGE,
} from "./page/channels.ts";

const bridge: ShellBridge = {
  attach: (files) =>
    attachFound(
      files.map((file) => ({ path: webUtils.getPathForFile(file), name: file.name })),
      (found) => ipcRenderer.invoke(ATTACH_MESSAGE, found) as Promise<readonly Attached[]>,
    ),
  choose: (request) => ipcRenderer.invoke(CHOOSE_MESSAGE, request) as ReturnType<ShellBridge["choose"]>,
  save: (request) => ipcRenderer.invoke(SAVE_MESSAGE, request) as ReturnType<ShellBridge["save"]>,
  print: (pages) => ipcRenderer.invoke(PRINT_MESSAGE, pages) as ReturnType<ShellBridge["print"]>,
  copyDiagnostics: () => ipcRenderer.invoke(DIAGNOSTICS_MESSAGE) as ReturnType<ShellBridge["copyDiagnostics"]>,
  setUpdateAddress: (address) => ipcRenderer.invoke(ADDRESS_MESSAGE, address) as ReturnType<ShellBridge["setUpdateAddress"]>,
  installUpdate: () => ipcRenderer.invoke(INSTALL_MESSAGE) as ReturnType<ShellBridge["installUpdate"]>,
};

window.addEventListener("message", (event) => {
  const [port] = event.ports;
  if (event.source !== window || event.data !== PORT_MESSAGE || port === undefined) return;
  ipcRenderer.postMessage(PORT_MESSAGE, null, [port]);
});
contextBridge.exposeInMainWorld(BRIDGE_NAME, bridge);
