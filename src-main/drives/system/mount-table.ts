// What Linux says is mounted, as /proc/self/mountinfo tells it. Pure: text in, mounts out.

/** One mount. `id` is new for every mount; `device`: `8:17`; `source`: such as `/dev/sdb1`; `type` as the kernel calls it. */
export type Mount = Readonly<{
  id: string;
  device: string;
  path: string;
  source: string;
  type: string;
  readOnly: boolean;
}>;

/** All mounts that can be reached; one that lies under another at the same path cannot. @see proc_pid_mountinfo(5) */
export function parseMountInfo(text: string): readonly Mount[] {
  const reached = new Map<string, Mount>();
  for (const line of text.split("\n")) {
    const mount = parseLine(line);
    if (mount === undefined) continue;
    reached.delete(mount.path);
    reached.set(mount.path, mount);
  }
  return [...reached.values()];
}

// 36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 - ext3 /dev/root rw,errors=continue
function parseLine(line: string): Mount | undefined {
  const [before, after] = line.split(" - ");
  const [id, , device, , path, options] = before?.split(" ") ?? [];
  const [type, source, ofDrive] = after?.split(" ") ?? [];
  if (id === undefined || device === undefined || path === undefined || options === undefined) return undefined;
  if (type === undefined || source === undefined) return undefined;
  const readOnly = [options, ofDrive ?? ""].some((list) => list.split(",").includes("ro"));
  return { id, device, path: unescaped(path), source: unescaped(source), type, readOnly };
}

/** Space, tab, newline and backslash stand as octal numbers. */
function unescaped(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 8)));
}

/** The mount that holds a path: the longest at or above it. */
export function mountOf(path: string, mounts: readonly Mount[]): Mount | undefined {
  const above = mounts.filter((mount) => isWithin(path, mount.path));
  return above.sort((a, b) => b.path.length - a.path.length)[0];
}

/** Whether a path is a folder or lies in it. */
export function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith("/") ? folder : `${folder}/`);
}
