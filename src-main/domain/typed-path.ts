// A path as a person types or pastes it, made into one that the system understands. Pure.

const FILE_URL = /^file:\/\/(localhost)?(?=\/)/i;
const DRIVE_ONLY = /^[A-Za-z]:$/;

/**
 * Takes off what copying adds: blanks, quotation marks (Windows’ “copy as path”), `file://` (Linux). A bare drive letter means its top folder.
 * Undefined for what is no whole path: nobody knows where it would begin.
 */
export function readTypedPath(typed: string): string | undefined {
  const bare = typed.trim().replace(/^["'“”](.*)["'“”]$/, "$1");
  const path = FILE_URL.test(bare) ? decoded(bare.replace(FILE_URL, "")) : bare;
  if (path === undefined || path.includes("\0")) return undefined;
  if (DRIVE_ONLY.test(path)) return `${path}\\`;
  return /^(\/|[A-Za-z]:[\\/]|\\\\[^\\])/.test(path) ? path : undefined;
}

function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}
