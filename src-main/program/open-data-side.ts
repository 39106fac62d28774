// The data side of a running program: first start, unlocking, the router over the open workspace, files for the shell.
import { createHash, randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { openChangeBell } from "../api/changes.ts";
import type { DataSide, DataSideOptions, MediaWish, OpenedMedia } from "../api/data-side.ts";
import type { Beginning, Host, OpenWorkspace, RebuiltPc, Rebuilding, Stage, TaskDesk } from "../api/host.ts";
import { createRouter } from "../api/router.ts";
import { openTaskDesk } from "../api/tasks.ts";
import { createWorkspace } from "./create-workspace.ts";
import { openWorkspace, PRODUCT, type Surroundings, type Workspace } from "./workspaces.ts";
import { DEMO_PIN, DEMO_SEAT_MS, runDemo } from "../demo/run-demo.ts";
import { portableName } from "../domain/file-names.ts";
import { Problem } from "../domain/problem.ts";
import { freeSpace, listFolder, makeFolder, sizeOfFile, writeNewFile } from "../drives/folders.ts";
import { markOf } from "../drives/drive-mark.ts";
import { watchDrives, type DriveWatch } from "../drives/watch-drives.ts";
import { builtinCampaigns } from "./builtin-campaigns.ts";
import { driveDesk, listRoots } from "./drive-desk.ts";
import { builtinCampaignOf, rebuildWorkspace } from "./rebuild.ts";
import { restoreWorkspace } from "./restore.ts";
import type { Desk } from "../usecases/desk.ts";
import { nameOfOriginal } from "../usecases/name-original.ts";
import type { Progress } from "../usecases/ports.ts";
import { openProgramHome, programHome, type ProgramHome } from "./home.ts";
import { openSaveDesk } from "./save-desk.ts";
import { openShownPaths, type ShownPaths } from "./shown-paths.ts";
import { attachOne, openUploads, thisRun, type Uploads } from "./uploads.ts";
import { openUpdateDesk } from "./update-desk.ts";

/**
 * `home`: the program's folder; `workspace`: one to open instead of the last. In tests `surroundings` differ, and `publishers`: the
 * text of the list of publishers' keys.
 */
export type ProgramOptions = DataSideOptions &
  Readonly<{ home?: string; workspace?: string; surroundings?: Surroundings; publishers?: string }>;

/** What is open now. It changes at first start, unlock and lock. */
type Seat = { workspace: Workspace | undefined; folder: string; demo: boolean; unlocked: boolean };

/** Papers that a screen may fetch by their hash, in this run. */
type Offered = Map<string, OpenedMedia>;

/** Opens the data side. @throws {Problem} `workspace-busy`, `workspace-damaged`, `workspace-newer` */
export async function openDataSide(options: ProgramOptions): Promise<DataSide> {
  const home = openProgramHome(options.home ?? programHome(process.env));
  const surroundings = options.surroundings ?? PRODUCT;
  const uploads = openUploads(join(home.folder, "incoming"), thisRun(), randomUUID);
  const shown = openShownPaths(options.onlyShownPaths === true);
  const seat = await takeSeat(home, options.workspace, surroundings);
  const offered: Offered = new Map();
  const changes = openChangeBell();
  const watch = watchDrives(() => changes.ring("drives"));
  const updates = await openUpdateDesk(home, options.installedAs ?? "checkout", options.publishers);
  const host = {
    ...hostOf(home, seat, uploads, offered, options, surroundings),
    ...driveParts(home, seat, watch, shown),
    updates: updates.host,
    changes,
  };
  const open = (wish: MediaWish): ReturnType<DataSide["openMedia"]> => openMedia(seat, offered, wish);
  const saving = openSaveDesk({ openMedia: open, tasks: host.tasks, markOf });
  return {
    router: createRouter(host),
    openMedia: open,
    attach: (files) => Promise.all(files.map((file) => attachOne(uploads, file, host.report))),
    admit: shown.note,
    nameToSave: saving.nameOf,
    save: saving.save,
    preparedUpdate: () => {
      assertQuiet(host.tasks);
      return updates.prepared();
    },
    close: async () => {
      watch.close();
      await uploads.close();
      await seat.workspace?.close();
    },
  };
}

async function takeSeat(home: ProgramHome, asked: string | undefined, surroundings: Surroundings): Promise<Seat> {
  const known = asked === undefined ? home.read().workspace : { folder: asked, demo: false };
  if (known === null || !existsSync(join(known.folder, "anbao.db")))
    return { workspace: undefined, folder: "", demo: false, unlocked: false };
  const pin = known.demo ? DEMO_PIN : undefined;
  const workspace = await openWorkspace(
    known.folder,
    pin,
    known.demo ? demoSurroundings(known.folder, surroundings) : surroundings,
  );
  return { workspace, folder: known.folder, demo: known.demo, unlocked: known.demo };
}

function hostOf(
  home: ProgramHome,
  seat: Seat,
  uploads: Uploads,
  offered: Offered,
  options: ProgramOptions,
  surroundings: Surroundings,
): Omit<Host, keyof ReturnType<typeof driveParts> | "changes" | "updates"> {
  const { world } = surroundings;
  const report = (error: unknown) => {
    const id = world.randomHex(4);
    home.log(id, error);
    return id;
  };
  const tasks = openTaskDesk(world.nowMs, world.uuid, report);
  return {
    stage: () => stageOf(seat),
    begin: (wish) => begin(home, seat, wish, surroundings),
    restore: (file, progress) => restore(home, seat, file, surroundings, progress),
    rebuild: (wish, progress) => rebuild(home, seat, wish, surroundings, progress),
    beginDemo: (role, watch) => beginDemo(home, seat, role, watch, surroundings),
    unlock: (person, pin) => unlock(seat, person, pin),
    lock: () => lock(seat, tasks),
    deviceName: hostname(),
    campaigns: builtinCampaigns,
    tasks,
    uploads,
    mediaUrl: options.mediaUrl,
    offerDownload: (saveAs, mime, bytes) => {
      const sha256 = createHash("sha256").update(bytes).digest("hex");
      offer(offered, sha256, { mime, inline: false, saveAs: portableName(saveAs, "安报"), bytes });
      return options.mediaUrl(sha256, "original");
    },
    personSettings: home.personSettings,
    explanations: home.explanations,
    report,
  };
}

/** Papers stay for saving them once more, but a day of printing does not fill the memory. */
const MOST_OFFERED = 16;

function offer(offered: Offered, sha256: string, paper: OpenedMedia): void {
  offered.delete(sha256);
  offered.set(sha256, paper);
  for (const oldest of [...offered.keys()].slice(0, -MOST_OFFERED)) offered.delete(oldest);
}

function driveParts(
  home: ProgramHome,
  seat: Seat,
  watch: DriveWatch,
  shown: ShownPaths,
): Pick<Host, "folders" | "drives" | "admitPath"> {
  return {
    admitPath: shown.admit,
    folders: {
      roots: async () => {
        const roots = await listRoots(watch);
        shown.note(roots.map(({ path }) => path));
        return roots;
      },
      list: listFolder,
      make: makeFolder,
      write: writeNewFile,
      sizeOf: sizeOfFile,
      workspaceSpace: async () => ({ freeBytes: await freeSpace(seat.folder === "" ? home.folder : seat.folder) }),
    },
    drives: driveDesk(watch),
  };
}

function stageOf(seat: Seat): Stage {
  if (seat.workspace === undefined) return { stage: "first-start" };
  const workspace: OpenWorkspace = { ...seat.workspace, folder: seat.folder, demo: seat.demo };
  return { stage: seat.unlocked ? "ready" : "locked", workspace };
}

async function begin(home: ProgramHome, seat: Seat, wish: Beginning, surroundings: Surroundings): Promise<string | undefined> {
  const folder = join(home.folder, wish.role === "county" ? "county" : `unit-${wish.unit ?? ""}`);
  const created = await createWorkspace({ ...wish, folder, campaign: builtinCampaignOf(wish.campaign) }, surroundings);
  await sitDown(home, seat, created, folder, false);
  return created.recoveryIdentity;
}

/** The restored workspace is locked: its PINs are those of the backup. */
async function restore(
  home: ProgramHome,
  seat: Seat,
  file: string,
  surroundings: Surroundings,
  progress: Progress,
): Promise<void> {
  const folder = join(home.folder, `restored-${surroundings.world.nowMs()}`);
  await restoreWorkspace(file, folder, surroundings.world, progress);
  await sitDown(home, seat, await openWorkspace(folder, undefined, surroundings), folder, false);
  seat.unlocked = false;
}

async function rebuild(
  home: ProgramHome,
  seat: Seat,
  wish: Rebuilding,
  surroundings: Surroundings,
  progress: Progress,
): Promise<RebuiltPc> {
  const folder = join(home.folder, `rebuilt-${surroundings.world.nowMs()}`);
  const made = await rebuildWorkspace({ ...wish, folder, campaignOf: builtinCampaignOf }, progress, surroundings);
  await sitDown(home, seat, made, folder, false);
  return { identity: made.recoveryIdentity ?? "", taken: made.rebuilt.taken.length, refused: made.rebuilt.refused };
}

async function sitDown(home: ProgramHome, seat: Seat, workspace: Workspace, folder: string, demo: boolean): Promise<void> {
  await seat.workspace?.close();
  Object.assign(seat, { workspace, folder, demo, unlocked: true });
  home.change({ workspace: { folder, demo } });
}

/** In the demo the clock goes on from the last day of its month; the folder's name says when that was. */
function demoSurroundings(folder: string, surroundings: Surroundings): Surroundings {
  const { world } = surroundings;
  const madeAtMs = Number(/demo-(\d+)/.exec(folder)?.[1] ?? world.nowMs());
  return { ...surroundings, world: { ...world, nowMs: () => DEMO_SEAT_MS + (world.nowMs() - madeAtMs) } };
}

/** Steps that the demo tells of, for its progress. */
const DEMO_STEPS = 8;

async function beginDemo(
  home: ProgramHome,
  seat: Seat,
  role: "unit" | "county",
  watch: (done: number, total: number) => void,
  surroundings: Surroundings,
): Promise<void> {
  const folder = join(home.folder, `demo-${surroundings.world.nowMs()}`);
  let told = 0;
  const result = await runDemo(folder, () => watch(Math.min((told += 1), DEMO_STEPS), DEMO_STEPS));
  const place = join(folder, role === "county" ? result.county : (result.units[0] ?? ""));
  await sitDown(home, seat, await openWorkspace(place, DEMO_PIN, demoSurroundings(place, surroundings)), place, true);
}

/** @throws {Problem} `pin-wrong`, `pin-wait`; the workspace then stays open and locked */
function unlock(seat: Seat, person: string, pin: string): void {
  openDesk(seat).keys.unlock(pin, person);
  seat.unlocked = true;
}

/** Screens are shut at once; the secrets go as soon as no task needs them, so that a long export is not cut off by a coffee break. */
function lock(seat: Seat, tasks: TaskDesk): void {
  const desk = openDesk(seat);
  seat.unlocked = false;
  void forgetWhenQuiet(seat, desk, tasks);
}

async function forgetWhenQuiet(seat: Seat, desk: Desk, tasks: TaskDesk): Promise<void> {
  const never = new AbortController().signal;
  while (tasks.list().some((task) => task.state === "running")) await tasks.changed(never);
  if (!seat.unlocked) desk.keys.lock();
}

/** @throws {Problem} `update-tasks-running`: an installer ends the program */
function assertQuiet(tasks: TaskDesk): void {
  const count = tasks.list().filter((task) => task.state === "running").length;
  if (count > 0) throw new Problem("update-tasks-running", { count });
}

/** @throws {Problem} `workspace-not-found` */
function openDesk(seat: Seat): Desk {
  if (seat.workspace === undefined) throw new Problem("workspace-not-found", { path: "" });
  return seat.workspace.desk;
}

/** Classes that a page may show; anything else is saved. */
const SHOWN = /^(image|video|audio)\//;

/** An original, a small picture that is made once and kept beside the originals, or a paper that was offered. */
async function openMedia(seat: Seat, offered: Offered, { sha256, variant, name }: MediaWish): Promise<OpenedMedia | undefined> {
  if (seat.workspace === undefined || !seat.unlocked) return undefined;
  const paper = offered.get(sha256);
  if (paper !== undefined) return paper;
  const { desk } = seat.workspace;
  const kept = desk.store.media(sha256);
  if (kept === undefined) return variant === "preview" ? sentPicture(desk, sha256) : undefined;
  const path = desk.media.pathOf(sha256);
  const saveAs = nameOfOriginal(desk.store, sha256, kept.ext, name);
  if (variant === "original") return { path, sizeBytes: kept.sizeBytes, mime: kept.mime, inline: SHOWN.test(kept.mime), saveAs };
  const preview = await desk.previews.of(sha256, { mime: kept.mime }).catch(noPictureNow);
  return preview === undefined
    ? undefined
    : { path: preview.path, sizeBytes: preview.sizeBytes, mime: "image/jpeg", inline: true, saveAs };
}

/** A picture that cannot be drawn, or not yet, is absent; the screen then asks which. */
function noPictureNow(cause: unknown): undefined {
  if (!(cause instanceof Problem)) throw cause;
}

/** What a sender gave for an original that has not come. */
function sentPicture({ store, previews }: Desk, sha256: string): OpenedMedia | undefined {
  const sent = store.isErased(sha256) ? undefined : previews.sent(sha256);
  return sent === undefined ? undefined : { ...sent, mime: "image/jpeg", inline: true, saveAs: `${sha256.slice(0, 12)}.jpg` };
}
