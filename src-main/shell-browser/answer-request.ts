// Answers one request: first whether it may be asked at all, then by what it leads to.
import type { IncomingMessage, ServerResponse } from "node:http";
import { refusalOf, REFUSAL_STATUS, routeOf, type Asked, type Route, type Run } from "./admission.ts";
import { readMediaLink } from "./media-link.ts";
import { entryPage, latePage, MOST_FORM_BYTES, tokenOf } from "./opener.ts";
import { COMMON_HEADERS, entryPolicy } from "./response-headers.ts";
import { sendMedia, type OpenMedia } from "./serve-media.ts";
import { sendJson } from "./send-json.ts";
import { SECRET_HEADER } from "./session.ts";
import { readStatic, staticPathOf, type StaticFiles } from "./static-files.ts";

/** What answering needs of the shell. `admit`: whether a posted token opens the door, once. */
export type Answering = Readonly<{
  run: Run;
  files: StaticFiles;
  mediaKey: string;
  admit(token: string | undefined): Promise<boolean>;
  handleRpc(request: IncomingMessage, response: ServerResponse): Promise<boolean>;
  openMedia: OpenMedia;
  reportUnexpected(cause: unknown): string;
  randomHex(bytes: number): string;
}>;

/** Largest body of a call: calls carry forms, and slices of files. */
export const MOST_RPC_BYTES = 8 * 1024 * 1024;
const NONCE_BYTES = 16;

type Exchange = Readonly<{ url: URL; request: IncomingMessage; response: ServerResponse }>;

/** Answers a request, whatever it is; never rejects. @param admitted is told that it may be asked at all. */
export async function answerRequest(
  shell: Answering,
  request: IncomingMessage,
  response: ServerResponse,
  admitted: () => void,
): Promise<void> {
  try {
    const url = urlOf(request);
    if (!url) return refuse(response, 400, "address");
    const refusal = refusalOf(askedOf(url, request), shell.run);
    if (refusal) return refuse(response, REFUSAL_STATUS[refusal], refusal);
    admitted();
    return await ANSWERS[routeOf(url.pathname)](shell, { url, request, response });
  } catch (cause) {
    // A window that was closed in the middle of an answer is nothing to report.
    if (request.destroyed && !request.complete) return void response.destroy();
    return failWith(response, shell.reportUnexpected(cause));
  }
}

const ANSWERS: Readonly<Record<Route, (shell: Answering, exchange: Exchange) => Promise<void>>> = {
  open: answerOpen,
  rpc: answerRpc,
  media: async (shell, { url, request, response }) => {
    const asked = readMediaLink(shell.mediaKey, url);
    if (!asked) return refuse(response, 403, "signature");
    const media = await shell.openMedia(asked);
    return media ? sendMedia(media, request, response) : refuse(response, 404, "absent");
  },
  page: answerPage,
};

function urlOf(request: IncomingMessage): URL | undefined {
  const path = request.url ?? "";
  // Only the plain form `/path`: `//host` and whole addresses mean another server.
  if (!path.startsWith("/") || path.startsWith("//")) return undefined;
  return URL.parse(path, "http://127.0.0.1") ?? undefined;
}

function askedOf(url: URL, request: IncomingMessage): Asked {
  const { host, origin, "sec-fetch-site": fetchSite, [SECRET_HEADER]: secret } = request.headers;
  return {
    method: request.method ?? "",
    path: url.pathname,
    host,
    origin,
    fetchSite: typeof fetchSite === "string" ? fetchSite : undefined,
    secret: typeof secret === "string" ? secret : undefined,
  };
}

async function answerOpen(shell: Answering, { request, response }: Exchange): Promise<void> {
  const form = await readSmallBody(request, MOST_FORM_BYTES);
  const isIn = await shell.admit(tokenOf(form ?? ""));
  const nonce = shell.randomHex(NONCE_BYTES);
  const headers = {
    ...COMMON_HEADERS,
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": entryPolicy(nonce),
  };
  response.writeHead(isIn ? 200 : 403, headers).end(isIn ? entryPage(shell.run.secret, nonce) : latePage());
}

/** Reads a body as text; undefined if it is longer than `mostBytes`. */
async function readSmallBody(request: IncomingMessage, mostBytes: number): Promise<string | undefined> {
  const parts: Buffer[] = [];
  let sizeBytes = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    sizeBytes += part.byteLength;
    if (sizeBytes > mostBytes) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}

async function answerRpc(shell: Answering, { request, response }: Exchange): Promise<void> {
  const length = Number(request.headers["content-length"] ?? Number.NaN);
  if (!(length <= MOST_RPC_BYTES)) return refuse(response, 413, "length");
  for (const [name, value] of Object.entries(COMMON_HEADERS)) response.setHeader(name, value);
  if (!(await shell.handleRpc(request, response))) refuse(response, 404, "absent");
}

async function answerPage(shell: Answering, { url, request, response }: Exchange): Promise<void> {
  const path = staticPathOf(shell.files, url.pathname);
  if (path === undefined) return refuse(response, 404, "absent");
  const { headers, body } = await readStatic(path, shell.randomHex(NONCE_BYTES));
  response.writeHead(200, { ...headers, "content-length": String(body.byteLength) });
  response.end(request.method === "HEAD" ? undefined : body);
}

// The word says to a developer what was missing; there is nothing secret in it.
function refuse(response: ServerResponse, status: number, refused: string): void {
  response.setHeader("connection", "close");
  sendJson(response, status, { refused });
}

function failWith(response: ServerResponse, id: string): void {
  if (response.headersSent) response.destroy();
  else sendJson(response, 500, { code: "internal", details: { id } });
}
