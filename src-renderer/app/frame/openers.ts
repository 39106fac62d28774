// How one part of the frame asks another to open: by an event of the window, so that none imports the other.

/** Names of the frame's own events. */
export const OPEN_SEARCH = "anbao:open-search";
export const OPEN_DOCK = "anbao:open-dock";

export function openSearch(): void {
  window.dispatchEvent(new Event(OPEN_SEARCH));
}

export function openDock(): void {
  window.dispatchEvent(new Event(OPEN_DOCK));
}
