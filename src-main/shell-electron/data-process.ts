// Entry of Electron's utility process: the data side, one writer, behind the line to the main process.
import { randomUUID } from "node:crypto";
import { installedAs } from "../api/contract/updates.ts";
import { openDataSide } from "../compose.ts";
import { mediaUrl } from "./media-request.ts";
import { serveData, type DataPort } from "./serve-data.ts";

const { parentPort } = process;
// The main process names how the program came onto this PC.
const data = await openDataSide({ mediaUrl, onlyShownPaths: true, installedAs: installedAs.parse(process.argv[2]) });
const answerMessage = serveData(data, {
  answer: (message) => parentPort.postMessage(message),
  newId: () => randomUUID(),
  log: (id, error) => process.stderr.write(`${id} ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`),
});
parentPort.on("message", ({ data: message, ports }) => void answerMessage(message, ports as readonly DataPort[]));
