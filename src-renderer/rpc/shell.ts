// The bridge of the Electron shell; in a browser there is none, and the screens do without.
import type { ShellBridge } from "../../src-main/shell-electron/page/bridge.ts";

/** What the system's dialogs and files can do for the page; undefined in the browser shell. */
export function shellBridge(): ShellBridge | undefined {
  return (window as Readonly<{ anbaoShell?: ShellBridge }>).anbaoShell;
}
