// Which of the things that the system has mounted are drives that a person carries files on. Pure: what the system says in, drives out.
import { basename, dirname } from "node:path/posix";
import type { Mount } from "../system/mount-table.ts";

/**
 * A drive. `path`: its top folder; `fileSystem` as the system calls it, null where it does not say; `device`: what an eject command names.
 * `mark` differs for another drive, or the same one plugged in again, at the same path.
 */
export type Drive = Readonly<{
  path: string;
  name: string;
  kind: "drive" | "removable";
  fileSystem: string | null;
  readOnly: boolean;
  device: string | null;
  mark: string;
}>;

/** Where desktops mount what is plugged in. @see udisks(8), FHS 3.11 */
const PLUGGED_IN = /^(\/media|\/run\/media\/[^/]+)(\/[^/]+){1,2}$/;
const MOUNTED_BY_HAND = /^\/mnt\/[^/]+$/;
const NETWORK = new Set(["nfs", "nfs4", "cifs", "smb3", "fuse.sshfs"]);

/** @param further more folders directly below which drives appear, as below /media. */
export function linuxDrives(mounts: readonly Mount[], further: readonly string[]): readonly Drive[] {
  return mounts.flatMap((mount) => {
    const kind = kindOf(mount, further);
    if (kind === undefined) return [];
    const { path, source, type, readOnly, id, device } = mount;
    return { path, name: basename(path), kind, fileSystem: type, readOnly, device: source, mark: `${id} ${device}` };
  });
}

function kindOf(mount: Mount, further: readonly string[]): Drive["kind"] | undefined {
  if (further.some((folder) => dirname(mount.path) === folder.replace(/\/+$/, ""))) return "removable";
  const isDevice = mount.source.startsWith("/dev/");
  if (PLUGGED_IN.test(mount.path)) return isDevice ? "removable" : NETWORK.has(mount.type) ? "drive" : undefined;
  return MOUNTED_BY_HAND.test(mount.path) && (isDevice || NETWORK.has(mount.type)) ? "drive" : undefined;
}

/** The drive that holds a path, if it is one of these. Letters in either case, also as `\\?\E:\`. @param separator of the system's paths. */
export function driveOf(path: string, drives: readonly Drive[], separator: "/" | "\\"): Drive | undefined {
  const fold = (text: string) => (separator === "\\" ? text.toUpperCase().replace(/^\\\\[?.]\\(?=[A-Z]:)/, "") : text);
  const holds = (drive: Drive) => {
    const top = drive.path.endsWith(separator) ? drive.path : `${drive.path}${separator}`;
    return fold(`${path}${separator}`).startsWith(fold(top));
  };
  return drives.filter(holds).sort((a, b) => b.path.length - a.path.length)[0];
}
