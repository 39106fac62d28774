// Which systems can force a folder's names to the disk by a call, and which have no such call. Pure.

/** What a file system answers that has no such call (CIFS, some FUSE): the flush of the whole drive is left. */
const NO_SUCH_CALL = ["EINVAL", "ENOTSUP", "EOPNOTSUPP", "ENOSYS"];

/** Windows opens no folder for writing (EPERM), and its file systems write names when the file is flushed. */
export function canSyncFolders(platform: NodeJS.Platform): boolean {
  return platform !== "win32";
}

/** Whether a failed sync of a folder only says that there is no such call. */
export function saysNoFolderSync(cause: unknown): boolean {
  return cause instanceof Error && "code" in cause && NO_SUCH_CALL.includes(String(cause.code));
}
