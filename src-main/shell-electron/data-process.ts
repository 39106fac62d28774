// Entry of Electron's utility process: the data side, one writer, behind the line to the main process.
import { randomUUID } from "node:crypto";
import { installedAs } from "../api/updates/contract.ts";
import { openDataSide } from "../compose/door.ts";
import { openLog, programHome } from "../logs/log-file.ts";
import { problemData, type News } from "./data/data-messages.ts";
import { mediaUrl } from "./scheme/media-request.ts";
import { serveData, type DataPort } from "./data/serve-data.ts";

const { parentPort } = process;
const log = openLog(programHome(process.env), "data", () => Date.now());
const tell = (said: News): void => parentPort.postMessage(said);

// Without these a failure that nobody caught is written with its message to a stream that nobody reads.
process.on("unhandledRejection", (error) => log.failure(randomUUID(), error));
process.on("uncaughtException", (error) => {
  log.failure(randomUUID(), error);
  process.exit(1); // the main process says so and offers to open the program again
});

try {
  // The main process names how the program came onto this PC.
  const data = await openDataSide({ mediaUrl, asksPerson: true, installedAs: installedAs.parse(process.argv[2]) });
  const answerMessage = serveData(data, {
    answer: (message) => parentPort.postMessage(message),
    newId: () => randomUUID(),
    log: (id, error) => log.failure(id, error),
  });
  data.work.watch((running) => tell({ kind: "busy", running }));
  parentPort.on("message", ({ data: message, ports }) => void answerMessage(message, ports as readonly DataPort[]));
} catch (error) {
  const problem = problemData(error, () => randomUUID());
  log.failure(String(problem.details["id"] ?? problem.code), error);
  parentPort.on("message", () => process.exit(1)); // stays until the main process has said it
  tell({ kind: "unable", problem });
}
