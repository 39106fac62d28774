// What a page may do: stay where it is. Navigation, windows, embedded pages, downloads, permissions and the network are refused. Pure.
import { isAppUrl, START_PAGE } from "./origins.ts";

/** Whether the window may go to an address: only to its one page, wherever in it; never to a medium. */
export function mayNavigate(address: string): boolean {
  return isAppUrl(address) && new URL(address).pathname === new URL(START_PAGE).pathname;
}

/** Whether a page may open a window, or embed another page: never. */
export const WINDOW_OPENING = { action: "deny" } as const;

/** Whether a page may have a permission, be asked or already granted: only what the screens use. */
export function mayHavePermission(permission: string): boolean {
  return NEEDED_PERMISSIONS.includes(permission);
}
/** 复制 writes to the clipboard, a video may fill the screen. @see Electron docs, api/session.md setPermissionRequestHandler */
const NEEDED_PERMISSIONS: readonly string[] = ["clipboard-sanitized-write", "fullscreen"];

/** Whether a request may leave the page: to its own origin and to what lies in memory; the network is refused. */
export function mayRequest(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol } = new URL(address);
  if (protocol === "blob:") return isAppUrl(address.slice("blob:".length));
  return isAppUrl(address) || protocol === "data:" || protocol === "devtools:";
}
