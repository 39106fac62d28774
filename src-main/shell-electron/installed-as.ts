// How the program that runs came onto this PC, by what lies around it. Pure.
import type { InstalledAs } from "../domain/installed-as.ts";

/** `appImage`: the file that AppImage's start-up names; `beside`: names of the files beside the program. */
export type Surroundings = Readonly<{
  platform: string;
  isPackaged: boolean;
  appImage: string | undefined;
  beside: readonly string[];
}>;

/** The uninstaller that NSIS lays beside the program; a folder that was only unpacked has none. */
const UNINSTALLER = /^Uninstall .+\.exe$/i;

/** @see https://docs.appimage.org/packaging-guide/environment-variables.html */
export function installedAs({ platform, isPackaged, appImage, beside }: Surroundings): InstalledAs {
  if (!isPackaged) return "checkout";
  if (platform === "win32") return beside.some((name) => UNINSTALLER.test(name)) ? "nsis" : "portable";
  if (platform === "darwin") return "dmg";
  return appImage === undefined || appImage === "" ? "deb" : "appimage";
}
