// Exports a bundle in volumes, to one drive or to several: planned whole first, written one by one, gone on with on another day.
import { join } from "node:path";
import { Problem } from "../../../domain/problem.ts";
import { sayNumbers } from "../../../domain/bundle/volumes.ts";
import type { Workspace, Needs } from "../../workspace.ts";
import {
  gatherExport,
  noteExport,
  saidOf,
  writeOrRelease,
  type GatheredExport,
  type ExportBundleNeeds,
} from "./export-bundle.ts";
import type { OpenVolumes, VolumeTarget } from "../../ports/bundles.ts";
import type { Progress } from "../../ports/progress.ts";
import type { ExportPlan, VolumeWriter, VolumeReader } from "../../ports/store/volumes.ts";
import { explainOriginal } from "../../records/originals/originals-here.ts";
import { isSameVolume, type IsSameVolumeNeeds } from "../drive/is-same-volume.ts";
import { explainedByDrive, onDrive } from "../drive/stay-on-drive.ts";
import type { ExportRequest } from "../choose/choose-contents.ts";
import type { ExportWriter } from "../../ports/store/exports.ts";
import type { OriginalReader } from "../../ports/store/originals.ts";
import type { RecordReader } from "../../ports/store/records.ts";

export type ExportVolumesNeeds = ExportBundleNeeds &
  IsSameVolumeNeeds &
  Needs<
    ExportWriter & OriginalReader & RecordReader & VolumeWriter,
    "bundles" | "drives" | "fits" | "keeping" | "media" | "previews" | "stagingDir" | "unlocked" | "world"
  >;

/** A volume of a plan; `writtenMs` null: not yet. */
export type VolumeState = ExportPlan["volumes"][number];

/** Looks at a volume that was written. Where it throws, the volume counts as not written, and its file goes. */
type Passed = (path: string) => Promise<unknown>;

/** Volumes that are being written. Its temporary files stay until it is closed. */
export type VolumeExport = Readonly<{
  number: number;
  bundleId: string;
  /** What the bundle holds; absent where an earlier plan is gone on with. */
  said: ReturnType<typeof saidOf> | undefined;
  volumes(): readonly VolumeState[];
  /**
   * A volume that already lies in the folder, whole, is left as it is.
   * @throws {Problem} `drive-too-small`, `drive-file-too-large`, `bundle-exists`, `media-*`, `disk-*`, `cancelled`; then nothing of it is left
   */
  write(
    volume: number,
    folder: string,
    progress: Progress,
    passed?: Passed,
  ): Promise<Readonly<{ path: string; sizeBytes: number }>>;
  /** A bundle of which nothing was written is as if it had never been. */
  close(): Promise<void>;
}>;

/**
 * Plans a bundle in volumes of at most `limitBytes` each. Volume 1 has to be written first.
 *
 * @throws {Problem} `volume-too-small`, `volumes-too-many`, as {@link gatherExport}
 * @see design.md §3 Volumes
 */
export async function beginVolumes(
  ws: ExportVolumesNeeds,
  request: Omit<ExportRequest, "folder">,
  limitBytes: number,
  progress: Progress,
): Promise<VolumeExport> {
  dropUnwritten(ws);
  const gathered = await gatherExport(ws, request, progress);
  const { number, source } = gathered;
  const state = { named: false };
  const target = targetOf(ws, gathered, limitBytes, () => {
    state.named = true;
    return Promise.resolve();
  });
  const open = await writeOrRelease(ws, number, async () => {
    const planned = await ws.bundles.plan(source, target, progress).catch((cause: unknown) => {
      throw explainOriginal(ws, cause);
    });
    try {
      keepPlan(ws, planned, number, target);
      return planned;
    } catch (cause) {
      await planned.close();
      throw cause;
    }
  });
  return exportOf(ws, open, number, { gathered, named: () => state.named });
}

function keepPlan(
  ws: Needs<VolumeWriter>,
  open: OpenVolumes,
  number: number,
  { baseName, recipients, limitBytes }: VolumeTarget,
): void {
  const volumes = open.volumes.map((volume) => ({ ...volume, writtenMs: null }));
  const { bundleId: bundle, statement } = open;
  ws.store.keepPlan({ number, bundle, baseName, recipients, limitBytes, statement, volumes });
}

/**
 * Goes on with a bundle whose volume 1 was written: the others follow from its list and the originals.
 *
 * @param number of the bundle; by default the last one with volumes left.
 * @throws {Problem} `volume-plan-none`
 */
export async function resumeVolumes(ws: ExportVolumesNeeds, number?: number): Promise<VolumeExport> {
  const known = ws.store.plans().filter(isBegun);
  const wanted = number ?? known.find(isUnfinished)?.number;
  const plan = known.some((one) => one.number === wanted) && wanted !== undefined ? ws.store.plan(wanted) : undefined;
  if (plan === undefined) throw new Problem("volume-plan-none", {});
  const { signer } = ws.unlocked();
  const media = (sha256: string) => {
    const row = ws.store.isErased(sha256) ? undefined : ws.store.media(sha256);
    return row === undefined ? undefined : { ...row, path: ws.media.pathOf(sha256) };
  };
  const preview = async (sha256: string) => {
    const mime = ws.store.media(sha256)?.mime;
    const file = mime === undefined ? undefined : await ws.previews.of(sha256, { mime });
    return file === undefined ? undefined : { sha256, file };
  };
  const open = await ws.bundles.replan(
    { bundleId: plan.bundle, statement: plan.statement, signer, media, preview },
    targetOf(ws, plan, plan.limitBytes, () => Promise.resolve()),
  );
  return exportOf(ws, open, plan.number, undefined);
}

/** Own bundles whose first volume is written and another is not, the newest first. */
export function unfinishedVolumes(ws: Needs<VolumeReader>): readonly Omit<ExportPlan, "statement">[] {
  return ws.store.plans().filter((plan) => isBegun(plan) && isUnfinished(plan));
}

/** Gives up what is left to write; volumes that are written stay good. */
export function giveUpVolumes(ws: Needs<VolumeWriter>, number: number): void {
  const plan = unfinishedVolumes(ws).find((one) => one.number === number);
  if (plan === undefined) throw new Problem("volume-plan-none", {});
  ws.store.dropPlan(number);
}

/** How writing to one folder ended; `stopped`: why not all are written. */
export type WrittenVolumes = Readonly<{
  files: readonly Readonly<{ volume: number; path: string; sizeBytes: number }>[];
  stopped: Problem | undefined;
}>;

const ROOM: ReadonlySet<string> = new Set(["drive-too-small", "drive-file-too-large", "disk-full"]);

/**
 * Writes the volumes that have room in a folder, in their order, until one has none.
 *
 * @param request `from`: the first to write, also if it was written before, by default those not written yet; `most`: how many.
 * @param passed looks at each volume that stands, before it counts as written and the next one begins.
 * @throws {Problem} the reason where not one has room, and every other failure; volumes that are written stay.
 */
export async function writeVolumes(
  volumes: VolumeExport,
  folder: string,
  progress: Progress,
  { from, most }: Readonly<{ from?: number | undefined; most?: number | undefined }> = {},
  passed?: Passed,
): Promise<WrittenVolumes> {
  const wanted = volumes
    .volumes()
    .filter((one) => (from === undefined ? one.writtenMs === null : one.number >= from))
    .slice(0, most);
  const total = wanted.reduce((sum, one) => sum + one.sizeBytes, 0);
  const files: { volume: number; path: string; sizeBytes: number }[] = [];
  let before = 0;
  for (const { number, sizeBytes } of wanted) {
    const start = before;
    const part = (done: number, of: number) =>
      progress.report(start + (of === 0 ? 0 : Math.floor((done / of) * sizeBytes)), total);
    try {
      const written = await volumes.write(number, folder, { signal: progress.signal, report: part }, passed);
      files.push({ volume: number, ...written });
    } catch (error) {
      if (error instanceof Problem && ROOM.has(error.code) && files.length > 0) return { files, stopped: error };
      throw error;
    }
    before += sizeBytes;
  }
  return { files, stopped: undefined };
}

/** Which are written and which are left, as people say it. */
export function unwrittenProblem(volumes: VolumeExport): Problem<"volumes-unwritten"> | undefined {
  const left = volumes.volumes().filter((one) => one.writtenMs === null);
  const done = volumes.volumes().filter((one) => one.writtenMs !== null);
  if (left.length === 0) return undefined;
  const say = (list: readonly VolumeState[]) => sayNumbers(list.map((one) => one.number));
  return new Problem("volumes-unwritten", { number: volumes.number, written: say(done), left: say(left) });
}

/** A bundle that was begun just now. `named`: whether a volume of it may turn up on a drive. */
type Begun = Readonly<{ gathered: GatheredExport; named: () => boolean }>;

function exportOf(ws: ExportVolumesNeeds, open: OpenVolumes, number: number, begun: Begun | undefined): VolumeExport {
  const gathered = begun?.gathered;
  const states = () => ws.store.plans().find((plan) => plan.number === number)?.volumes ?? [];
  const total = open.volumes.reduce((sum, volume) => sum + volume.sizeBytes, 0);
  return {
    number,
    bundleId: open.bundleId,
    said: gathered === undefined ? undefined : saidOf(gathered),
    volumes: states,
    write: async (volume, folder, progress, passed) => {
      const written = await onDrive(
        ws,
        folder,
        () => open.write(volume, folder, progress).catch((cause: unknown) => Promise.reject(explainOriginal(ws, cause))),
        ({ path }) => ws.keeping.drop(path),
      ).catch((cause: unknown) => explainedByDrive(ws, folder, () => whereItLies(ws, open, volume, folder, cause, progress)));
      await passed?.(written.path).catch(async (cause: unknown) => {
        await ws.keeping.drop(written.path).catch(() => undefined); // the drive may be gone
        throw cause;
      });
      if (volume === 1 && gathered !== undefined && states()[0]?.writtenMs === null)
        noteExport(ws, gathered, open.bundleId, open.volumes[0]?.fileName ?? "", total);
      ws.store.noteWritten(number, volume, ws.world.nowMs());
      return written;
    },
    close: async () => {
      await open.close();
      if (begun !== undefined && states().every((one) => one.writtenMs === null)) forget(ws, number, begun.named());
    },
  };
}

/** A volume that already lies there, whole, is written. @throws the cause for any other file */
async function whereItLies(
  ws: IsSameVolumeNeeds,
  { bundleId, volumes }: OpenVolumes,
  volume: number,
  folder: string,
  cause: unknown,
  progress: Progress,
): Promise<Readonly<{ path: string; sizeBytes: number }>> {
  const planned = volumes[volume - 1];
  if (!(cause instanceof Problem) || cause.code !== "bundle-exists" || planned === undefined) throw cause;
  const path = join(folder, planned.fileName);
  if (!(await isSameVolume(ws, path, { bundleId, volume }, progress))) throw cause;
  return { path, sizeBytes: planned.sizeBytes };
}

function targetOf(
  ws: Pick<Workspace, "fits" | "stagingDir">,
  { baseName, recipients }: Readonly<{ baseName: string; recipients: readonly string[] }>,
  limitBytes: number,
  named: () => Promise<void>,
): VolumeTarget {
  return { baseName, stagingDir: ws.stagingDir, recipients, fits: ws.fits, named, limitBytes };
}

function isBegun(plan: Omit<ExportPlan, "statement">): boolean {
  return plan.volumes[0]?.writtenMs !== null;
}

function isUnfinished(plan: Omit<ExportPlan, "statement">): boolean {
  return plan.volumes.some((volume) => volume.writtenMs === null);
}

/** Plans of a run that was cut off before volume 1 stood. Their numbers stay taken: the file may lie on the drive all the same. */
function dropUnwritten(ws: Needs<VolumeWriter>): void {
  for (const plan of ws.store.plans()) if (!isBegun(plan)) ws.store.dropPlan(plan.number);
}

function forget(ws: Needs<ExportWriter & VolumeWriter>, number: number, named: boolean): void {
  ws.store.dropPlan(number);
  if (!named) ws.store.releaseExport(number);
}
