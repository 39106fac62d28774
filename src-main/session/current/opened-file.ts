// A file that the system handed over (a double click, an argument): it waits here until the right screen takes it.
import { statSync } from "node:fs";
import { basename } from "node:path";
import type { OpenedFile } from "../../api/host.ts";
import { openedKind } from "../../domain/record/opened-kind.ts";

/** One file at a time: the last one that was opened is the one that the person wants to see. */
export type OpenedFiles = Readonly<{ put(path: string): boolean; peek(): OpenedFile | undefined; done(id: string): void }>;

/** @param newId tells one opening from the next, also of the same file. */
export function openedFiles(newId: () => string): OpenedFiles {
  const held: { file: OpenedFile | undefined } = { file: undefined };
  return {
    put: (path) => {
      const kind = openedKind(path);
      if (kind === undefined || !isFile(path)) return false;
      held.file = { id: newId(), path, name: basename(path), kind };
      return true;
    },
    peek: () => held.file,
    done: (id) => {
      if (held.file?.id === id) held.file = undefined;
    },
  };
}

/** What may not be looked at (a share, a folder of somebody else) is none that a screen could read. */
function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
