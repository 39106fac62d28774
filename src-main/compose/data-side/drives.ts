// Drives and folders as screens and commands ask for them: what there is, whether it can be written to, letting go of a drive.
import { resolve, sep } from "node:path";
import type { FolderRootView, Host } from "../../api/host.ts";
import { assertPathFits } from "../../domain/bundle/path-limits.ts";
import { Problem } from "../../domain/problem.ts";
import { assertRoom, mostFileBytes } from "../../domain/bundle/room.ts";
import { ejectAttempts } from "../../drives/eject/eject-commands.ts";
import { ejectDrive } from "../../drives/eject/eject.ts";
import { spaceOf } from "../../drives/find/look-at-drives.ts";
import { personFolders } from "../../drives/places/person-folders.ts";
import { probeSpeed } from "../../drives/places/probe-speed.ts";
import { roomAt } from "../../drives/places/room.ts";
import { watchDrives, type DriveWatch } from "../../drives/find/watch-drives.ts";
import { writingProblem } from "../../disk/disk-problems.ts";

/** Removable drives first, then the others, then the person's own folders. */
export async function listRoots(watch: Pick<DriveWatch, "drives">): Promise<readonly FolderRootView[]> {
  const drives = await watch.drives();
  const roots = drives.map(async ({ name, path, kind, readOnly, fileSystem }) => {
    const room = await roomAt(path);
    return { name, path, kind, ...(await spaceOf(path)), writable: room.writable && !readOnly, fileSystem };
  });
  const sorted = (await Promise.all(roots)).sort((a, b) => Number(b.kind === "removable") - Number(a.kind === "removable"));
  return [...sorted, ...(await personFolders())];
}

/** What was found out of drives that are still plugged in, by their mark: a drive is probed once. */
type Speeds = Map<string, number | null>;

/** What screens ask of drives. */
export function drivesOf(watch: DriveWatch): Host["drives"] {
  const speeds: Speeds = new Map();
  return {
    preflight: (folder, neededBytes) => preflight(watch, speeds, folder, neededBytes),
    of: async (folder) => {
      const drive = await watch.driveOf(folder);
      if (drive === undefined) return null;
      const byHand = ejectAttempts(process.platform, drive).some(({ person }) => person);
      return { name: drive.name, path: drive.path, removable: drive.kind === "removable", byHand };
    },
    eject: async (folder) => {
      const drive = await watch.driveOf(folder);
      if (drive?.kind !== "removable") throw new Problem("drive-not-removable", { path: folder });
      await ejectDrive(drive);
      await watch.drives();
      return { name: drive.name };
    },
  };
}

/** The drives of this PC, for a command: `close` ends the watch. */
export async function openDrives(): Promise<Host["drives"] & Readonly<{ roots: Host["folders"]["roots"]; close(): void }>> {
  const watch = watchDrives(() => undefined);
  return { ...drivesOf(watch), roots: () => listRoots(watch), close: watch.close };
}

/**
 * Looks at a folder before something is written there. Only a drive is probed with bytes; `neededBytes` 0: not known yet.
 * What is wrong is returned and not thrown: the person chooses another place.
 */
async function preflight(
  watch: DriveWatch,
  speeds: Speeds,
  path: string,
  neededBytes: number,
): ReturnType<Host["drives"]["preflight"]> {
  const folder = resolve(path);
  const [drive, room] = [await watch.driveOf(folder), await roomAt(folder)];
  const fileSystem = drive?.fileSystem ?? room.fileSystem;
  const known = { fileSystem, freeBytes: room.freeBytes, mostFileBytes: mostFileBytes(fileSystem) };
  const writable = room.writable && drive?.readOnly !== true;
  const problem = refusal(() => {
    assertPathFits(process.platform, folder, sep);
    // What is split into volumes needs the room, and no single file of that size.
    assertRoom(folder, { ...room, writable, fileSystem: null }, neededBytes);
  });
  if (problem !== null || drive === undefined) return { ...known, bytesPerSecond: null, problem };
  const before = speeds.get(drive.mark);
  if (before !== undefined) return { ...known, bytesPerSecond: before, problem: null };
  const probed = await probeSpeed(folder);
  if (probed.kind === "speed") speeds.set(drive.mark, probed.bytesPerSecond);
  if (probed.kind === "speed") return { ...known, bytesPerSecond: probed.bytesPerSecond, problem: null };
  return { ...known, bytesPerSecond: null, problem: refusal(() => fail(writingProblem(probed.cause, folder))) };
}

function refusal(check: () => void): Problem | null {
  try {
    check();
    return null;
  } catch (cause) {
    if (cause instanceof Problem) return cause;
    throw cause;
  }
}

function fail(cause: unknown): never {
  throw cause;
}
