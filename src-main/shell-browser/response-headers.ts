// The headers of every answer: what a page may load, and that nobody else may have it. Pure.

/** Headers by lower-case name. */
export type Headers = Readonly<Record<string, string>>;

/**
 * What the program's page may do: load its own files and nothing else.
 *
 * @param styleNonce the page's style elements carry it; undefined if the page was built without, then inline styles are allowed.
 */
export function pagePolicy(styleNonce: string | undefined): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    styleNonce === undefined
      ? "style-src 'self' 'unsafe-inline'"
      : `style-src 'self' 'nonce-${styleNonce}'; style-src-attr 'unsafe-inline'`,
    "img-src 'self' blob: data:",
    "media-src 'self' blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}

/** What the page that hands over the secret may do: run its one script. */
export function entryPolicy(scriptNonce: string): string {
  return `default-src 'none'; script-src 'nonce-${scriptNonce}'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`;
}

/** What a worker of the page may do: load scripts of the program and nothing else, compile nothing. */
export const WORKER_POLICY = "default-src 'none'; script-src 'self'";

/** What a foreign file may do when it is opened by itself: nothing. */
export const FOREIGN_POLICY = "default-src 'none'; sandbox";

/** Headers of every answer. Nothing is kept by the browser: the workspace's disk is the one place for its data. */
export const COMMON_HEADERS: Headers = {
  "cache-control": "no-store",
  "content-security-policy": FOREIGN_POLICY,
  "cross-origin-embedder-policy": "require-corp",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "origin-agent-cluster": "?1",
  "permissions-policy": "camera=(), geolocation=(), microphone=(), usb=(), serial=(), hid=()",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
};
