// The browser shell: the program's pages, its calls and its media on one loopback port, for one browser window of this run.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { originOf, type Run } from "./admission.ts";
import { answerRequest, type Answering } from "./answer-request.ts";
import { watchIdle, type IdleWatch } from "./idle.ts";
import { mediaLink, type MediaVariant } from "./media-link.ts";
import { openerPage, writeOpener, type OpenerFile } from "./opener.ts";
import type { OpenMedia } from "./serve-media.ts";
import { isTicketValid, SECRET_BYTES, TOKEN_LIFE_MS, type Ticket } from "./session.ts";
import { listStaticFiles } from "./static-files.ts";

/** What the shell needs. */
export type BrowserShellNeeds = Readonly<{
  /** Answers `/rpc/*`; false if there is no such call. The request has been admitted. */
  handleRpc(request: IncomingMessage, response: ServerResponse): Promise<boolean>;
  openMedia: OpenMedia;
  /** Folder of the built renderer. */
  rendererDir: string;
  /** Ends after this long without a request and without an open stream, in ms. */
  idleMs: number;
  /** Is told of what nobody foresaw; returns the id that the page shows. */
  reportUnexpected(cause: unknown): string;
  nowMs(): number;
  randomHex(bytes: number): string;
  /** 0 or absent: any free port. */
  port?: number;
  /** Where the opener's private folder is made; the system's folder for temporary files if absent. */
  tempDir?: string;
}>;

/** A running shell. */
export type BrowserShell = Readonly<{
  /** Its address; without the opener it shows nothing of the workspace. */
  url: string;
  /** The private file that the browser is opened on, within 30 s. */
  openerFile: string;
  /** A further opener, for a window that was closed; the one before no longer works. */
  renewOpener(): Promise<string>;
  /** Link to a medium, for `img` and `video`; good for this run. */
  mediaLink(sha256: string, variant: MediaVariant): string;
  /** Resolves when nothing has been asked for `idleMs`; the caller then closes. */
  idle: Promise<void>;
  /** Ends the server, all connections and the opener. */
  close(): Promise<void>;
}>;

/** Time in which a request must have come whole; a slice of a file takes a moment on one's own PC. */
const MOST_REQUEST_MS = 60_000;

/**
 * Starts the shell on 127.0.0.1.
 *
 * @see design.md §4 Browser shell
 */
export async function startBrowserShell(needs: BrowserShellNeeds): Promise<BrowserShell> {
  const files = await listStaticFiles(needs.rendererDir);
  const server = createServer({ requestTimeout: MOST_REQUEST_MS, headersTimeout: 10_000, connectionsCheckingInterval: 2000 });
  const port = await listen(server, needs.port ?? 0);
  const run: Run = { port, secret: needs.randomHex(SECRET_BYTES) };
  const mediaKey = needs.randomHex(SECRET_BYTES);
  const door = makeDoor(needs, originOf(port));
  const answering: Answering = { ...needs, files, run, mediaKey, admit: (token) => door.admit(token) };
  const watch = watchIdle(needs.idleMs);
  server.on("request", (request, response) => serve(answering, watch, request, response));
  return {
    url: originOf(port),
    openerFile: await door.open(),
    renewOpener: () => door.open(),
    mediaLink: (sha256, variant) => mediaLink(mediaKey, { variant, sha256 }),
    idle: watch.settled,
    close: async () => {
      watch.stop();
      await Promise.all([closeServer(server), door.close()]);
    },
  };
}

function serve(answering: Answering, watch: IdleWatch, request: IncomingMessage, response: ServerResponse): void {
  // Whoever may ask keeps the program open; a page that only knocks does not.
  const admitted = () => {
    watch.begin();
    response.once("close", () => watch.end());
  };
  // Never rejects: what goes wrong is reported and answered there.
  void answerRequest(answering, request, response, admitted);
}

type Door = Readonly<{ open(): Promise<string>; admit(token: string | undefined): Promise<boolean>; close(): Promise<void> }>;

// The first right token takes the ticket away at once, so that two at the same time are not both let in; the file goes with it.
function makeDoor(needs: BrowserShellNeeds, origin: string): Door {
  const state: { ticket: Ticket | undefined; file: OpenerFile | undefined } = { ticket: undefined, file: undefined };
  const removeFile = async () => {
    const { file } = state;
    state.file = undefined;
    await file?.remove();
  };
  return {
    open: async () => {
      await removeFile();
      const token = needs.randomHex(SECRET_BYTES);
      const file = await writeOpener(needs.tempDir ?? tmpdir(), openerPage(origin, token));
      state.file = file;
      state.ticket = { token, untilMs: needs.nowMs() + TOKEN_LIFE_MS };
      return file.path;
    },
    admit: async (token) => {
      if (!isTicketValid(state.ticket, token, needs.nowMs())) return false;
      state.ticket = undefined;
      await removeFile();
      return true;
    },
    close: async () => {
      state.ticket = undefined;
      await removeFile();
    },
  };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
