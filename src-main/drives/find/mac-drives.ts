// What macOS has mounted, as `mount` prints it, and which of it is a drive. Pure: text in, drives out.
import { basename } from "node:path/posix";
import type { Drive } from "./known-drives.ts";

/** One mount. `source`: such as `/dev/disk5s1`, or a share; `type` as `mount` calls it: `apfs`, `msdos`, `exfat`, `smbfs`. */
export type MacMount = Readonly<{ source: string; path: string; type: string; readOnly: boolean }>;

// /dev/disk5s1 on /Volumes/Lexar (msdos, local, nodev, nosuid, noowners)
const LINE = /^(.+?) on (\/.*) \(([^()]+)\)$/;

/** All mounts. @see mount(8) */
export function parseMacMounts(printed: string): readonly MacMount[] {
  return printed.split("\n").flatMap((line) => {
    const [, source, path, options] = LINE.exec(line) ?? [];
    if (source === undefined || path === undefined || options === undefined) return [];
    const [type = "", ...more] = options.split(", ");
    return [{ source, path, type, readOnly: more.includes("read-only") }];
  });
}

/** Whole disks that are plugged in from outside, such as `/dev/disk5`, in what `diskutil list external` prints. */
export function parseExternalDisks(printed: string): readonly string[] {
  return [...printed.matchAll(/^(\/dev\/disk\d+) \(/gm)].map(([, disk = ""]) => disk);
}

/** File systems of sticks and cards: no disk that is built in has them. */
const CARRIED = new Set(["msdos", "exfat"]);

/** Drives of macOS: what lies in /Volumes, but the system's own. */
export function macDrives(mounts: readonly MacMount[], external: readonly string[]): readonly Drive[] {
  return mounts.flatMap(({ source, path, type, readOnly }) => {
    if (!/^\/Volumes\/[^/]+$/.test(path) || path === "/Volumes/Recovery") return [];
    const disk = /^\/dev\/disk\d+/.exec(source)?.[0];
    const pluggedIn = disk !== undefined && (external.includes(disk) || CARRIED.has(type));
    return {
      path,
      name: basename(path),
      kind: pluggedIn ? ("removable" as const) : ("drive" as const),
      fileSystem: type,
      readOnly,
      device: disk === undefined ? null : source,
      mark: `${path} ${source}`,
    };
  });
}

/** The kind of file system that holds a path: that of the longest mount at or above it. */
export function macKindAt(path: string, mounts: readonly MacMount[]): string | null {
  const above = mounts.filter((mount) => mount.path === "/" || path === mount.path || path.startsWith(`${mount.path}/`));
  return above.sort((a, b) => b.path.length - a.path.length)[0]?.type ?? null;
}
