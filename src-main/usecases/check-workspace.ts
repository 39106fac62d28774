// The integrity check: the file, the union's digests, the projection against a rebuild, and the originals.
import { Problem } from "../domain/problem.ts";
import type { Desk } from "./desk.ts";
import { gaps, type DeviceGap } from "./gaps.ts";
import type { Progress } from "./ports.ts";

export type CheckResult = Readonly<{
  ok: boolean;
  entriesDigest: string;
  stateDigest: string;
  figuresDigest: string;
  entries: number;
  records: number;
  /** Entries that are held and not shown, by the reason. */
  standings: Readonly<Record<string, number>>;
  /** Feeds written by one key in two places (同一密钥两台电脑). */
  forks: readonly string[];
  /** `missing`: named and never received; `lost`: received, and gone from the folder. */
  media: Readonly<{
    named: number;
    missing: number;
    erased: number;
    lost: readonly string[];
    damaged: readonly string[];
    unnamed: number;
  }>;
  /** What has not arrived from whom; a gap is no damage. */
  gaps: readonly DeviceGap[];
  problems: readonly string[];
}>;

/** @param readMedia also reads every original and compares its hash. */
export async function checkWorkspace(desk: Desk, readMedia: boolean, progress: Progress): Promise<CheckResult> {
  const media = await checkMedia(desk, readMedia, progress);
  const spoiled = [...media.lost.map((sha256) => `media lost ${sha256}`), ...media.damaged.map((sha256) => `media ${sha256}`)];
  const problems = [...desk.store.integrity(), ...spoiled];
  return {
    ok: problems.length === 0,
    ...desk.store.digests(),
    figuresDigest: desk.store.figuresDigest(),
    standings: desk.store.standings(),
    forks: desk.store.forks(),
    media,
    gaps: gaps(desk),
    problems,
  };
}

async function checkMedia(desk: Desk, readMedia: boolean, progress: Progress): Promise<CheckResult["media"]> {
  const named = new Map([...desk.store.namedMedia()].map((item) => [item.sha256, item.here]));
  const damaged: string[] = [];
  const found = new Set<string>();
  let unnamed = 0;
  for await (const file of desk.media.list()) {
    found.add(file.sha256);
    const row = desk.store.media(file.sha256);
    if (row === undefined) unnamed += 1;
    else if (row.sizeBytes !== file.sizeBytes || (readMedia && !(await isIntact(desk, file.sha256, progress))))
      damaged.push(file.sha256);
  }
  const missing = [...named].filter(([, here]) => !here).map(([sha256]) => sha256);
  const erased = missing.filter((sha256) => desk.store.isErased(sha256));
  const lost = [...named].filter(([sha256, here]) => here && !found.has(sha256)).map(([sha256]) => sha256);
  return { named: named.size, missing: missing.length - erased.length, erased: erased.length, lost, damaged, unnamed };
}

/** A file that the disk no longer gives back is as damaged as one that reads differently; the check goes on. */
async function isIntact(desk: Desk, sha256: string, progress: Progress): Promise<boolean> {
  try {
    return await desk.media.isWhole(sha256, progress);
  } catch (error) {
    if (!(error instanceof Problem) || error.code === "cancelled") throw error;
    return false;
  }
}
