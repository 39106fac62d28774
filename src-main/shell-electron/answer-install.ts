// Installs the update that waits: checked once more by the data side, then put in place when the program has ended in order.
import { app, dialog } from "electron";
import { randomUUID } from "node:crypto";
import { readdirSync } from "node:fs";
import { dirname } from "node:path";
import sentences from "../../src-renderer/locales/zh-CN/problems.json" with { type: "json" };
import type { ProblemData } from "../api/contract/parts.ts";
import type { PreparedUpdate } from "../api/data-side.ts";
import type { InstalledAs } from "../domain/installed-as.ts";
import { fillSentence } from "../domain/problem.ts";
import { problemData } from "./data-messages.ts";
import { installUpdate, startInstaller } from "./install-update.ts";
import { installedAs } from "./installed-as.ts";
import type { LastStep, OrderlyEnd } from "./orderly-end.ts";

/** How the program came onto this PC: by that it is known what may be put in its place. */
export function howInstalled(): InstalledAs {
  const { platform, execPath, env } = process;
  const beside = platform === "win32" ? readdirSync(dirname(execPath)) : [];
  return installedAs({ platform, isPackaged: app.isPackaged, appImage: env["APPIMAGE"], beside });
}

/** @returns null: the program is ending for it; a problem: nothing was done. */
export async function answerInstall(prepared: () => Promise<PreparedUpdate>, ending: OrderlyEnd): Promise<ProblemData | null> {
  try {
    await installUpdate(await prepared(), {
      appImage: process.env["APPIMAGE"],
      startInstaller: (path) => startInstaller(path),
      startAgain: (execPath) => app.relaunch(execPath === undefined ? {} : { execPath, args: [] }),
      tell: ({ code, details }) => dialog.showErrorBox("安报", fillSentence(sentences[code], details)),
      endProgram: (last: LastStep) => Promise.resolve(ending.begin("person", last)),
    });
    return null;
  } catch (error) {
    return problemData(error, randomUUID);
  }
}
