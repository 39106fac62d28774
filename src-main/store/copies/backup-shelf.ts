// The copies of the database in the workspace's own folder `backups`: whole ones by the time they were made, the oldest go.
import { mkdir, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { explaining, writingProblem } from "../../disk/disk-problems.ts";
import { lastingCalls, placeFile, type LastingCalls } from "../../disk/lasting.ts";
import type { BackupShelf, KeptCopy } from "../../usecases/ports/backups.ts";

/** As many are kept. An erased value is gone from all of them after as many imports. */
export const COPIES_KEPT = 10;

const NAME = /^(\d{4}-\d{2}-\d{2})T(\d{2})(\d{2})(\d{2})(\d{3})Z(?:-\d+)?\.db$/;

/** Opens the shelf of a workspace. @param folder made when the first copy is kept. */
export function openShelf(folder: string, calls: LastingCalls = lastingCalls): BackupShelf {
  return {
    list: () => listCopies(folder),
    pathOf: (name) => join(folder, name),
    keep: async (atMs, fill) => {
      const name = await explaining(
        () => prepare(folder, atMs),
        (cause) => writingProblem(cause, folder),
      );
      const part = join(folder, `${name}.part`);
      try {
        await fill(part);
        await explaining(
          () => placeFile(calls, part, join(folder, name)),
          (cause) => writingProblem(cause, folder),
        );
      } catch (cause) {
        await rm(part, { force: true });
        throw cause;
      }
      await dropOldest(folder);
      return { name, atMs, sizeBytes: (await stat(join(folder, name))).size };
    },
  };
}

async function prepare(folder: string, atMs: number): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await clearParts(folder);
  return freeName(atMs, await readdir(folder));
}

/** The time in UTC; a second copy of the same moment gets a number. */
function freeName(atMs: number, taken: readonly string[]): string {
  const base = new Date(atMs).toISOString().replace(/[:.]/g, "");
  for (let count = 1; ; count += 1) {
    const name = count === 1 ? `${base}.db` : `${base}-${count}.db`;
    if (!taken.includes(name)) return name;
  }
}

async function listCopies(folder: string): Promise<readonly KeptCopy[]> {
  const names = await readdir(folder).catch(() => []); // none was kept yet
  const copies = names.flatMap((name) => {
    const match = NAME.exec(name);
    if (match === null) return [];
    const [, day, hours, minutes, seconds, millis] = match;
    return [{ name, atMs: Date.parse(`${day}T${hours}:${minutes}:${seconds}.${millis}Z`) }];
  });
  const sized = await Promise.all(
    copies.map(async (copy) => ({ ...copy, sizeBytes: (await stat(join(folder, copy.name))).size })),
  );
  return sized.sort((a, b) => b.atMs - a.atMs || (a.name < b.name ? 1 : -1));
}

async function dropOldest(folder: string): Promise<void> {
  for (const copy of (await listCopies(folder)).slice(COPIES_KEPT)) await rm(join(folder, copy.name), { force: true });
}

/** What a run that was cut off left, SQLite's journals beside it included; one program at a time works on a workspace. */
async function clearParts(folder: string): Promise<void> {
  for (const name of await readdir(folder)) if (name.includes(".db.part")) await rm(join(folder, name), { force: true });
}
