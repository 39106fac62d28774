// Answers app:// requests: reads what the pure decisions allow and adds the headers. Plain Request and Response.
import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import type { MediaRequest, OpenedMedia } from "../../api/data-side.ts";
import { readAppRequest } from "./app-request.ts";
import { rangeAnswer, readRange } from "./byte-range.ts";
import { MEDIA_HEADERS, SCREEN_HEADERS } from "../page/content-policy.ts";

/** Electron adds to a request the origin that it saw itself. */
export type SchemeRequest = Request & Readonly<{ initiatorOrigin?: string }>;
export type OpenMedia = (request: MediaRequest) => Promise<OpenedMedia | undefined>;

/** Answers `app://`: the built screens, and the media that they show. */
export function serveApp(screensFolder: string, openMedia: OpenMedia): (request: SchemeRequest) => Promise<Response> {
  return async (request) => {
    const asked = readAppRequest({ method: request.method, url: request.url, initiator: request.initiatorOrigin });
    if (asked.kind === "media") return serveMedia(openMedia, asked, request);
    if (asked.kind === "refused") return new Response(null, { status: asked.status, headers: SCREEN_HEADERS });
    const bytes = await readFile(join(screensFolder, asked.path)).catch(() => undefined);
    if (bytes === undefined) return new Response(null, { status: 404, headers: SCREEN_HEADERS });
    return new Response(bytes, { headers: { ...SCREEN_HEADERS, "content-type": asked.type } });
  };
}

/** Originals and previews, whole or in part. */
async function serveMedia(openMedia: OpenMedia, { sha256, variant }: MediaRequest, request: SchemeRequest): Promise<Response> {
  const media = await openMedia({ sha256, variant });
  return media === undefined ? new Response(null, { status: 404, headers: MEDIA_HEADERS }) : answerMedia(media, request);
}

function answerMedia(media: OpenedMedia, request: SchemeRequest): Response {
  const sizeBytes = "path" in media ? media.sizeBytes : media.bytes.byteLength;
  const range = readRange(request.headers.get("range"), sizeBytes);
  const { status, headers } = rangeAnswer(range, sizeBytes, media.mime);
  const isEmpty = request.method === "HEAD" || range.kind === "unsatisfiable" || sizeBytes === 0;
  const body = isEmpty ? null : bodyOf(media, range);
  return new Response(body, { status, headers: { ...MEDIA_HEADERS, ...headers, "content-disposition": disposition(media) } });
}

function bodyOf(
  media: OpenedMedia,
  { first, last }: Readonly<{ first: number; last: number }>,
): ReadableStream<Uint8Array> | Uint8Array<ArrayBuffer> {
  if ("bytes" in media) return new Uint8Array(media.bytes.subarray(first, last + 1));
  return Readable.toWeb(createReadStream(media.path, { start: first, end: last })) as ReadableStream<Uint8Array>;
}

function disposition({ inline, saveAs }: OpenedMedia): string {
  const name = encodeURIComponent(saveAs.toWellFormed()).replaceAll(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`);
  return `${inline ? "inline" : "attachment"}; filename*=UTF-8''${name}`;
}
