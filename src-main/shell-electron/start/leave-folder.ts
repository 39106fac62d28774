// A double click on a file of a stick starts the program in the stick's folder. A drive in whose folder a program stands is in use: it
// could not be taken out before the program ends.
import { homedir } from "node:os";

/** Goes home, with all processes that are started from now on. @param home where nobody takes anything out. */
export function leaveFolder(home: string = homedir()): void {
  try {
    process.chdir(home);
  } catch {
    // a home on a share that is away: the program works all the same
  }
}
