// Small files that the shell keeps about itself in its own folder: read if they are there, written so that a power cut leaves the old one.
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { writeDurably } from "../../disk/small-file.ts";

export type KeptFile = Readonly<{ read(): string | undefined; write(text: string): void }>;

/** Neither throws: what is kept here is comfort, never data. */
export function keptFile(folder: string, name: string): KeptFile {
  const path = join(folder, name);
  return {
    read: () => {
      try {
        return readFileSync(path, "utf8");
      } catch {
        return undefined; // not kept yet
      }
    },
    write: (text) => {
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        writeDurably(path, text);
      } catch {
        // a full or locked disk: the window opens in the middle of the screen next time
      }
    },
  };
}
