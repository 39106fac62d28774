// The person's own folders: home, desktop and documents, where this system says that they are. They are often moved (another disk,
// OneDrive) and named in the language of the system. The reading of what systems say is pure.
import { readFile, stat } from "node:fs/promises";
import { homedir } from "node:os";
import { basename, join, resolve } from "node:path";
import { isWritable } from "./is-writable.ts";
import { spaceOf } from "../find/look-at-drives.ts";
import { readRegistry, type RegistryValues } from "../system/registry.ts";

export type FolderRoot = Readonly<{
  name: string;
  path: string;
  kind: "home" | "desktop" | "documents";
  freeBytes: number | null;
  totalBytes: number | null;
  writable: boolean;
  fileSystem: string | null;
}>;

/** Where a system says that two of the folders are; undefined where it does not say. */
export type SaidFolders = Readonly<{ desktop: string | undefined; documents: string | undefined }>;
type Environment = Readonly<Record<string, string | undefined>>;

/** What the folders are called where the system does not say where they are. */
const USUAL_NAMES = { desktop: ["Desktop", "桌面"], documents: ["Documents", "文档"] };
const SHELL_FOLDERS = "HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Explorer\\User Shell Folders";

/** The folders that there are, each once. */
export async function personFolders(home: string = homedir(), env: Environment = process.env): Promise<readonly FolderRoot[]> {
  const said = await saidFolders(home, env);
  const [desktop, documents] = await Promise.all([
    firstThere(said.desktop, home, USUAL_NAMES.desktop),
    firstThere(said.documents, home, USUAL_NAMES.documents),
  ]);
  const own = [
    rootAt("home", home),
    ...desktop.map((path) => rootAt("desktop", path)),
    ...documents.map((path) => rootAt("documents", path)),
  ];
  return (await Promise.all(own)).flat();
}

async function saidFolders(home: string, env: Environment): Promise<SaidFolders> {
  if (process.platform === "win32") return shellFolders((await readRegistry(SHELL_FOLDERS)) ?? new Map(), env);
  const settings = join(env["XDG_CONFIG_HOME"] ?? join(home, ".config"), "user-dirs.dirs");
  return xdgFolders(await readFile(settings, "utf8").catch(() => ""), home); // a PC without a desktop has none
}

/** What Windows has in the registry. @param env for `%USERPROFILE%` and the like; names count in either case. */
export function shellFolders(values: RegistryValues, env: Environment): SaidFolders {
  const known = new Map(Object.entries(env).map(([name, value]) => [name.toUpperCase(), value]));
  const expand = (text: string | undefined) =>
    text?.replace(/%([^%]+)%/g, (whole, name: string) => known.get(name.toUpperCase()) ?? whole);
  return { desktop: expand(values.get("Desktop")), documents: expand(values.get("Personal")) };
}

/** What `user-dirs.dirs` says: `XDG_DESKTOP_DIR="$HOME/桌面"`. The home folder itself stands for none. @see xdg-user-dirs */
export function xdgFolders(text: string, home: string): SaidFolders {
  const find = (name: string): string | undefined => {
    const quoted = new RegExp(`^\\s*XDG_${name}_DIR="((?:[^"\\\\]|\\\\.)*)"`, "m").exec(text)?.[1];
    const path = quoted?.replace(/\\(.)/g, "$1").replace(/^\$HOME(?=\/|$)/, () => home);
    return path?.startsWith("/") === true && resolve(path) !== resolve(home) ? path : undefined;
  };
  return { desktop: find("DESKTOP"), documents: find("DOCUMENTS") };
}

/** What the system says, if it is there; otherwise those of the usual names that are. */
async function firstThere(said: string | undefined, home: string, names: readonly string[]): Promise<readonly string[]> {
  if (said !== undefined && (await isFolder(said))) return [said];
  const usual = names.map((name) => join(home, name));
  const there = await Promise.all(usual.map(isFolder));
  return usual.filter((_, index) => there[index]);
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

async function rootAt(kind: FolderRoot["kind"], path: string): Promise<readonly FolderRoot[]> {
  if (!(await isFolder(path))) return [];
  return [{ name: basename(path), path, kind, ...(await spaceOf(path)), writable: await isWritable(path), fileSystem: null }];
}
