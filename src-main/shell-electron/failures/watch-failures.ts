// What nobody caught, in any process of the program: logged without personal data; Chromium's own processes start again by themselves.
import { app } from "electron";
import { randomUUID } from "node:crypto";
import type { Log } from "../../logs/log-file.ts";
import { graphicsToKeep } from "./graphics.ts";
import { isCrash } from "./crash-limit.ts";
import type { KeptFile } from "./kept-file.ts";

/** @param failed ends the program after it said so; gets the id of the entry in the log. */
export function watchFailures(log: Log, graphics: KeptFile, failed: (id: string) => void): void {
  process.on("unhandledRejection", (error) => log.failure(randomUUID(), error));
  process.on("uncaughtException", (error) => {
    const id = randomUUID().slice(0, 8);
    log.failure(id, error);
    failed(id);
  });
  const crashesMs: number[] = [];
  app.on("child-process-gone", (_, { type, reason, exitCode }) => {
    log.event(`a process of kind ${type} has gone: ${reason} ${exitCode}`);
    if (type !== "GPU" || !isCrash(reason)) return;
    crashesMs.push(Date.now());
    const kept = graphicsToKeep(crashesMs, app.getVersion());
    if (kept !== undefined) graphics.write(kept);
  });
}
