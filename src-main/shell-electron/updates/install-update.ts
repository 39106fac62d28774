// Puts a checked update in the place of the program that runs, where a package can do that: Windows' installer and AppImage.
// Before the program has ended orderly nothing of it is touched; where it fails, what ran is started again.
import electronUpdater from "electron-updater";
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { chmod, rm } from "node:fs/promises";
import { basename } from "node:path";
import type { ProblemData } from "../../api/contract-parts.ts";
import type { PreparedUpdate } from "../../api/data-side.ts";
import { lastingCalls, placeFile } from "../../disk/lasting.ts";
import { createFile } from "../../disk/new-file.ts";
import { installsItself } from "../../domain/installed-as.ts";
import { Problem } from "../../domain/problem.ts";

/** What installing needs of the program around it. */
export type InstallMeans = Readonly<{
  /** The file that runs, under AppImage. */
  appImage: string | undefined;
  /** Begins to end the program as 退出 does; the last step runs when everything is closed. */
  endProgram(last: () => Promise<void>): void;
  /** Starts a Windows installer apart from this program. */
  startInstaller(path: string): Promise<void>;
  /** Has the program started when this one has ended, from the file that it was started from. */
  startAgain(): void;
  /** Says on the screen what went wrong after the window has closed. */
  tell(problem: ProblemData): void;
}>;

/**
 * Installs; the program begins to end for it.
 *
 * @throws {Problem} `update-install-failed` as long as the program goes on as it was
 */
export async function installUpdate(update: PreparedUpdate, means: InstallMeans): Promise<void> {
  if (!installsItself(update.kind)) throw failed(update, new Error(update.kind));
  if (update.kind === "nsis") return means.endProgram(() => runInstaller(update, means));
  const { appImage = "" } = means;
  await replaceProgram(update, appImage).catch((cause: unknown) => {
    throw failed(update, cause);
  });
  means.endProgram(() => Promise.resolve(means.startAgain()));
}

async function runInstaller(update: PreparedUpdate, means: InstallMeans): Promise<void> {
  try {
    // The data side has looked at it, and then half a minute may have gone in a folder that other programs can write to.
    await readThrough(update, () => Promise.resolve());
    await means.startInstaller(update.path);
  } catch (cause) {
    means.tell(failed(update, cause));
    means.startAgain();
  }
}

/** What is put in the place of a program: where it lies, and what its bytes must come to. */
export type NewProgram = Pick<PreparedUpdate, "path" | "sha256">;

/**
 * Lays a copy beside the running file and gives it its name in one step: a full disk or a power cut leaves the old one.
 * (electron-updater's AppImageUpdater removes the running file first.)
 *
 * @throws {Problem} `update-package-differs`, and errors of the system as they are
 */
export async function replaceProgram(from: NewProgram, running: string): Promise<void> {
  const fresh = `${running}.new`;
  try {
    await copyTo(from, fresh);
    await chmod(fresh, 0o755);
    await placeFile(lastingCalls, fresh, running);
  } catch (cause) {
    await rm(fresh, { force: true }).catch(() => undefined); // the folder may be read-only: then nothing was made
    throw cause;
  }
}

async function copyTo(from: NewProgram, fresh: string): Promise<void> {
  const file = await createFile(fresh, 0o755);
  try {
    await readThrough(from, (chunk) => file.write(chunk));
    await file.sync();
  } finally {
    await file.close();
  }
}

/** @throws {Problem} `update-package-differs` after the last byte, where they are not those that were checked */
async function readThrough({ path, sha256 }: NewProgram, pass: (chunk: Uint8Array) => Promise<void>): Promise<void> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) {
    hash.update(chunk as Uint8Array);
    await pass(chunk as Uint8Array);
  }
  if (hash.digest("hex") !== sha256) throw new Problem("update-package-differs", { name: basename(path) });
}

/** electron-updater's way of starting an installer; its feed, download and cache are not used. */
class InstallerStart extends electronUpdater.NsisUpdater {
  /** `--updated`: over what is installed, at the same place; `--force-run`: start the program afterwards. @see NsisUpdater.doInstall */
  async begin(path: string): Promise<void> {
    this.logger = null;
    await this.spawnLog(path, ["--updated", "--force-run"]);
  }
}

/** Starts an NSIS installer that outlives this program. @param app what electron-updater must know of the program; absent: it asks Electron */
export async function startInstaller(path: string, app?: ConstructorParameters<typeof InstallerStart>[1]): Promise<void> {
  await new InstallerStart(null, app).begin(path);
}

function failed({ path }: PreparedUpdate, cause: unknown): Problem | Problem<"update-install-failed"> {
  if (cause instanceof Problem) return cause;
  return new Problem("update-install-failed", { path }, { cause });
}
