// Starts the program anew, as it was started or with further arguments, once this one has ended.
import { app } from "electron";
import { ownAppImage } from "./installed-as.ts";
import { argumentsAgain } from "./opened-paths.ts";

/** Where it was started: it goes home afterwards (leave-folder.ts). */
const STARTED_IN = process.cwd();

/** Ends this program at once; call where nothing is open, or is lost anyway. */
export function startAgain(further: readonly string[], code: number): void {
  const image = ownAppImage(process); // an AppImage is started by its own file, not by the program mounted from it
  app.relaunch({ args: argumentsAgain(process.argv, STARTED_IN, further), ...(image !== undefined && { execPath: image }) });
  app.exit(code);
}
