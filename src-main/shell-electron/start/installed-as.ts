// How the program that runs came onto this PC, by what lies around it. Pure.
import { posix } from "node:path";
import type { InstalledAs } from "../../domain/installed-as.ts";

/** `appImage`: as `ownAppImage` finds it; `beside`: names of the files beside the program. */
export type Surroundings = Readonly<{
  platform: string;
  isPackaged: boolean;
  appImage: string | undefined;
  beside: readonly string[];
}>;

/** The uninstaller that NSIS lays beside the program; a folder that was only unpacked has none. */
const UNINSTALLER = /^Uninstall .+\.exe$/i;

/**
 * The AppImage that this program was started from. What an AppImage starts inherits its variables: a terminal or file manager that is
 * one names its own file, which is none of ours to replace or to start.
 *
 * @see https://docs.appimage.org/packaging-guide/environment-variables.html
 */
export function ownAppImage({ env, execPath }: Pick<NodeJS.Process, "env" | "execPath">): string | undefined {
  const { APPIMAGE: image = "", APPDIR: mounted = "" } = env;
  // By the name of the folder that it is mounted at, which is made anew at each start: what leads there may be a link.
  const isOurs = mounted !== "" && execPath.split("/").includes(posix.basename(mounted));
  return isOurs && image !== "" ? image : undefined;
}

export function installedAs({ platform, isPackaged, appImage, beside }: Surroundings): InstalledAs {
  if (!isPackaged) return "checkout";
  if (platform === "win32") return beside.some((name) => UNINSTALLER.test(name)) ? "nsis" : "portable";
  if (platform === "darwin") return "dmg";
  return appImage === undefined || appImage === "" ? "deb" : "appimage";
}
