// The data side of a running program: first start, unlocking, the router over the open workspace, files for the shell.
import { createHash, randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { join } from "node:path";
import { openChangeBell } from "../api/changes.ts";
import type { DataSide, DataSideOptions, MediaWish } from "../api/data-side.ts";
import type { Beginning, Host, RebuiltPc, Rebuilding, TaskDesk } from "../api/host.ts";
import { createRouter } from "../api/router.ts";
import { openTaskDesk, untilQuiet } from "../api/tasks.ts";
import { createWorkspace } from "./create-workspace.ts";
import { openWorkspace, PRODUCT, type Surroundings } from "./workspaces.ts";
import { DEMO_PIN, runDemo } from "../demo/run-demo.ts";
import { portableName } from "../domain/file-names.ts";
import { sweepOld } from "../disk/sweep-old.ts";
import { Problem } from "../domain/problem.ts";
import { freeSpace, listFolder, makeFolder, sizeOfFile, writeNewFile } from "../drives/folders.ts";
import { markOf } from "../drives/drive-mark.ts";
import { watchDrives, type DriveWatch } from "../drives/watch-drives.ts";
import { builtinCampaigns } from "./builtin-campaigns.ts";
import { openCutOffWork } from "./cut-off-work.ts";
import { lookOverSeat } from "./look-over-seat.ts";
import { driveDesk, listRoots } from "./drive-desk.ts";
import { builtinCampaignOf, rebuildWorkspace } from "./rebuild.ts";
import { restoreWorkspace } from "./restore.ts";
import type { Desk } from "../usecases/desk.ts";
import type { Progress } from "../usecases/ports.ts";
import { programHome } from "../logs/log-file.ts";
import { endAll } from "./end-all.ts";
import { sweepHalfMade } from "./half-made.ts";
import { diagnosticLines } from "./diagnostics.ts";
import { openProgramHome, type ProgramHome } from "./home.ts";
import { offer, openMedia, type Offered } from "./open-media.ts";
import { openedDesk } from "./opened-file.ts";
import { runningWork } from "./running-work.ts";
import {
  demoSurroundings,
  keptCopy,
  openOther,
  retrySeat,
  sitDown,
  stageOf,
  takeSeat,
  waysOut,
  type Seat,
  type Seating,
} from "./seat.ts";
import { openSaveDesk } from "./save-desk.ts";
import { openShownPaths, type ShownPaths } from "./shown-paths.ts";
import { attachOne, openUploads, thisRun, type Uploads } from "./uploads.ts";
import { WORKSPACE_NAMES } from "./workspace-names.ts";
import { openUpdateDesk } from "./update-desk.ts";

/**
 * `home`: the program's folder; `workspace`: one to open instead of the last. In tests `surroundings` differ, and `publishers`: the
 * text of the list of publishers' keys.
 */
export type ProgramOptions = DataSideOptions &
  Readonly<{ home?: string; workspace?: string; surroundings?: Surroundings; publishers?: string }>;

/** What a restore that was cut off leaves. @see restore.ts */
const HALF_RESTORED = /^restored-\d+\.part-[0-9a-f]{8}$/;

/**
 * Opens the data side. A workspace that cannot be opened is a stage of it: the screens say why and offer the ways out.
 *
 * @throws {Problem} `disk-full`, `disk-read-only` if the program's own folder cannot be made
 */
export async function openDataSide(options: ProgramOptions): Promise<DataSide> {
  const home = openProgramHome(options.home ?? programHome(process.env));
  const surroundings = options.surroundings ?? PRODUCT;
  sweepOld(home.folder, HALF_RESTORED, Date.now());
  sweepHalfMade(home.folder);
  const report = reporter(home, surroundings);
  const tasks = openTaskDesk(surroundings.world.nowMs, surroundings.world.uuid, report);
  const seating: Seating = { home, asked: options.workspace, surroundings, tasks, report };
  const uploads = openUploads(join(home.folder, "incoming"), thisRun(), randomUUID);
  const cutOff = openCutOffWork(join(home.folder, "running"), thisRun(), tasks);
  const seat = await takeSeat(seating);
  const own = (): readonly string[] => [home.folder, seat.folder];
  const shown = openShownPaths({ asksPerson: options.asksPerson === true, own });
  const offered: Offered = new Map();
  const changes = openChangeBell();
  const watch = watchDrives(() => changes.ring("drives"));
  const updates = await openUpdateDesk(home, options.installedAs ?? "checkout", options.publishers);
  const opened = openedDesk(randomUUID);
  const host: Host = {
    ...hostOf(seating, seat, uploads, offered, options),
    ...driveParts(home, seat, watch, shown),
    ...seatParts(seating, seat),
    unlock: (person, pin) => {
      unlock(seat, person, pin);
      lookOver();
    },
    updates: updatesOf(updates.host, options),
    opened,
    cutOff,
    diagnostics: () => diagnosticLines(seat, home.log),
    changes,
  };
  const lookOver = (): void => lookOverSeat(seat, host);
  lookOver();
  const work = runningWork(host.tasks, uploads);
  const open = (wish: MediaWish): ReturnType<DataSide["openMedia"]> => openMedia(seat, offered, wish);
  const saving = openSaveDesk({ openMedia: open, tasks: host.tasks, own, markOf });
  return {
    work,
    newPage: uploads.pageGone,
    openFile: (path) => {
      if (!opened.put(path)) return;
      shown.note([path]);
      changes.ring("opened");
    },
    diagnostics: host.diagnostics,
    router: createRouter(host),
    openMedia: open,
    attach: (files) => Promise.all(files.map((file) => attachOne(uploads, file, host))),
    admit: shown.note,
    nameToSave: saving.nameOf,
    save: saving.save,
    setUpdateAddress: (address) => {
      updates.host.setAddress(address);
      changes.ring("settings");
    },
    preparedUpdate: () => whenQuiet(host.tasks, updates.prepared),
    close: () => endAll(watch.close, cutOff.ending, work.stop, uploads.close, () => seat.workspace?.close()),
  };
}

function reporter(home: ProgramHome, { world }: Surroundings): Host["report"] {
  return (error) => {
    const id = world.randomHex(4);
    home.log.failure(id, error);
    return id;
  };
}

type SeatParts = Pick<Host, "stage" | "retry" | "waysOut" | "openOther" | "keptCopy">;

function seatParts(seating: Seating, seat: Seat): SeatParts {
  return {
    stage: () => stageOf(seat),
    retry: () => retrySeat(seat, seating),
    waysOut: () => waysOut(seating.home, seat),
    openOther: (name) => openOther(seating, seat, name),
    keptCopy: (name) => keptCopy(seating.home, seat, name),
  };
}

function hostOf(
  seating: Seating,
  seat: Seat,
  uploads: Uploads,
  offered: Offered,
  options: ProgramOptions,
): Omit<
  Host,
  keyof ReturnType<typeof driveParts> | keyof SeatParts | "changes" | "updates" | "opened" | "cutOff" | "diagnostics" | "unlock"
> {
  const { home, tasks, report } = seating;
  return {
    begin: (wish) => begin(seating, seat, wish),
    restore: (file, progress) => restore(seating, seat, file, progress),
    rebuild: (wish, progress) => rebuild(seating, seat, wish, progress),
    beginDemo: (role, watch) => beginDemo(seating, seat, role, watch),
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
    report,
  };
}

function driveParts(
  home: ProgramHome,
  seat: Seat,
  watch: DriveWatch,
  shown: ShownPaths,
): Pick<Host, "folders" | "drives" | "admitPath" | "admitTarget"> {
  const drives = driveDesk(watch);
  return {
    admitPath: shown.admit,
    admitTarget: shown.admitTarget,
    folders: {
      roots: async () => {
        const roots = await listRoots(watch);
        shown.note(roots.map(({ path }) => path));
        return roots;
      },
      list: async (path) => {
        const listing = await listFolder(shown.admitFolder(path));
        const { parent } = listing;
        return { ...listing, parent: parent !== null && shown.isOpen(parent) ? parent : null };
      },
      make: async (parent, name) => makeFolder(shown.admitTarget(parent), name),
      write: async (folder, name, bytes) => writeNewFile(shown.admitTarget(folder), name, bytes),
      sizeOf: sizeOfFile,
      workspaceSpace: async () => ({ freeBytes: await freeSpace(seat.folder === "" ? home.folder : seat.folder) }),
    },
    drives: { ...drives, preflight: async (folder, neededBytes) => drives.preflight(shown.admitTarget(folder), neededBytes) },
  };
}

async function begin(seating: Seating, seat: Seat, wish: Beginning): Promise<string | undefined> {
  const { home, surroundings } = seating;
  const folder = join(home.folder, wish.role === "county" ? WORKSPACE_NAMES.county() : WORKSPACE_NAMES.unit(wish.unit ?? ""));
  const created = await createWorkspace({ ...wish, folder, campaign: builtinCampaignOf(wish.campaign) }, surroundings);
  await sitDown(seating, seat, created, folder, false);
  return created.recoveryIdentity;
}

/** The restored workspace is locked: its PINs are those of the backup. */
async function restore(seating: Seating, seat: Seat, file: string, progress: Progress): Promise<void> {
  const { home, surroundings } = seating;
  const folder = join(home.folder, WORKSPACE_NAMES.restored(surroundings.world.nowMs()));
  await restoreWorkspace(file, folder, surroundings.world, progress);
  await sitDown(seating, seat, await openWorkspace(folder, undefined, surroundings), folder, false);
  seat.unlocked = false;
}

async function rebuild(seating: Seating, seat: Seat, wish: Rebuilding, progress: Progress): Promise<RebuiltPc> {
  const { home, surroundings } = seating;
  const folder = join(home.folder, WORKSPACE_NAMES.rebuilt(surroundings.world.nowMs()));
  const made = await rebuildWorkspace({ ...wish, folder, campaignOf: builtinCampaignOf }, progress, surroundings);
  await sitDown(seating, seat, made, folder, false);
  return { identity: made.recoveryIdentity ?? "", taken: made.rebuilt.taken.length, refused: made.rebuilt.refused };
}

/** Steps that the demo tells of, for its progress. */
const DEMO_STEPS = 8;

async function beginDemo(
  seating: Seating,
  seat: Seat,
  role: "unit" | "county",
  watch: (done: number, total: number) => void,
): Promise<void> {
  const { home, surroundings } = seating;
  const folder = join(home.folder, `demo-${surroundings.world.nowMs()}`);
  let told = 0;
  const result = await runDemo(folder, () => watch(Math.min((told += 1), DEMO_STEPS), DEMO_STEPS));
  const place = join(folder, role === "county" ? result.county : (result.units[0] ?? ""));
  await sitDown(seating, seat, await openWorkspace(place, DEMO_PIN, demoSurroundings(place, surroundings)), place, true);
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
  await untilQuiet(tasks);
  if (!seat.unlocked) desk.keys.lock();
}

function updatesOf(desk: Host["updates"], { asksPerson }: ProgramOptions): Host["updates"] {
  return asksPerson === true ? { ...desk, setAddress: onlyAway(desk.setAddress) } : desk;
}

/** A page alone may take the address away; where to go on the network is confirmed to the shell. @throws {Problem} `update-address-unconfirmed` */
function onlyAway(setAddress: Host["updates"]["setAddress"]): Host["updates"]["setAddress"] {
  return (address) => {
    if (address.trim() !== "") throw new Problem("update-address-unconfirmed", {});
    setAddress(address);
  };
}

async function whenQuiet<T>(tasks: TaskDesk, read: () => Promise<T>): Promise<T> {
  assertQuiet(tasks);
  const found = await read();
  assertQuiet(tasks); // reading it took a while
  return found;
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
