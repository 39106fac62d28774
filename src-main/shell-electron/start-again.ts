// Starts the program anew, as it was started or with further arguments, once this one has ended.
import { app } from "electron";
import { ownAppImage } from "./installed-as.ts";

/** Ends this program at once; call where nothing is open, or is lost anyway. */
export function startAgain(further: readonly string[], code: number): void {
  const image = ownAppImage(process); // an AppImage is started by its own file, not by the program mounted from it
  app.relaunch({ args: [...process.argv.slice(1), ...further], ...(image !== undefined && { execPath: image }) });
  app.exit(code);
}
