// Hands an upload's bytes on as they come; nothing is held here, and a window that closes in the middle stops the intake.
import type { IncomingMessage, ServerResponse } from "node:http";
import type { JsonObject } from "../domain/json.ts";
import { Problem } from "../domain/problem.ts";
import { COMMON_HEADERS } from "./response-headers.ts";

/** Takes an upload in. @returns what the page is to know of it. */
export type TakeUpload = (
  upload: Readonly<{ name: string; bytes: AsyncIterable<Uint8Array>; signal: AbortSignal }>,
) => Promise<JsonObject>;

const MOST_NAME_CHARACTERS = 255;

/** The file name of an upload, as a page gives it: a bare name, never a path. Undefined if it is none. */
export function uploadNameOf(url: URL): string | undefined {
  const name = url.searchParams.get("name") ?? "";
  const isBare = name.length > 0 && name.length <= MOST_NAME_CHARACTERS && name.isWellFormed() && !/[/\\\0]/.test(name);
  return isBare && name !== "." && name !== ".." ? name : undefined;
}

/** Takes one upload and answers with JSON: what `take` returned, or the problem as `{code, details}`. */
export async function answerUpload(
  name: string,
  take: TakeUpload,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const stop = new AbortController();
  response.once("close", () => stop.abort());
  try {
    sendJson(response, 200, await take({ name, bytes: request, signal: stop.signal }));
  } catch (cause) {
    if (!(cause instanceof Problem)) throw cause;
    // What is still on its way is not read: the connection ends with the answer.
    response.setHeader("connection", "close");
    sendJson(response, 422, { code: cause.code, details: cause.details });
  }
}

/** Sends a JSON answer. */
export function sendJson(response: ServerResponse, status: number, body: JsonObject): void {
  if (response.destroyed) return;
  response.writeHead(status, { ...COMMON_HEADERS, "content-type": "application/json; charset=utf-8" });
  response.end(JSON.stringify(body));
}
