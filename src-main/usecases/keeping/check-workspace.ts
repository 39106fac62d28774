// The integrity check: the union itself, what is reckoned from it, the signatures of its ends, and the originals. Each damage is told
// with its record and with what can be done.
import { Problem } from "../../domain/problem.ts";
import type { Progress } from "../ports/progress.ts";
import type { Damage, Digests, SoundnessReader } from "../ports/store/soundness.ts";
import type { Needs } from "../workspace.ts";
import { gaps, type DeviceGap, type GapsNeeds } from "../receipts/gaps.ts";
import { nameOriginal } from "../records/naming/name-damage.ts";
import { isIntact } from "../records/originals/originals-here.ts";
import type { FeedReader } from "../ports/store/feeds.ts";
import type { OriginalReader } from "../ports/store/originals.ts";
import type { RecordReader } from "../ports/store/records.ts";

export type CheckWorkspaceNeeds = GapsNeeds &
  Needs<FeedReader & OriginalReader & RecordReader & SoundnessReader, "bundles" | "joinPath" | "media" | "stagingDir" | "world">;

export type CheckResult = Digests &
  Readonly<{
    ok: boolean;
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
    problems: readonly Damage[];
  }>;

/** @param readMedia also reads every original and compares its hash. */
export async function checkWorkspace(ws: CheckWorkspaceNeeds, readMedia: boolean, progress: Progress): Promise<CheckResult> {
  const { problems, media, digests } = await findDamages(ws, readMedia, progress);
  return {
    ok: problems.length === 0,
    ...(digests ?? NO_DIGESTS),
    standings: readable(() => ws.store.standings(), {}),
    forks: readable(() => ws.store.forks(), []),
    media,
    gaps: readable(() => gaps(ws), []),
    problems,
  };
}

/** Looks for damages only, and notes what was found. @throws {Problem} `cancelled`, `disk-*` */
export async function findDamages(
  ws: CheckWorkspaceNeeds,
  readMedia: boolean,
  progress: Progress,
): Promise<Pick<CheckResult, "problems" | "media"> & Readonly<{ digests: Digests | null }>> {
  const copy = ws.joinPath(ws.stagingDir, `look-${ws.world.randomHex(3)}.db`);
  const { damages: found, digests } = await ws.store.examine(copy, progress.signal);
  const rested = <T>(work: () => Promise<T>, otherwise: T) => (found.length === 0 ? work() : restedOn(work, otherwise));
  const media = await rested(() => checkMedia(ws, readMedia, progress), NO_MEDIA);
  const heads = await rested(() => badHeads(ws, progress), []);
  return { problems: [...found, ...heads, ...originalDamages(ws, media)], media, digests };
}

const NO_DIGESTS: Digests = { entriesDigest: "", stateDigest: "", figuresDigest: "", entries: 0, records: 0 };
const NO_MEDIA: CheckResult["media"] = { named: 0, missing: 0, erased: 0, lost: [], damaged: [], unnamed: 0 };

/** What rests on damaged rows, which are told by themselves, may end in anything. */
async function restedOn<T>(work: () => Promise<T>, otherwise: T): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof Problem && cause.code !== "workspace-damaged") throw cause;
    return otherwise;
  }
}

/** What may rest on damaged rows, which are told by themselves. */
function readable<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch (cause) {
    if (cause instanceof Problem && cause.code !== "workspace-damaged") throw cause;
    return otherwise;
  }
}

/** Lets screens have their turn. */
function breath(): Promise<void> {
  return new Promise((done) => setImmediate(done));
}

async function badHeads(ws: Needs<FeedReader, "bundles">, progress: Progress): Promise<readonly Damage[]> {
  const bad: Damage[] = [];
  for (const head of ws.store.headSignatures()) {
    if (progress.signal.aborted) throw new Problem("cancelled", {});
    if (!ws.bundles.isSignedHead(head)) bad.push({ kind: "feed", place: `head ${head.hash}`, record: null });
    await breath();
  }
  return bad;
}

function originalDamages(ws: Needs<OriginalReader & RecordReader>, { lost, damaged }: CheckResult["media"]): readonly Damage[] {
  const tell = (kind: Damage["kind"]) => (sha256: string) => {
    const { record, file } = readable(() => nameOriginal(ws, sha256), { record: null, file: undefined });
    return { kind, place: `media ${sha256}`, record, ...(file !== undefined && { file }) };
  };
  return [...lost.map(tell("original-lost")), ...damaged.map(tell("original-changed"))];
}

async function checkMedia(
  ws: Needs<OriginalReader, "media">,
  readMedia: boolean,
  progress: Progress,
): Promise<CheckResult["media"]> {
  const named = new Map([...ws.store.namedMedia()].map((item) => [item.sha256, item.here]));
  const damaged: string[] = [];
  const found = new Set<string>();
  let unnamed = 0;
  for await (const file of ws.media.list()) {
    found.add(file.sha256);
    const row = ws.store.media(file.sha256);
    if (row === undefined) unnamed += 1;
    else if (row.sizeBytes !== file.sizeBytes || (readMedia && !(await isIntact(ws, file.sha256, progress))))
      damaged.push(file.sha256);
  }
  const missing = [...named].filter(([, here]) => !here).map(([sha256]) => sha256);
  const erased = missing.filter((sha256) => ws.store.isErased(sha256));
  const lost = [...named].filter(([sha256, here]) => here && !found.has(sha256)).map(([sha256]) => sha256);
  return { named: named.size, missing: missing.length - erased.length, erased: erased.length, lost, damaged, unnamed };
}
