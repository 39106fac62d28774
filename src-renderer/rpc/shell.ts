// What the Electron shell offers beyond calls; in the browser shell there is nothing of it.
import type { ShellBridge } from "../../src-main/shell-electron/bridge.ts";

/** The bridge of the preload; undefined in the browser shell. */
export function shellBridge(): ShellBridge | undefined {
  return (window as Window & Readonly<{ anbaoShell?: ShellBridge }>).anbaoShell;
}
