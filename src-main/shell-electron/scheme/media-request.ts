// Which medium an address below /media/ names: an original or a small picture, by hash. Pure.
import type { MediaVariant, MediaRequest } from "../../api/data-side.ts";
import { APP_ORIGIN, MEDIA_PATH } from "../page/origins.ts";

const PATH = /^\/media\/(original|preview)\/([0-9a-f]{64})$/;

/** The address under which the screens show a file of the media store: of their own origin. */
export function mediaUrl(sha256: string, variant: MediaVariant): string {
  return `${APP_ORIGIN}${MEDIA_PATH}${variant}/${sha256}`;
}

/** The medium that a path of our origin names; undefined if it names none. */
export function readMediaPath(pathname: string): MediaRequest | undefined {
  const [, variant, sha256] = PATH.exec(pathname) ?? [];
  return variant === undefined || sha256 === undefined ? undefined : { variant: variant as MediaVariant, sha256 };
}
