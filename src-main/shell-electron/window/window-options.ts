// How the one window is made: its size, and what its page cannot do. Pure.
import type { BrowserWindowConstructorOptions, Rectangle, WebPreferences } from "electron";

const LEAST_WIDTH = 1100;
const LEAST_HEIGHT = 680;
const USUAL = { width: 1366, height: 768 };

/** Electron's checklist as options: isolated, sandboxed, without Node, nothing foreign embedded. */
export function pagePreferences(preload: string, devTools: boolean): WebPreferences {
  return {
    preload,
    devTools,
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInSubFrames: false,
    nodeIntegrationInWorker: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    plugins: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    safeDialogs: true,
    spellcheck: false,
    autoplayPolicy: "user-gesture-required",
  };
}

/**
 * The window's options on a screen whose free area is `area`, in device-independent pixels.
 *
 * @param kept where it was left, as far as a display shows that; else the middle of the screen.
 */
export function windowOptions(
  area: Pick<Rectangle, "width" | "height">,
  webPreferences: WebPreferences,
  kept?: Rectangle,
): BrowserWindowConstructorOptions {
  const width = kept?.width ?? Math.min(USUAL.width, area.width);
  const height = kept?.height ?? Math.min(USUAL.height, area.height);
  return {
    ...(kept === undefined ? { center: true } : { x: kept.x, y: kept.y }),
    width,
    height,
    minWidth: Math.min(LEAST_WIDTH, area.width, width),
    minHeight: Math.min(LEAST_HEIGHT, area.height, height),
    title: "安报",
    show: false,
    autoHideMenuBar: false,
    backgroundColor: "#ffffff",
    webPreferences,
  };
}
