// Folders of this PC: where a person can save, what lies in a folder, how much room is left.
import { constants } from "node:fs";
import { access, mkdir, readdir, stat, statfs, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { basename, dirname, join, parse, resolve } from "node:path";
import si from "systeminformation";
import { Problem } from "../domain/problem.ts";

export type FolderRoot = Readonly<{
  name: string;
  path: string;
  kind: "drive" | "removable" | "home" | "desktop" | "documents";
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
const MOST_ENTRIES = 5000;

/** Drives first, removable ones on top; then the person's own folders. */
export async function listRoots(): Promise<readonly FolderRoot[]> {
  const [mounted, devices] = await Promise.all([si.fsSize().catch(() => []), si.blockDevices().catch(() => [])]); // without the system's tools only the own folders are offered
  const removable = new Set(devices.filter((device) => device.removable).map((device) => device.mount));
  const drives = mounted.filter((item) => isUserDrive(item.mount)).map((item) => driveRoot(item, removable.has(item.mount)));
  const own = await Promise.all([
    personFolder("home", ""),
    personFolder("desktop", "Desktop"),
    personFolder("desktop", "桌面"),
    personFolder("documents", "Documents"),
    personFolder("documents", "文档"),
  ]);
  return [...drives.sort((a, b) => Number(b.kind === "removable") - Number(a.kind === "removable")), ...own.flat()];
}

function isUserDrive(mount: string): boolean {
  return process.platform === "win32" || /^\/(media|mnt|run\/media|Volumes)\//.test(mount);
}

function driveRoot(item: si.Systeminformation.FsSizeData, isRemovable: boolean): FolderRoot {
  const removable = isRemovable || /^\/(media|run\/media)\//.test(item.mount);
  return {
    name: basename(item.mount) || item.mount,
    path: item.mount,
    kind: removable ? "removable" : "drive",
    freeBytes: item.available,
    totalBytes: item.size,
    writable: item.rw ?? true,
    fileSystem: item.type,
  };
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

async function spaceOf(path: string): Promise<{ freeBytes: number | null; totalBytes: number | null }> {
  const space = await statfs(path).catch(() => undefined);
  return {
    freeBytes: space === undefined ? null : space.bavail * space.bsize,
    totalBytes: space === undefined ? null : space.blocks * space.bsize,
  };
}

async function isWritable(path: string): Promise<boolean> {
  return access(path, constants.W_OK).then(
    () => true,
    () => false,
  );
}

/** @throws {Problem} `file-not-found`, `file-unreadable` */
export async function listFolder(path: string): Promise<FolderListing> {
  const folder = resolve(path);
  const names = await readdir(folder, { withFileTypes: true }).catch((cause: NodeJS.ErrnoException) => {
    throw new Problem(cause.code === "ENOENT" ? "file-not-found" : "file-unreadable", { name: folder }, { cause });
  });
  const shown = names
    .filter((entry) => !entry.name.startsWith(".") && (entry.isDirectory() || entry.isFile()))
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
    kind: BUNDLE.test(name) ? "bundle" : "file",
    ...(facts && { sizeBytes: facts.size, changedAtMs: Math.round(facts.mtimeMs) }),
  };
}

const FORBIDDEN = /[/\\:*?"<>|\0]/;

/** @throws {Problem} `disk-read-only`, `file-not-found` for a name that no folder can have */
export async function makeFolder(parent: string, name: string): Promise<string> {
  if (FORBIDDEN.test(name) || name === "." || name === "..") throw new Problem("file-not-found", { name });
  const path = join(parent, name);
  await mkdir(path, { recursive: true }).catch((cause: unknown) => {
    throw new Problem("disk-read-only", { path: parent }, { cause });
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
