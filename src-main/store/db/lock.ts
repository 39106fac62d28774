// One program at a time on a workspace: a lock that the system lets go when the program ends, however it ends.
import { join } from "node:path";
import Database from "better-sqlite3";
import { writingProblem } from "../../disk/disk-problems.ts";
import { makeOwnFile } from "../../disk/owner-only.ts";
import { asProblem, assertPathFits } from "./sqlite-problem.ts";

/**
 * Holds the workspace until `release`.
 *
 * @throws {Problem} `workspace-busy` if another program holds it, `disk-read-only`, `path-too-long`, `path-too-deep`
 */
export function lockWorkspace(folder: string): Readonly<{ release(): void }> {
  const path = join(folder, "anbao.lock");
  assertPathFits(path);
  try {
    makeOwnFile(path);
    const lock = new Database(path, { timeout: 300 });
    try {
      lock.pragma("journal_mode = DELETE");
      lock.exec("BEGIN EXCLUSIVE");
    } catch (error) {
      lock.close();
      throw error;
    }
    return { release: () => lock.close() };
  } catch (error) {
    throw asProblem(writingProblem(error, folder), folder);
  }
}
