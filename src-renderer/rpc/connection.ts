// How the screen reaches the data side: a MessagePort inside Electron, HTTP with the run's secret in the browser shell.
import type { ClientLink } from "@orpc/client";
import { RPCLink as FetchLink } from "@orpc/client/fetch";
import { RPCLink as PortLink } from "@orpc/client/message-port";

/** Kept by the opener's page for this tab and this run only. @see design.md §4 Browser shell */
const SECRET_KEY = "anbao-secret";
/** Carries the run's secret with every call and upload. */
const SECRET_HEADER = "x-anbao-secret";
/** Message with which the page hands one end of its channel to Electron's preload script. */
const PORT_MESSAGE = "anbao-port";

/** Whether the page runs in the Electron shell, whose scheme is its own: the browser shell alone is served by HTTP. */
export function isElectron(): boolean {
  return window.location.protocol !== "http:";
}

/** Headers that prove that a request comes from this window; empty inside Electron. */
export function secretHeaders(): Readonly<Record<string, string>> {
  const secret = window.sessionStorage.getItem(SECRET_KEY);
  return secret === null ? {} : { [SECRET_HEADER]: secret };
}

/** The one link of this window. */
export function openLink(): ClientLink<Record<never, never>> {
  return isElectron()
    ? new PortLink({ port: portToDataSide() })
    : new FetchLink({ url: `${window.location.origin}/rpc`, headers: secretHeaders });
}

function portToDataSide(): MessagePort {
  const { port1, port2 } = new MessageChannel();
  window.postMessage(PORT_MESSAGE, window.location.origin, [port2]);
  port1.start();
  return port1;
}
