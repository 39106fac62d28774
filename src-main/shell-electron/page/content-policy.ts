// What a document of ours may load, and the headers that say so. Pure.

/** Directives of the screens: nothing, and then what is needed. Inline styles are what antd writes. */
const SCREEN_POLICY: Readonly<Record<string, readonly string[]>> = {
  "default-src": ["'none'"],
  "script-src": ["'self'"],
  "style-src": ["'self'", "'unsafe-inline'"],
  "img-src": ["'self'", "blob:", "data:"],
  "media-src": ["'self'", "blob:"],
  "font-src": ["'self'"],
  "connect-src": ["'self'"],
  "worker-src": ["'self'"],
  "frame-ancestors": ["'none'"],
  "base-uri": ["'none'"],
  "form-action": ["'none'"],
};

/** The policy as one header value. */
export const CONTENT_POLICY = Object.entries(SCREEN_POLICY)
  .map(([directive, sources]) => [directive, ...sources].join(" "))
  .join("; ");

/** Headers of every answer that is a part of the screens. */
export const SCREEN_HEADERS: Readonly<Record<string, string>> = {
  "content-security-policy": CONTENT_POLICY,
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "cache-control": "no-store",
};

/** Headers of every answer with a medium: a foreign file never becomes a document that acts, nor a part of another page. */
export const MEDIA_HEADERS: Readonly<Record<string, string>> = {
  "content-security-policy": "default-src 'none'; sandbox",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-resource-policy": "same-origin",
  "cache-control": "no-store",
};
