// Folders of this PC: what lies in one, a new one, a new file in one.
import { mkdir, readdir, stat } from "node:fs/promises";
import { dirname, join, parse, resolve, sep } from "node:path";
import { readingProblem, saysMissing, systemCode, writingProblem } from "../../disk/disk-problems.ts";
import { createOnDrive } from "../../disk/new-file.ts";
import { isBundleName } from "../../domain/bundle/bundle-names.ts";
import { isPortableName } from "../../domain/file-names.ts";
import { assertPathFits } from "../../domain/bundle/path-limits.ts";
import { Problem } from "../../domain/problem.ts";
import { isWritable } from "./is-writable.ts";
import { spaceOf } from "../find/look-at-drives.ts";

type Entry = Readonly<{
  name: string;
  path: string;
  kind: "folder" | "bundle" | "file";
  sizeBytes?: number;
  changedAtMs?: number;
}>;
export type FolderListing = Readonly<{
  path: string;
  parent: string | null;
  entries: readonly Entry[];
  writable: boolean;
  freeBytes: number | null;
}>;

/** Hidden, or what systems keep on drives for themselves. */
const SYSTEM_NAME = /^(\..*|System Volume Information|\$RECYCLE\.BIN|lost\+found)$/i;
const MOST_ENTRIES = 5000;

/** @throws {Problem} `folder-missing`, `file-unreadable` */
export async function listFolder(path: string): Promise<FolderListing> {
  const folder = resolve(path);
  const names = await readdir(folder, { withFileTypes: true }).catch((cause: unknown) => {
    throw saysMissing(cause) ? new Problem("folder-missing", { path: folder }, { cause }) : readingProblem(cause, folder);
  });
  const shown = names
    .filter((entry) => !SYSTEM_NAME.test(entry.name) && (entry.isDirectory() || entry.isFile()))
    .slice(0, MOST_ENTRIES);
  const entries = await Promise.all(shown.map((entry) => entryOf(folder, entry.name, entry.isDirectory())));
  const sorted = entries.sort((a, b) => Number(b.kind === "folder") - Number(a.kind === "folder") || (a.name < b.name ? -1 : 1));
  const parent = parse(folder).root === folder ? null : dirname(folder);
  return {
    path: folder,
    parent,
    entries: sorted,
    writable: await isWritable(folder),
    freeBytes: (await spaceOf(folder)).freeBytes,
  };
}

async function entryOf(folder: string, name: string, isFolder: boolean): Promise<Entry> {
  const path = join(folder, name);
  if (isFolder) return { name, path, kind: "folder" };
  const facts = await stat(path).catch(() => undefined); // it may have gone since it was listed
  return {
    name,
    path,
    kind: isBundleName(name) ? "bundle" : "file",
    ...(facts && { sizeBytes: facts.size, changedAtMs: Math.round(facts.mtimeMs) }),
  };
}

/** @throws {Problem} `disk-*`, `folder-missing`, `name-too-long`, `path-too-deep`, `name-not-portable` */
export async function makeFolder(parent: string, name: string): Promise<string> {
  if (!isPortableName(name)) throw new Problem("name-not-portable", { name });
  const path = join(parent, name);
  assertPathFits(process.platform, path, sep);
  await mkdir(path).catch((cause: unknown) => {
    if (systemCode(cause) !== "EEXIST") throw writingProblem(cause, parent);
  });
  return path;
}

/**
 * Writes a paper, whole or not at all; one of the same name is kept, also one that is being written, and the new one gets a number.
 * The drive may be pulled out afterwards.
 *
 * @throws {Problem} `disk-read-only`, `disk-full`, `disk-failing`, `folder-missing`
 */
export async function writeNewFile(folder: string, name: string, bytes: Uint8Array): Promise<string> {
  for (let number = 0; ; number += 1) {
    const path = join(folder, number === 0 ? name : name.replace(/(\.[^.]*)?$/, `（${number}）$1`));
    try {
      await createOnDrive(path, bytes);
      return path;
    } catch (cause) {
      if (systemCode(cause) !== "EEXIST") throw writingProblem(cause, folder);
    }
  }
}

export async function sizeOfFile(path: string): Promise<number> {
  return (await stat(path)).size;
}

export async function freeSpace(path: string): Promise<number> {
  return (await spaceOf(path)).freeBytes ?? 0;
}
