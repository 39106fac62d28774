// Starts the data process, keeps what it writes on its way out, and says so when it ends by itself.
import { utilityProcess, type MessagePortMain } from "electron";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { InstalledAs } from "../../domain/installed-as.ts";
import type { Log } from "../../logs/log-file.ts";
import { askData, type DataLine } from "./ask-data.ts";
import type { News } from "./data-messages.ts";

const DATA_PROCESS = fileURLToPath(new URL("../data-process.ts", import.meta.url));

/** `hear` is told what it says unasked, `lost` when it ends; also when it was asked to. */
export type DataEars = Readonly<{ log: Log; hear(said: News): void; lost(): void }>;

export function startDataProcess(installed: InstalledAs, { log, hear, lost }: DataEars): DataLine<MessagePortMain> {
  const child = utilityProcess.fork(DATA_PROCESS, [installed], { serviceName: "anbao-data", stdio: "pipe" });
  for (const stream of [child.stdout, child.stderr]) {
    if (stream !== null) createInterface({ input: stream }).on("line", log.foreign);
  }
  child.on("exit", (code) => {
    log.event(`the data process has ended with ${code}`);
    lost();
  });
  return askData(child, hear);
}
