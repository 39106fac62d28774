// Whether this user may write to a folder or file, as far as the system says so beforehand.
import { constants } from "node:fs";
import { access } from "node:fs/promises";

export async function isWritable(path: string): Promise<boolean> {
  return access(path, constants.W_OK).then(
    () => true,
    () => false,
  );
}
