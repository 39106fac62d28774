// What a request to app:// asks for: a file of the built screens, a medium, or nothing that there is. Pure.
import { extname } from "node:path/posix";
import type { MediaRequest } from "../../api/data-side.ts";
import { readMediaPath } from "./media-request.ts";
import { isAppUrl, MEDIA_PATH } from "../page/origins.ts";

export type AppRequest =
  | Readonly<{ kind: "file"; path: string; type: string }>
  | (Readonly<{ kind: "media" }> & MediaRequest)
  | Readonly<{ kind: "refused"; status: 400 | 403 | 404 | 405 }>;

/** What is asked, as Electron hands it over; `initiator` is absent for what the window itself opens, never what a page claims. */
export type AskedUrl = Readonly<{ method: string; url: string; initiator: string | undefined }>;

/** Types of the files that the build makes; anything else is not served. */
const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".wasm": "application/wasm",
  ".bcmap": "application/octet-stream",
  ".pfb": "application/octet-stream",
};

/**
 * Decides about a request to `app://anbao`. Paths are relative to the built screens and cannot leave them; media are for the screens.
 *
 * @see quality.md Security
 */
export function readAppRequest({ method, url, initiator }: AskedUrl): AppRequest {
  if (!isAppUrl(url)) return { kind: "refused", status: 403 };
  if (initiator !== undefined && !isAppUrl(initiator)) return { kind: "refused", status: 403 };
  if (method !== "GET" && method !== "HEAD") return { kind: "refused", status: 405 };
  const { pathname } = new URL(url);
  return pathname.startsWith(MEDIA_PATH) ? readMedia(pathname, initiator) : readFileRequest(pathname);
}

/** Nobody types the address of a medium, and no window is opened on one. */
function readMedia(pathname: string, initiator: string | undefined): AppRequest {
  if (initiator === undefined) return { kind: "refused", status: 403 };
  const request = readMediaPath(pathname);
  return request === undefined ? { kind: "refused", status: 400 } : { kind: "media", ...request };
}

function readFileRequest(pathname: string): AppRequest {
  const path = pathname === "/" ? "index.html" : decodePath(pathname);
  const type = path === undefined ? undefined : TYPES[extname(path)];
  return path === undefined || type === undefined ? { kind: "refused", status: 404 } : { kind: "file", path, type };
}

/** Plain segments only: after decoding no separator, no dot segment, no drive, no NUL is left. */
function decodePath(pathname: string): string | undefined {
  const segments = pathname.slice(1).split("/").map(decodeSegment);
  return segments.every((segment) => segment !== undefined) ? segments.join("/") : undefined;
}

function decodeSegment(segment: string): string | undefined {
  return /^[\w@-][\w.@-]*$/.test(segment) ? segment : undefined;
}
