// The data side of a running program: first start, unlocking, the router over the open workspace, files for the shell.
import { createHash, randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { join } from "node:path";
import { openChangeBell } from "../../api/changes.ts";
import type { DataSide, DataSideOptions, MediaRequest } from "../../api/data-side.ts";
import type { Host, Tasks } from "../../api/host.ts";
import { createRouter } from "../../api/router.ts";
import { makeTasks, untilQuiet } from "../../api/tasks.ts";
import { PRODUCT, type Surroundings } from "../workspace/workspaces.ts";
import { portableName } from "../../domain/file-names.ts";
import { sweepOld } from "../../disk/sweep-old.ts";
import { Problem } from "../../domain/problem.ts";
import { freeSpace, listFolder, makeFolder, sizeOfFile, writeNewFile } from "../../drives/places/folders.ts";
import { markOf } from "../../drives/find/drive-mark.ts";
import { watchDrives, type DriveWatch } from "../../drives/find/watch-drives.ts";
import { builtinCampaigns } from "../workspace/builtin-campaigns.ts";
import { catchingUp, catchUpSession } from "../../session/current/catch-up-session.ts";
import { openCutOffWork } from "../../session/runs/cut-off-work.ts";
import { lookOverSession } from "../../session/current/look-over-session.ts";
import { drivesOf, listRoots } from "./drives.ts";
import type { Workspace } from "../../usecases/workspace.ts";
import { programHome } from "../../logs/log-file.ts";
import { endAll } from "../../session/runs/end-all.ts";
import { sweepHalfMade } from "../workspace/half-made.ts";
import { diagnosticLines } from "../../session/current/diagnostics.ts";
import { openProgramHome, type ProgramHome } from "../../session/current/home.ts";
import { offer, openMedia, type Offered } from "../../session/current/open-media.ts";
import { openedFiles } from "../../session/current/opened-file.ts";
import { runningWork } from "../../session/current/running-work.ts";
import { keptCopy, openOther, retrySession, stageOf, openSession, waysOut, type Session } from "../../session/current/session.ts";
import { openSaves } from "../../session/files/saves.ts";
import { openShownPaths, type ShownPaths } from "../../session/files/shown-paths.ts";
import { attachOne, openUploads, type Uploads } from "../../session/files/uploads.ts";
import { GIVEN_FILES } from "./given-files.ts";
import { makingParts, type Making } from "./make-workspace.ts";
import { sessionWorkspaces } from "./session-workspaces.ts";
import { thisRun } from "./this-run.ts";
import { openUpdates } from "./updates.ts";

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
  sweepOld(home.folder, HALF_RESTORED, Date.now());
  sweepHalfMade(home.folder);
  const setup = setUp(home, options);
  const { tasks } = setup;
  const uploads = openUploads(join(home.folder, "incoming"), thisRun(), { ...GIVEN_FILES, newId: randomUUID });
  const cutOff = openCutOffWork(join(home.folder, "running"), thisRun(), tasks);
  const session = await openSession(setup);
  const own = (): readonly string[] => [home.folder, session.folder];
  const shown = openShownPaths({ asksPerson: options.asksPerson === true, own });
  const offered: Offered = new Map();
  const changes = catchingUp(openChangeBell(), () => catchUpSession(session, host));
  const watch = watchDrives(() => changes.ring("drives"));
  const updates = await openUpdates(home, options.installedAs ?? "checkout", options.publishers);
  const opened = openedFiles(randomUUID);
  const host: Host = {
    ...hostOf(setup, session, uploads, offered, options),
    ...driveParts(home, session, watch, shown),
    ...sessionParts(setup, session),
    unlock: (person, pin) => {
      unlock(session, person, pin);
      lookOver();
    },
    updates: updatesOf(updates.host, options),
    opened,
    cutOff,
    diagnostics: () => diagnosticLines(session, home.log),
    changes,
  };
  const lookOver = (): void => lookOverSession(session, host);
  lookOver();
  const work = runningWork(host.tasks, uploads);
  const open = (request: MediaRequest): ReturnType<DataSide["openMedia"]> => openMedia(session, offered, request);
  const saving = openSaves({ ...GIVEN_FILES, openMedia: open, tasks: host.tasks, own, markOf });
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
    close: () => endAll(watch.close, cutOff.ending, work.stop, uploads.close, () => session.workspace?.close()),
  };
}

function setUp(home: ProgramHome, { workspace: asked, surroundings = PRODUCT }: ProgramOptions): Making {
  const report = reporter(home, surroundings);
  const tasks = makeTasks(surroundings.world.nowMs, surroundings.world.uuid, report);
  return { home, asked, workspaces: sessionWorkspaces(surroundings), surroundings, tasks, report };
}

function reporter(home: ProgramHome, { world }: Surroundings): Host["report"] {
  return (error) => {
    const id = world.randomHex(4);
    home.log.failure(id, error);
    return id;
  };
}

type SessionParts = Pick<Host, "stage" | "retry" | "waysOut" | "openOther" | "keptCopy">;

function sessionParts(setup: Making, session: Session): SessionParts {
  return {
    stage: () => stageOf(session),
    retry: () => retrySession(session, setup),
    waysOut: () => waysOut(setup, session),
    openOther: (name) => openOther(setup, session, name),
    keptCopy: (name) => keptCopy(setup, session, name),
  };
}

function hostOf(
  setup: Making,
  session: Session,
  uploads: Uploads,
  offered: Offered,
  options: ProgramOptions,
): Omit<
  Host,
  | keyof ReturnType<typeof driveParts>
  | keyof SessionParts
  | "changes"
  | "updates"
  | "opened"
  | "cutOff"
  | "diagnostics"
  | "unlock"
> {
  const { home, tasks, report } = setup;
  return {
    ...makingParts(setup, session),
    lock: () => lock(session, tasks),
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
  session: Session,
  watch: DriveWatch,
  shown: ShownPaths,
): Pick<Host, "folders" | "drives" | "admitPath" | "admitTarget"> {
  const drives = drivesOf(watch);
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
      workspaceSpace: async () => ({ freeBytes: await freeSpace(session.folder === "" ? home.folder : session.folder) }),
    },
    drives: { ...drives, preflight: async (folder, neededBytes) => drives.preflight(shown.admitTarget(folder), neededBytes) },
  };
}

/** @throws {Problem} `pin-wrong`, `pin-wait`; the workspace then stays open and locked */
function unlock(session: Session, person: string, pin: string): void {
  workspaceOf(session).keys.unlock(pin, person);
  session.unlocked = true;
}

/** Screens are shut at once; the secrets go as soon as no task needs them, so that a long export is not cut off by a coffee break. */
function lock(session: Session, tasks: Tasks): void {
  const ws = workspaceOf(session);
  session.unlocked = false;
  void forgetWhenQuiet(session, ws, tasks);
}

async function forgetWhenQuiet(session: Session, ws: Workspace, tasks: Tasks): Promise<void> {
  await untilQuiet(tasks);
  if (!session.unlocked) ws.keys.lock();
}

function updatesOf(updates: Host["updates"], { asksPerson }: ProgramOptions): Host["updates"] {
  return asksPerson === true ? { ...updates, setAddress: onlyAway(updates.setAddress) } : updates;
}

/** A page alone may take the address away; where to go on the network is confirmed to the shell. @throws {Problem} `update-address-unconfirmed` */
function onlyAway(setAddress: Host["updates"]["setAddress"]): Host["updates"]["setAddress"] {
  return (address) => {
    if (address.trim() !== "") throw new Problem("update-address-unconfirmed", {});
    setAddress(address);
  };
}

async function whenQuiet<T>(tasks: Tasks, read: () => Promise<T>): Promise<T> {
  assertQuiet(tasks);
  const found = await read();
  assertQuiet(tasks); // reading it took a while
  return found;
}

/** @throws {Problem} `update-tasks-running`: an installer ends the program */
function assertQuiet(tasks: Tasks): void {
  const count = tasks.list().filter((task) => task.state === "running").length;
  if (count > 0) throw new Problem("update-tasks-running", { count });
}

/** @throws {Problem} `workspace-not-found` */
function workspaceOf(session: Session): Workspace {
  if (session.workspace === undefined) throw new Problem("workspace-not-found", { path: "" });
  return session.workspace.ws;
}
