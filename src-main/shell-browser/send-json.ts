// A JSON answer of the shell itself.
import type { ServerResponse } from "node:http";
import type { JsonObject } from "../domain/json.ts";
import { COMMON_HEADERS } from "./response-headers.ts";

/** Sends a JSON answer, unless nobody listens any more. */
export function sendJson(response: ServerResponse, status: number, body: JsonObject): void {
  if (response.destroyed) return;
  response.writeHead(status, { ...COMMON_HEADERS, "content-type": "application/json; charset=utf-8" });
  response.end(JSON.stringify(body));
}
