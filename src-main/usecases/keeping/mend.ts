// Mends what the check found: entries come back from the copies on this PC and from a backup that a person names, originals from that
// backup; what is reckoned from the entries is reckoned anew. What cannot come back yet is set aside and goes on being told.
import { Problem } from "../../domain/problem.ts";
import { findDamages, type CheckWorkspaceNeeds } from "./check-workspace.ts";
import type { Progress } from "../ports/progress.ts";
import type { Damage, Mended, SoundnessWriter } from "../ports/store/soundness.ts";
import type { Workspace, Needs } from "../workspace.ts";
import type { FeedReader } from "../ports/store/feeds.ts";

export type MendNeeds = CheckWorkspaceNeeds &
  Needs<FeedReader & SoundnessWriter, "bundles" | "joinPath" | "keeping" | "media" | "stagingDir" | "world">;

type MendReads = Pick<Workspace, "joinPath" | "keeping" | "media" | "stagingDir" | "world">;

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
export async function mendWorkspace(ws: MendNeeds, backups: readonly string[], progress: Progress): Promise<MendResult> {
  const { problems } = await findDamages(ws, true, progress);
  if (problems.some(({ kind }) => kind === "database" || kind === "facts"))
    throw new Problem("workspace-damaged", { path: "anbao.db" });
  const changed = problems.filter(({ kind }) => kind === "original-changed").map(originalOf);
  for (const sha256 of changed) await ws.media.setAside(sha256);
  const missing = new Set(problems.filter(({ kind }) => OF_ORIGINALS.has(kind)).map(originalOf));
  const taken: Taken = { databases: [], originals: 0 };
  try {
    for (const path of backups) await takeBackup(ws, path, missing, taken, progress);
    const kept = (await ws.keeping.shelf.list()).map(({ name }) => ws.keeping.shelf.pathOf(name));
    const mended = ws.store.mend([...taken.databases, ...kept]);
    for (const head of ws.store.headSignatures()) if (!ws.bundles.isSignedHead(head)) ws.store.dropHeadSignature(head.hash);
    const left = (await findDamages(ws, false, progress)).problems;
    ws.store.noteCheck({ atMs: ws.world.nowMs(), count: left.length, damages: left.slice(0, MOST_NOTED) });
    return { ...mended, found: problems.length, originals: taken.originals, left };
  } finally {
    for (const path of taken.databases) await ws.keeping.drop(path);
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
  ws: MendReads,
  path: string,
  missing: ReadonlySet<string>,
  taken: Taken,
  progress: Progress,
): Promise<void> {
  const database = ws.joinPath(ws.stagingDir, `back-${ws.world.randomHex(3)}.db`);
  taken.databases.push(database);
  await ws.keeping.openBackup(path, database, progress, async (sha256, bytes) => {
    if (!missing.has(sha256)) return;
    const file = await ws.media.intakeStream(bytes, progress);
    await (file.sha256 === sha256 ? ws.media.commit([file]) : ws.media.discard([file]));
    taken.originals += Number(file.sha256 === sha256);
  });
}
