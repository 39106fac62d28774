// How the program came onto a PC, and whether it can put a newer one in its own place. Pure.

/** `checkout` runs from its sources and takes the installer of its system. */
export const INSTALLED_AS = ["nsis", "portable", "appimage", "deb", "dmg", "checkout"] as const;
export type InstalledAs = (typeof INSTALLED_AS)[number];

/** Whether a program that came so can install a newer one by itself; for the others the screen says what to do. */
export function installsItself(kind: InstalledAs): boolean {
  return kind === "nsis" || kind === "appimage";
}
