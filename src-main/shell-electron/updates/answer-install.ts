// Installs the update that waits: checked once more by the data side, then put in place when the program has ended in order.
import { app } from "electron";
import { randomUUID } from "node:crypto";
import { readdirSync } from "node:fs";
import { dirname } from "node:path";
import type { ProblemData } from "../../api/contract-parts.ts";
import type { PreparedUpdate } from "../../api/data-side.ts";
import type { InstalledAs } from "../../domain/installed-as.ts";
import type { Log } from "../../logs/log-file.ts";
import { problemData } from "../data/data-messages.ts";
import { installUpdate, startInstaller } from "./install-update.ts";
import { installedAs, ownAppImage } from "../start/installed-as.ts";
import type { OrderlyEnd } from "../end/orderly-end.ts";
import { startAgain } from "../start/start-again.ts";

/** How the program came onto this PC: by that it is known what may be put in its place. */
export function howInstalled(): InstalledAs {
  const { platform, execPath } = process;
  const beside = platform === "win32" ? readdirSync(dirname(execPath)) : [];
  return installedAs({ platform, isPackaged: app.isPackaged, appImage: ownAppImage(process), beside });
}

/** `prepared`: the update that waits; `tell`: says on the screen what went wrong after the window has closed. */
export type InstallCircumstances = Readonly<{
  prepared(): Promise<PreparedUpdate>;
  ending: OrderlyEnd;
  tell(problem: ProblemData): void;
  log: Log;
}>;

/** @returns null: the program is ending for it; a problem: nothing was done. */
export async function answerInstall({ prepared, ending, tell, log }: InstallCircumstances): Promise<ProblemData | null> {
  try {
    await installUpdate(await prepared(), {
      appImage: ownAppImage(process),
      startInstaller: (path) => startInstaller(path),
      startAgain: () => startAgain([], 0),
      tell,
      endProgram: (last) => ending.begin("system", last), // the data side has said that no work runs
    });
    return null;
  } catch (error) {
    const problem = problemData(error, () => randomUUID().slice(0, 8));
    log.failure(String(problem.details["id"] ?? problem.code), error);
    return problem;
  }
}
