// Stands between the double and the program of a utility process: gives it `process.parentPort` (docs/api/parent-port.md) and then
// runs it. `utility-child.ts MODULE ARGUMENT…`; ANBAO_DOUBLE_AHEAD_MS sets this process's clock.
import { EventEmitter } from "node:events";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { startClock } from "../app/clock.ts";
import { nameProcess, refuseForks } from "../app/electron-process.ts";
import { fillInstalledFiles } from "./installed-files.ts";
import { openPortLine, type MessagePortMain, type PortWords } from "./ports.ts";

/** What passes between the double and a utility process. */
export type UtilityWords =
  PortWords | Readonly<{ do: "message"; data: unknown; ports: readonly number[] }> | Readonly<{ do: "clock"; aheadMs: number }>;

fillInstalledFiles(process.env["ANBAO_DOUBLE_FILES"]);
delete process.env["ANBAO_DOUBLE_FILES"];
const say = (words: UtilityWords): void => void process.send?.(words);
const line = openPortLine(say, 1);
const clock = startClock(Number(process.env["ANBAO_DOUBLE_AHEAD_MS"] ?? 0));
delete process.env["ANBAO_DOUBLE_AHEAD_MS"];

/** Messages wait until somebody listens. */
class ParentPort extends EventEmitter {
  #waiting: { data: unknown; ports: readonly MessagePortMain[] }[] | undefined = [];

  constructor() {
    super();
    this.on("newListener", (name) => {
      if (name === "message") setImmediate(() => this.#begin());
    });
  }

  take(message: { data: unknown; ports: readonly MessagePortMain[] }): void {
    if (this.#waiting === undefined) this.emit("message", message);
    else this.#waiting.push(message);
  }

  postMessage(data: unknown): void {
    say({ do: "message", data, ports: [] });
  }

  #begin(): void {
    const waiting = this.#waiting ?? [];
    this.#waiting = undefined;
    for (const message of waiting) this.emit("message", message);
  }
}

const parentPort = new ParentPort();
process.on("message", (words: UtilityWords) => {
  if (words.do === "clock") {
    clock.moveTo(words.aheadMs);
    say(words);
  } else if (words.do === "message") parentPort.take({ data: words.data, ports: words.ports.map(line.takeIn) });
  else line.hear(words);
});
// A utility process whose browser process has gone ends at once, as every child of Chromium.
process.on("disconnect", () => process.kill(process.pid, "SIGKILL"));

const [, , module = ""] = process.argv;
nameProcess("utility", { parentPort, resourcesPath: join(import.meta.dirname, "../../../resources") });
refuseForks();
process.argv.splice(1, 1);
await import(pathToFileURL(module).href);
