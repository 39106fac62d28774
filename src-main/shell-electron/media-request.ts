// What a request to media:// asks for: an original or a preview, by hash, for the screens only. Pure.
import type { MediaVariant } from "../api/data-side.ts";
import { isAppUrl, MEDIA_SCHEME } from "./origins.ts";

export type MediaRequest =
  Readonly<{ kind: "media"; sha256: string; variant: MediaVariant }> | Readonly<{ kind: "refused"; status: 400 | 403 | 405 }>;

const PATH = /^\/([0-9a-f]{64})$/;

/** The address under which the screens show a file of the media store. */
export function mediaUrl(sha256: string, variant: MediaVariant): string {
  return `${MEDIA_SCHEME}://${variant}/${sha256}`;
}

/**
 * Decides about a request to `media://`. `initiator` is the origin that Electron saw, never what the page claims.
 */
export function readMediaRequest(asked: Readonly<{ method: string; url: string; initiator: string | undefined }>): MediaRequest {
  if (asked.initiator === undefined || !isAppUrl(asked.initiator)) return { kind: "refused", status: 403 };
  if (asked.method !== "GET" && asked.method !== "HEAD") return { kind: "refused", status: 405 };
  if (!URL.canParse(asked.url)) return { kind: "refused", status: 400 };
  const { protocol, host, pathname, search } = new URL(asked.url);
  const sha256 = PATH.exec(pathname)?.[1];
  const known = protocol === `${MEDIA_SCHEME}:` && (host === "original" || host === "preview") && search === "";
  return known && sha256 !== undefined ? { kind: "media", sha256, variant: host } : { kind: "refused", status: 400 };
}
