// Where a folder lies in truth, whatever name it was reached by.
import { realpathSync } from "node:fs";

/** One folder, one spelling: Windows takes any case and short names, and the system knows the true one. */
export function truePath(folder: string): string {
  try {
    return realpathSync.native(folder);
  } catch {
    return realpathSync(folder); // some drives of Windows (in memory, encrypted) do not say
  }
}
