// Whether a message to the main process comes from the screens: the RPC library checks no sender, so this must. Pure.
import { isAppUrl } from "./origins.ts";

/** What Electron knows of a sender; `frameUrl` is null once the frame is gone. */
export type Sender = Readonly<{ webContentsId: number; frameUrl: string | null; isMainFrame: boolean }>;

/**
 * Only the top frame of the program's own window, showing our own page, is trusted.
 *
 * @param windowId id of the web contents of the program's window; undefined while there is none.
 */
export function isTrustedSender(sender: Sender, windowId: number | undefined): boolean {
  return (
    windowId !== undefined &&
    sender.webContentsId === windowId &&
    sender.isMainFrame &&
    sender.frameUrl !== null &&
    isAppUrl(sender.frameUrl)
  );
}
