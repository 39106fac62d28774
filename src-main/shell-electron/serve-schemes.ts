// Answers app:// and media:// requests: reads what the pure decisions allow and adds the headers. Plain Request and Response.
import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import type { MediaWish, OpenedMedia } from "../api/data-side.ts";
import type { JsonObject } from "../domain/json.ts";
import { readAppRequest } from "./app-request.ts";
import { rangeAnswer, readRange } from "./byte-range.ts";
import { MEDIA_HEADERS, SCREEN_HEADERS } from "./content-policy.ts";
import { isProblem } from "./data-messages.ts";
import { readMediaRequest } from "./media-request.ts";

/** Electron adds to a request the origin that it saw itself. */
export type SchemeRequest = Request & Readonly<{ initiatorOrigin?: string }>;
export type TakeUpload = (name: string, bytes: AsyncIterable<Uint8Array>) => Promise<JsonObject>;
export type OpenMedia = (wish: MediaWish) => Promise<OpenedMedia | undefined>;

/** Answers `app://`: the built screens and their uploads. */
export function serveApp(screensFolder: string, take: TakeUpload): (request: SchemeRequest) => Promise<Response> {
  return async (request) => {
    const asked = readAppRequest({ method: request.method, url: request.url, initiator: request.initiatorOrigin });
    if (asked.kind === "refused") return new Response(null, { status: asked.status, headers: SCREEN_HEADERS });
    if (asked.kind === "upload") return answerUpload(asked.name, request, take);
    const bytes = await readFile(join(screensFolder, asked.path)).catch(() => undefined);
    if (bytes === undefined) return new Response(null, { status: 404, headers: SCREEN_HEADERS });
    return new Response(bytes, { headers: { ...SCREEN_HEADERS, "content-type": asked.type } });
  };
}

/** Answers `media://`: originals and previews, whole or in part. */
export function serveMedia(openMedia: OpenMedia): (request: SchemeRequest) => Promise<Response> {
  return async (request) => {
    const asked = readMediaRequest({ method: request.method, url: request.url, initiator: request.initiatorOrigin });
    if (asked.kind === "refused") return new Response(null, { status: asked.status, headers: MEDIA_HEADERS });
    const media = await openMedia({ sha256: asked.sha256, variant: asked.variant });
    if (media === undefined) return new Response(null, { status: 404, headers: MEDIA_HEADERS });
    return answerMedia(media, request);
  };
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

async function answerUpload(name: string, request: SchemeRequest, take: TakeUpload): Promise<Response> {
  try {
    return Response.json(await take(name, request.body ?? noBytes()), { headers: SCREEN_HEADERS });
  } catch (error) {
    if (!isProblem(error)) throw error;
    return Response.json({ code: error.code, details: error.details }, { status: 422, headers: SCREEN_HEADERS });
  }
}

async function* noBytes(): AsyncGenerator<Uint8Array> {}
