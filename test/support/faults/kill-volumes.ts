// Kills an export in volumes and the reading of volumes at moments spread over their run, then goes on as a person would.
import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { openWorkspace } from "../../../src-main/compose/door.ts";
import { checkWorkspace } from "../../../src-main/usecases/keeping/check-workspace.ts";
import { UNWATCHED, type Workspace } from "../../../src-main/usecases/workspace.ts";
import {
  beginVolumes,
  resumeVolumes,
  unfinishedVolumes,
  writeVolumes,
} from "../../../src-main/usecases/sending/write/export-volumes.ts";
import { importBundle } from "../../../src-main/usecases/receiving/bundles/import-bundle.ts";
import { filesBelow, leftovers } from "../offices/disk-state.ts";
import { copyOf, runWork, type Stage } from "./kill-rounds.ts";
import { enrolledPair, PIN, record, seasonClock, surroundingsOf } from "../offices/office.ts";
import { tempFolder } from "../temp-folder.ts";
import { handOverVolumes, largePicture } from "../offices/volumes.ts";

const LIMIT = 150 * 1024;

export type KilledVolumes = "volumes" | "take-volumes";

/** @returns what was found wrong after each kill, and after going on. */
export async function killVolumes(work: KilledVolumes, rounds: number): Promise<readonly string[]> {
  const stage = await setStage(work);
  const undisturbed = copyOf(stage, "whole");
  const whole = await runWork(undisturbed, undefined);
  const wanted = await stateAt(undisturbed, async ({ store }) => store.digests().entriesDigest);
  const faults: string[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const at = copyOf(stage, `round-${round}`);
    await runWork(at, whole.startedMs + ((whole.endedMs - whole.startedMs) * (round + 0.5)) / rounds);
    const found = await stateAt(at, (ws) => (work === "volumes" ? faultsOfExport(at, ws) : faultsOfImport(at, ws, wanted)));
    faults.push(...found.map((fault) => `${work} round ${round}: ${fault}`));
  }
  return faults;
}

async function setStage(work: KilledVolumes): Promise<Stage> {
  const folder = await tempFolder();
  const { county, town } = await enrolledPair(folder);
  for (const [index, kiB] of [40, 210].entries())
    await record(town.ws, `活动${index}`, {}, [await largePicture(folder, `IMG_${index}.png`, kiB)]);
  const volumes = work === "volumes" ? [] : (await handOverVolumes(folder, town.ws, LIMIT)).toReversed();
  await Promise.all([county.close(), town.close()]);
  if (work === "volumes") return { folder, home: join(folder, "town"), args: [work, String(LIMIT)] };
  return { folder, home: join(folder, "county"), args: [work, ...volumes] };
}

/** Opens the workspace as the next start does. */
async function stateAt<T>(stage: Stage, look: (ws: Workspace) => Promise<T>): Promise<T> {
  const office = await openWorkspace(stage.home, PIN, surroundingsOf(seasonClock()));
  try {
    return await look(office.ws);
  } finally {
    await office.close();
  }
}

async function unclean(stage: Stage, ws: Workspace, when: string): Promise<readonly string[]> {
  const { problems } = await checkWorkspace(ws, true, UNWATCHED);
  return [...problems.map(({ kind, place }) => `${kind} ${place}`), ...leftovers(stage.home).map((name) => `left: ${name}`)].map(
    (fault) => `${when}: ${fault}`,
  );
}

/** Gone on with where it was begun, anew where it was not: in the end all volumes of one bundle lie on the drive, and are whole. */
async function faultsOfExport(stage: Stage, ws: Workspace): Promise<readonly string[]> {
  const faults = [...(await unclean(stage, ws, "after the kill"))];
  const stick = join(stage.folder, "stick");
  const [begun] = unfinishedVolumes(ws);
  const isDone = begun === undefined && ws.store.plans().some((plan) => plan.volumes.every((one) => one.writtenMs !== null));
  if (!isDone) {
    const request = { purpose: "hand-in", recipient: { kind: "county" }, plain: false, papers: [] } as const;
    const volumes = begun === undefined ? await beginVolumes(ws, request, LIMIT, UNWATCHED) : await resumeVolumes(ws);
    if (begun !== undefined && volumes.bundleId !== begun.bundle) faults.push("went on with another bundle");
    await writeVolumes(volumes, stick, UNWATCHED);
    await volumes.close();
  }
  const [plan] = ws.store.plans();
  const lying = new Set(readdirSync(stick));
  for (const { fileName } of plan?.volumes ?? []) {
    if (!lying.has(fileName)) faults.push(`not on the drive: ${fileName}`);
    else faults.push(...(await otherThan(ws, join(stick, fileName), plan?.bundle ?? "")));
  }
  return [...faults, ...(await unclean(stage, ws, "in the end"))];
}

async function otherThan(ws: Workspace, path: string, bundleId: string): Promise<readonly string[]> {
  const options = { stagingDir: ws.stagingDir, identities: ws.identities(), keyOfFeed: ws.store.keyOfFeed };
  const bundle = await ws.bundles.open(path, options, UNWATCHED);
  await bundle.receiveFiles(async (_file, bytes) => {
    for await (const block of bytes) void block;
  });
  await bundle.close();
  return bundle.bundleId === bundleId ? [] : [`${basename(path)} is of another bundle`];
}

/** Read again from the start: the same entries and originals as without the kill, and nothing else. */
async function faultsOfImport(stage: Stage, ws: Workspace, wanted: string): Promise<readonly string[]> {
  const faults = [...(await unclean(stage, ws, "after the kill"))];
  for (const path of stage.args.slice(1)) await importBundle(ws, path, { means: "usb" }, UNWATCHED);
  if (ws.store.digests().entriesDigest !== wanted) faults.push("other entries than without the kill");
  const { media } = await checkWorkspace(ws, true, UNWATCHED);
  if (media.missing + media.unnamed > 0) faults.push(`missing ${media.missing}, unnamed ${media.unnamed}`);
  const originals = (home: string) => filesBelow(join(home, "media")).filter((name) => /^[0-9a-f]{2}\//.test(name));
  const kept = originals(stage.home).join(" ");
  if (kept !== originals(join(stage.folder, "..", "whole", "home")).join(" ")) faults.push(`other files: ${kept}`);
  return [...faults, ...(await unclean(stage, ws, "in the end"))];
}
