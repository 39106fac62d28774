// Files and folders that a person names on this PC: what cannot be read or written is told as a problem.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { explaining, readingProblem, systemCode, writingProblem } from "../../disk/disk-problems.ts";
import { whenNotHeldBlocking } from "../../disk/held-file.ts";
import { writeOnDrive } from "../../disk/new-file.ts";
import type { Json } from "../../domain/json.ts";
import { Problem } from "../../domain/problem.ts";

/**
 * Reads a campaign document. @param name what its problems call it.
 *
 * @throws {Problem} `file-not-found`, `file-is-folder`, `file-unreadable`; `campaign-invalid` if it is no JSON in UTF-8
 */
export function readCampaignFile(path: string | URL, name: string): Json {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(path))) as Json;
  } catch (cause) {
    const isText = cause instanceof SyntaxError || (cause instanceof TypeError && !("syscall" in cause));
    if (isText) throw new Problem("campaign-invalid", { path: name, reason: "UTF-8 JSON" }, { cause });
    throw readingProblem(cause, name);
  }
}

/** age identities in a file, one a line. @throws {Problem} `file-not-found`, `file-is-folder`, `file-unreadable` */
export function readIdentities(path: string): readonly string[] {
  return readLines(path).filter((line) => line.startsWith("AGE-SECRET-KEY-"));
}

/** The text of a recovery card that was saved as a file. @throws {Problem} `card-invalid`, `file-*` */
export function readCardFile(path: string | undefined): string {
  if (path === undefined) throw new Problem("card-invalid", {});
  return readLines(path).join("\n");
}

/** The lines of a text that a person named. @throws {Problem} `file-not-found`, `file-is-folder`, `file-unreadable` */
export function readLines(path: string): readonly string[] {
  try {
    return decodeText(readFileSync(path)).split(/\r\n?|\n/);
  } catch (cause) {
    throw readingProblem(cause, path);
  }
}

/** A text as editors of Windows save it: UTF-8 or UTF-16, with or without the mark at its beginning, which is no part of it. */
export function decodeText(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const wide = first === 0xff && second === 0xfe ? "utf-16le" : first === 0xfe && second === 0xff ? "utf-16be" : "utf-8";
  return new TextDecoder(wide).decode(bytes);
}

/**
 * Writes a drawn form, in place of one of that name; the drive may be pulled out afterwards.
 *
 * @throws {Problem} `file-is-folder`, `folder-missing`, `disk-full`, `disk-read-only`, `disk-failing`
 */
export async function writePaper(path: string, bytes: Uint8Array): Promise<void> {
  await explaining(
    () => writeOnDrive(path, bytes),
    (cause) => (systemCode(cause) === "EISDIR" ? readingProblem(cause, path) : writingProblem(cause, dirname(path))),
  );
}

/** Makes a folder with those above it. @returns the topmost that was not there. @throws {Problem} `disk-full`, `disk-read-only`, `disk-failing` */
export function makeFolder(folder: string): string | undefined {
  const topmost = topmostMissing(folder);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return topmost;
  } catch (cause) {
    const known = writingProblem(cause, folder);
    throw known instanceof Problem ? known : new Problem("disk-read-only", { path: folder }, { cause });
  }
}

/** Not as mkdir() tells it: on Windows that is the long form (`\\?\C:\…`), below which no other path seems to lie. */
function topmostMissing(folder: string): string | undefined {
  let missing: string | undefined;
  for (let at = resolve(folder); !existsSync(at) && at !== missing; at = dirname(at)) missing = at;
  return missing;
}

/** Removes a folder that {@link makeFolder} made, up to the topmost of them; one in which something lies stays. */
export function unmakeFolder(folder: string, topmost: string): void {
  try {
    for (let at = resolve(folder); at.startsWith(resolve(topmost)); at = dirname(at)) rmdirSync(at);
  } catch {
    // something lies there that is not ours, or it is held: an empty folder does no harm
  }
}

/** A folder of this workspace for temporary files; what an earlier run left is removed, and what is held goes at the next start. */
export function emptyFolder(folder: string, remove: (path: string) => void = removeLeft): string {
  makeFolder(folder);
  for (const name of namesInside(folder)) {
    try {
      whenNotHeldBlocking(() => remove(join(folder, name)));
    } catch {
      // a scanner holds it: names here are never used twice, so it stands in nobody's way
    }
  }
  return folder;
}

/** @throws {Problem} `disk-failing`, `disk-read-only`, `folder-missing` */
function namesInside(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (cause) {
    throw writingProblem(cause, folder);
  }
}

function removeLeft(path: string): void {
  rmSync(path, { recursive: true, force: true });
}

/** Names in a folder; none if it is not there. */
export function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return []; // whether it can be made is asked next
  }
}
