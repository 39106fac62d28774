// Mends what the check found: entries come back from the copies on this PC and from a backup that a person names, originals from that
// backup; what is reckoned from the entries is reckoned anew. What cannot come back yet is set aside and goes on being told.
import { Problem } from "../domain/problem.ts";
import { findDamages } from "./check-workspace.ts";
import type { Damage, Mended } from "./damage-port.ts";
import type { Desk } from "./desk.ts";
import type { Progress } from "./ports.ts";

/** `left`: what the check finds afterwards. */
export type MendResult = Mended & Readonly<{ found: number; originals: number; left: readonly Damage[] }>;

/** Originals of a size have their own bytes here: none of them was set aside for nothing. */
const OF_ORIGINALS: ReadonlySet<Damage["kind"]> = new Set(["original-lost", "original-changed"]);

/**
 * Mends the workspace.
 *
 * @param backups backup files or copies of the database that a person names.
 * @throws {Problem} `workspace-damaged` where only a whole backup helps, `backup-*`, `file-*`, `cancelled`, `disk-*`
 */
export async function mendWorkspace(desk: Desk, backups: readonly string[], progress: Progress): Promise<MendResult> {
  const { problems } = await findDamages(desk, true, progress);
  if (problems.some(({ kind }) => kind === "database" || kind === "facts"))
    throw new Problem("workspace-damaged", { path: "anbao.db" });
  const changed = problems.filter(({ kind }) => kind === "original-changed").map(originalOf);
  for (const sha256 of changed) await desk.media.setAside(sha256);
  const missing = new Set(problems.filter(({ kind }) => OF_ORIGINALS.has(kind)).map(originalOf));
  const taken: Taken = { databases: [], originals: 0 };
  try {
    for (const path of backups) await takeBackup(desk, path, missing, taken, progress);
    const kept = (await desk.keeping.shelf.list()).map(({ name }) => desk.keeping.shelf.pathOf(name));
    const mended = desk.store.mend([...taken.databases, ...kept]);
    for (const head of desk.store.headSignatures()) if (!desk.bundles.isSignedHead(head)) desk.store.dropHeadSignature(head.hash);
    const left = (await findDamages(desk, false, progress)).problems;
    desk.store.noteCheck({ atMs: desk.world.nowMs(), count: left.length, damages: left.slice(0, MOST_NOTED) });
    return { ...mended, found: problems.length, originals: taken.originals, left };
  } finally {
    for (const path of taken.databases) await desk.keeping.drop(path);
  }
}

/** Damages that a screen lists. */
export const MOST_NOTED = 200;

type Taken = { databases: string[]; originals: number };

function originalOf({ place }: Damage): string {
  return place.slice("media ".length);
}

/** Takes the database of a backup into the staging folder, and the originals that are missing here into their place. */
async function takeBackup(
  desk: Desk,
  path: string,
  missing: ReadonlySet<string>,
  taken: Taken,
  progress: Progress,
): Promise<void> {
  const database = desk.joinPath(desk.stagingDir, `back-${desk.world.randomHex(3)}.db`);
  taken.databases.push(database);
  await desk.keeping.openBackup(path, database, progress, async (sha256, bytes) => {
    if (!missing.has(sha256)) return;
    const file = await desk.media.intakeStream(bytes, progress);
    await (file.sha256 === sha256 ? desk.media.commit([file]) : desk.media.discard([file]));
    taken.originals += Number(file.sha256 === sha256);
  });
}
