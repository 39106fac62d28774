// Links to media that only this run has given out: the browser's own loaders cannot send a header, so the address carries a signature.
import { createHmac } from "node:crypto";
import { isSameSecret } from "./session.ts";

/** The original, or the small picture made from it. */
export type MediaVariant = "original" | "preview";

const FOLDER: Readonly<Record<MediaVariant, string>> = { original: "media", preview: "preview" };

/** A medium that is asked for. `name`: the one that the page shows it under; as asked, and not signed. */
export type MediaRequest = Readonly<{ variant: MediaVariant; sha256: string; name?: string }>;

function sign(key: string, { variant, sha256 }: MediaRequest): string {
  return createHmac("sha256", key).update(`${variant}/${sha256}`).digest("base64url");
}

/** The link to a medium, without host. @param key this run's key for links. */
export function mediaLink(key: string, request: MediaRequest): string {
  return `/${FOLDER[request.variant]}/${request.sha256}?sig=${sign(key, request)}`;
}

/** What a link asks for; undefined if this run has not given it out. */
export function readMediaLink(key: string, url: URL): MediaRequest | undefined {
  const match = /^\/(media|preview)\/([0-9a-f]{64})$/.exec(url.pathname);
  if (!match?.[1] || !match[2]) return undefined;
  const request: MediaRequest = { variant: match[1] === "media" ? "original" : "preview", sha256: match[2] };
  if (!isSameSecret(url.searchParams.get("sig") ?? undefined, sign(key, request))) return undefined;
  const name = url.searchParams.get("name");
  return name === null ? request : { ...request, name };
}
