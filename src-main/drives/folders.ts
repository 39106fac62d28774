// Folders of this PC: the person's own, what lies in a folder, a new one, a new file in one.
import { constants } from "node:fs";
import { access, mkdir, readdir, stat, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { basename, dirname, join, parse, resolve, sep } from "node:path";
import { assertPathFits } from "../domain/path-limits.ts";
import { Problem } from "../domain/problem.ts";
import { spaceOf } from "./look-at-drives.ts";

type FolderRoot = Readonly<{
  name: string;
  path: string;
  kind: "home" | "desktop" | "documents";
  freeBytes: number | null;
  totalBytes: number | null;
  writable: boolean;
  fileSystem: string | null;
}>;
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

const BUNDLE = /\.anbao(\.age|-backup)?$/i;
/** Hidden, or what systems keep on drives for themselves. */
const SYSTEM_NAME = /^(\..*|System Volume Information|\$RECYCLE\.BIN|lost\+found)$/i;
const MOST_ENTRIES = 5000;

/** Whether a name is that of a bundle or a backup. */
export function isBundleName(name: string): boolean {
  return BUNDLE.test(name);
}

/** The person's own folders, by their usual names in both languages. */
export async function personFolders(): Promise<readonly FolderRoot[]> {
  const own = await Promise.all([
    personFolder("home", ""),
    personFolder("desktop", "Desktop"),
    personFolder("desktop", "桌面"),
    personFolder("documents", "Documents"),
    personFolder("documents", "文档"),
  ]);
  return own.flat();
}

async function personFolder(kind: "home" | "desktop" | "documents", name: string): Promise<readonly FolderRoot[]> {
  const path = join(homedir(), name);
  const found = await stat(path).catch(() => undefined); // a person need not have such a folder
  if (found?.isDirectory() !== true) return [];
  return [
    {
      name: name === "" ? basename(path) : name,
      path,
      kind,
      ...(await spaceOf(path)),
      writable: await isWritable(path),
      fileSystem: null,
    },
  ];
}

async function isWritable(path: string): Promise<boolean> {
  return access(path, constants.W_OK).then(
    () => true,
    () => false,
  );
}

/** @throws {Problem} `folder-missing`, `file-unreadable` */
export async function listFolder(path: string): Promise<FolderListing> {
  const folder = resolve(path);
  const names = await readdir(folder, { withFileTypes: true }).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === "ENOENT" || cause.code === "ENOTDIR") throw new Problem("folder-missing", { path: folder }, { cause });
    throw new Problem("file-unreadable", { name: folder }, { cause });
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

const FORBIDDEN = /[/\\:*?"<>|\0]/;

/** @throws {Problem} `disk-read-only`, `disk-full`, `name-too-long`, `path-too-deep`, `file-not-found` for a name that no folder can have */
export async function makeFolder(parent: string, name: string): Promise<string> {
  if (FORBIDDEN.test(name) || name === "." || name === "..") throw new Problem("file-not-found", { name });
  const path = join(parent, name);
  assertPathFits(process.platform, path, sep);
  await mkdir(path, { recursive: true }).catch((cause: NodeJS.ErrnoException) => {
    throw new Problem(cause.code === "ENOSPC" ? "disk-full" : "disk-read-only", { path: parent }, { cause });
  });
  return path;
}

/** Writes a paper; one of the same name is kept, and the new one gets a number. @throws {Problem} `disk-read-only`, `disk-full` */
export async function writeNewFile(folder: string, name: string, bytes: Uint8Array): Promise<string> {
  for (let number = 0; ; number += 1) {
    const path = join(folder, number === 0 ? name : name.replace(/(\.[^.]*)?$/, `（${number}）$1`));
    try {
      await writeFile(path, bytes, { flag: "wx", flush: true });
      return path;
    } catch (cause) {
      const { code } = cause as NodeJS.ErrnoException;
      if (code === "EEXIST") continue;
      throw new Problem(code === "ENOSPC" ? "disk-full" : "disk-read-only", { path: folder }, { cause });
    }
  }
}

export async function sizeOfFile(path: string): Promise<number> {
  return (await stat(path)).size;
}

export async function freeSpace(path: string): Promise<number> {
  return (await spaceOf(path)).freeBytes ?? 0;
}
