// Copies a folder with all that is in it. Node's own quick way ends the whole process on Windows, without a word, where a path is Chinese.
import { cpSync } from "node:fs";

/** @param wanted which paths below `from` are copied; a filter makes Node take its other way. @see https://github.com/nodejs/node/issues/54476 */
export function copyTree(from: string, to: string, wanted: (path: string) => boolean = () => true): void {
  cpSync(from, to, { recursive: true, verbatimSymlinks: true, filter: wanted });
}
