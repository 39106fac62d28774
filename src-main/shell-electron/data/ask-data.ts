// The main process's side of the line: asks the data process and matches its answers.
import type { Attached, SaveRequest } from "../../api/uploads/contract.ts";
import type { FoundFile, MediaRequest, OpenedMedia, PreparedUpdate } from "../../api/data-side.ts";
import { answer, news, problemFrom, type Answer, type News, type Request } from "./data-messages.ts";

/** The data process as the main process sees it; `P` is the kind of port that can be handed over. */
export type DataProcess<P> = Readonly<{
  postMessage(message: Request, ports?: P[]): void;
  on(event: "message", listener: (message: unknown) => void): unknown;
  on(event: "exit", listener: (code: number) => void): unknown;
}>;

/** What the main process asks for. Every promise is refused once the data process has ended. */
export type DataLine<P> = Readonly<{
  connectPage(port: P): void;
  openMedia(request: MediaRequest): Promise<OpenedMedia | undefined>;
  attach(files: readonly FoundFile[]): Promise<readonly Attached[]>;
  admit(paths: readonly string[]): void;
  /** @throws {Problem} as the data side says */
  nameToSave(request: SaveRequest): Promise<string>;
  /** @throws {Problem} as the data side says */
  save(request: SaveRequest, path: string): Promise<void>;
  /** Keeps an address for updates that the person confirmed. @throws {Problem} as the data side says */
  setUpdateAddress(address: string): Promise<void>;
  /** Kinds of the long work that runs. */
  workKinds(): Promise<readonly string[]>;
  diagnostics(): Promise<readonly string[]>;
  /** Hands on a file that the system wants opened. */
  openFile(path: string): void;
  /** The update that waits, checked once more. @throws {Problem} as the data side says */
  preparedUpdate(): Promise<PreparedUpdate>;
  close(): Promise<void>;
}>;

type Waiting = Readonly<{ settle(message: Answer): void; refuse(error: Error): void }>;

/**
 * Opens the line to a data process.
 *
 * @param hear is told what the data process says unasked.
 */
export function askData<P>(process: DataProcess<P>, hear: (said: News) => void): DataLine<P> {
  const line = openLine(process, hear);
  return {
    connectPage: (port) => process.postMessage({ kind: "rpc" }, [port]),
    async openMedia(request) {
      const found = await line.ask((id) => process.postMessage({ kind: "media", id, ...request }));
      return found.kind === "media" ? (found.media ?? undefined) : undefined;
    },
    async attach(files) {
      const opened = await line.ask((id) => process.postMessage({ kind: "attach", id, files: [...files] }));
      return opened.kind === "attach" ? opened.files : [];
    },
    admit: (paths) => process.postMessage({ kind: "admit", paths: [...paths] }),
    async nameToSave(request) {
      const offered = await line.ask((id) => process.postMessage({ kind: "offer", id, request }));
      return offered.kind === "offer" ? offered.name : "";
    },
    async save(request, path) {
      await line.ask((id) => process.postMessage({ kind: "save", id, request, path }));
    },
    async setUpdateAddress(address) {
      await line.ask((id) => process.postMessage({ kind: "update-address", id, address }));
    },
    async workKinds() {
      const said = await line.ask((id) => process.postMessage({ kind: "work", id }));
      return said.kind === "work" ? said.kinds : [];
    },
    async diagnostics() {
      const said = await line.ask((id) => process.postMessage({ kind: "diagnostics", id }));
      return said.kind === "diagnostics" ? said.lines : [];
    },
    openFile: (path) => process.postMessage({ kind: "opened", path }),
    async preparedUpdate() {
      const answered = await line.ask((id) => process.postMessage({ kind: "update", id }));
      if (answered.kind !== "update") throw new Error(`an update was answered by ${answered.kind}`);
      return answered.update;
    },
    async close() {
      await line.ask((id) => process.postMessage({ kind: "close", id }));
    },
  };
}

function openLine<P>(
  process: DataProcess<P>,
  hear: (said: News) => void,
): Readonly<{ ask(send: (id: number) => void): Promise<Answer> }> {
  const waiting = new Map<number, Waiting>();
  let asked = 0;
  let ended = false;
  process.on("message", (message) => {
    const said = news.safeParse(message);
    if (said.success) hear(said.data);
    else settleOne(waiting, message);
  });
  process.on("exit", (code) => {
    ended = true;
    for (const { refuse } of waiting.values()) refuse(new Error(`the data process ended with code ${code}`));
    waiting.clear();
  });
  return {
    ask: (send) =>
      new Promise((settle, refuse) => {
        if (ended) return refuse(new Error("the data process has ended"));
        const id = asked++;
        waiting.set(id, { settle, refuse });
        send(id);
      }),
  };
}

function settleOne(waiting: Map<number, Waiting>, message: unknown): void {
  const parsed = answer.safeParse(message);
  if (!parsed.success) return;
  const one = waiting.get(parsed.data.id);
  waiting.delete(parsed.data.id);
  if (parsed.data.kind === "failed") one?.refuse(problemFrom(parsed.data.problem));
  else one?.settle(parsed.data);
}
