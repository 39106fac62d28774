// The address behind `#`: path and query together, so that the same files work under http://127.0.0.1 and app://.
import { useSyncExternalStore } from "react";

type Go = (to: string, options?: Readonly<{ replace?: boolean }>) => void;

function read(): string {
  const address = window.location.hash.replace(/^#/, "");
  return address.startsWith("/") ? address : `/${address}`;
}

function subscribe(changed: () => void): () => void {
  window.addEventListener("hashchange", changed);
  return () => window.removeEventListener("hashchange", changed);
}

/** Goes to an address; `replace` leaves no step to come back to. */
function go(...[to, options]: Parameters<Go>): void {
  const before = window.location.href;
  const after = `#${to}`;
  if (options?.replace === true) window.history.replaceState(null, "", after);
  else window.history.pushState(null, "", after);
  window.dispatchEvent(new HashChangeEvent("hashchange", { oldURL: before, newURL: window.location.href }));
}

/** Path of the address, for wouter's router. */
export function useHashPath(): [string, Go] {
  return [useSyncExternalStore(subscribe, () => read().split("?")[0] ?? "/"), go];
}
useHashPath.hrefs = (href: string): string => `#${href}`;

/** Query of the address, for wouter's router. */
export function useHashSearch(): string {
  return useSyncExternalStore(subscribe, () => read().split("?")[1] ?? "");
}
