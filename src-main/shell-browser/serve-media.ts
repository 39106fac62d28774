// Answers a signed link: the bytes of a medium, whole or in part, as a file that can do nothing in the page.
import { createReadStream } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { readRange, type RangeAnswer } from "./byte-range.ts";
import type { MediaRequest } from "./media-link.ts";
import { COMMON_HEADERS, type Headers } from "./response-headers.ts";

/** Where a medium's bytes are: a file of `sizeBytes`, or in memory. `inline`: a page may show it, else it is saved as `saveAs`. */
export type OpenedMedia = Readonly<{ mime: string; inline: boolean; saveAs: string }> &
  (Readonly<{ path: string; sizeBytes: number }> | Readonly<{ bytes: Uint8Array }>);

/** Finds a medium; undefined if it is not here. */
export type OpenMedia = (request: MediaRequest) => Promise<OpenedMedia | undefined>;

/** Status and headers for a medium. */
export function mediaHead(media: OpenedMedia, range: RangeAnswer): Readonly<{ status: number; headers: Headers }> {
  const sizeBytes = sizeOf(media);
  const disposition = `${media.inline ? "inline" : "attachment"}; filename*=UTF-8''${encodeName(media.saveAs)}`;
  const headers = { ...COMMON_HEADERS, "content-type": media.mime, "accept-ranges": "bytes", "content-disposition": disposition };
  if (range.kind === "unsatisfiable") {
    return { status: 416, headers: { ...headers, "content-range": `bytes */${sizeBytes}`, "content-length": "0" } };
  }
  if (range.kind === "whole") return { status: 200, headers: { ...headers, "content-length": String(sizeBytes) } };
  const contentRange = `bytes ${range.from}-${range.to}/${sizeBytes}`;
  return {
    status: 206,
    headers: { ...headers, "content-range": contentRange, "content-length": String(range.to - range.from + 1) },
  };
}

// RFC 8187 leaves fewer characters bare than encodeURIComponent does.
function encodeName(name: string): string {
  return encodeURIComponent(name.toWellFormed()).replaceAll(/['()*]/g, (character) => `%${character.charCodeAt(0).toString(16)}`);
}

function sizeOf(media: OpenedMedia): number {
  return "path" in media ? media.sizeBytes : media.bytes.byteLength;
}

/** Sends a medium; a reader that goes away in the middle is no error. */
export async function sendMedia(media: OpenedMedia, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const range = readRange(request.headers.range, sizeOf(media));
  const { status, headers } = mediaHead(media, range);
  response.writeHead(status, headers);
  if (request.method === "HEAD" || range.kind === "unsatisfiable" || sizeOf(media) === 0) return void response.end();
  const span = range.kind === "part" ? range : { from: 0, to: sizeOf(media) - 1 };
  await pipeline(bytesOf(media, span), response).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code !== "ERR_STREAM_PREMATURE_CLOSE") response.destroy(cause);
  });
}

function bytesOf(media: OpenedMedia, span: Readonly<{ from: number; to: number }>): Readable {
  if ("path" in media) return createReadStream(media.path, { start: span.from, end: span.to });
  return Readable.from([media.bytes.subarray(span.from, span.to + 1)]);
}
