// Whether a path leads off this PC, by its words alone. Pure: Windows hands the person's password hash to whatever host a path names, on
// the first question about it; nothing may be asked of such a path before it is known that the person meant it.

/** Two slashes of either kind: `\\host\share`, `//host/share`, `\\?\UNC\…`, `\\.\…`. */
const HOST = /^\s*[\\/]{2}/;
/** `smb://host/share`, `file://host/share`; a drive letter has one letter and is none. */
const ADDRESS = /^\s*[a-z][a-z0-9+.-]+:[\\/]{2}/i;

/** The same on every system: no folder of ours is written so. A share that the system shows as a letter or a folder is none. */
export function isNetworkPath(path: string): boolean {
  return HOST.test(path) || ADDRESS.test(path);
}
