// An office's intranet server on 127.0.0.1: gives the files of a folder, and misbehaves where a test says so.
import { once } from "node:events";
import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { basename, join } from "node:path";

/** Answers one request in its own way; false: as usual. */
export type Misbehaviour = (name: string, response: ServerResponse, path: string) => boolean;

/** `asked`: what was asked for, in order. */
export type UpdateServer = Readonly<{ address: string; asked: readonly string[]; close(): Promise<void> }>;

/** Serves a folder under `/anbao/` until it is closed. */
export async function startUpdateServer(folder: string, misbehave: Misbehaviour = () => false): Promise<UpdateServer> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? "");
    answer(folder, request, response, misbehave);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    if (server.listening) await new Promise((closed) => server.close(closed));
  };
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/anbao/`, asked, close };
}

function answer(folder: string, request: IncomingMessage, response: ServerResponse, misbehave: Misbehaviour): void {
  const name = basename(new URL(request.url ?? "", "http://x").pathname);
  const path = join(folder, name);
  if (misbehave(name, response, path)) return;
  if (!existsSync(path)) return void response.writeHead(404).end("<h1>404</h1>");
  response.writeHead(200, { "content-length": statSync(path).size });
  createReadStream(path).pipe(response);
}
