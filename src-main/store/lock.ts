// One program at a time on a workspace: a lock that the system lets go when the program ends, however it ends.
import { join } from "node:path";
import Database from "better-sqlite3";
import { closeToOthers } from "../disk/owner-only.ts";
import { asProblem } from "./sqlite-problem.ts";

/**
 * Holds the workspace until `release`.
 *
 * @throws {Problem} `workspace-busy` if another program holds it, `disk-read-only`
 */
export function lockWorkspace(folder: string): Readonly<{ release(): void }> {
  try {
    const lock = new Database(join(folder, "anbao.lock"), { timeout: 300 });
    try {
      lock.pragma("journal_mode = DELETE");
      lock.exec("BEGIN EXCLUSIVE");
      closeToOthers(join(folder, "anbao.lock"));
    } catch (error) {
      lock.close();
      throw error;
    }
    return { release: () => lock.close() };
  } catch (error) {
    throw asProblem(error, folder);
  }
}
