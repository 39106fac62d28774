// Files and folders that nobody but their person may read. A mask of the person's own only ever takes away, so that what is made with
// these modes needs none; what an earlier version made wider is narrowed when it is opened. Windows has no such modes: there a person's
// own folder is closed to other users by its inherited list.
import { chmodSync, closeSync, lstatSync, openSync, readdirSync } from "node:fs";
import { join } from "node:path";

const FILE = 0o600;
const FOLDER = 0o700;

/** Takes everybody else's rights from a file or a folder; one that is another person's, or on a drive without rights, stays as it is. */
export function closeToOthers(path: string): void {
  try {
    const found = lstatSync(path);
    const wanted = found.isDirectory() ? FOLDER : FILE;
    if (!found.isSymbolicLink() && (found.mode & 0o077) !== 0) chmodSync(path, wanted);
  } catch {
    // gone meanwhile, or not ours to close
  }
}

/** Makes a file that is to be filled, or closes the one that is there: SQLite gives its journals the modes of the file. */
export function makeOwnFile(path: string): void {
  closeSync(openSync(path, "a", FILE));
  closeToOthers(path);
}

/** The same for a folder and what lies directly in it by these names. */
export function closeFolder(folder: string, isOurs: (name: string) => boolean): void {
  closeToOthers(folder);
  for (const name of namesIn(folder)) if (isOurs(name)) closeToOthers(join(folder, name));
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return []; // not there yet
  }
}
