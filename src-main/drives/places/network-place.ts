// Whether a folder lies on another computer: by its words, and on Linux by what is mounted there. SQLite's locks and its shared memory
// do not hold over a network.
import { readFileSync, realpathSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { isNetworkPath } from "../../domain/network-path.ts";
import { Problem } from "../../domain/problem.ts";
import { mountOf, parseMountInfo } from "../system/mount-table.ts";

/** File systems of other computers, as the kernel calls them; those in the person's own processes after `fuse.`. */
const REMOTE =
  /^(nfs4?|cifs|smb3?|smbfs|ncpfs|afs|ceph|glusterfs|lustre|davfs|fuse\.(sshfs|smbnetfs|rclone|davfs2?|curlftpfs|glusterfs|s3fs|gvfsd-fuse))$/;

/** @param mounts the text of /proc/self/mountinfo. */
export function isOnNetwork(path: string, mounts: string): boolean {
  return isNetworkPath(path) || REMOTE.test(mountOf(path, parseMountInfo(mounts))?.type ?? "");
}

/** @throws {Problem} `workspace-on-network` */
export function assertOnThisPc(folder: string): void {
  const asked = isNetworkPath(folder) ? folder : nearest(resolve(folder));
  if (isOnNetwork(asked, mountsHere())) throw new Problem("workspace-on-network", { path: folder });
}

/** The folder itself, or the first above it that is there, without links. */
function nearest(path: string): string {
  for (let at = path; ; at = dirname(at)) {
    try {
      return realpathSync(at);
    } catch {
      if (dirname(at) === at) return path;
    }
  }
}

function mountsHere(): string {
  if (process.platform !== "linux") return "";
  try {
    return readFileSync("/proc/self/mountinfo", "utf8");
  } catch {
    return ""; // a system that does not tell: words alone decide
  }
}
