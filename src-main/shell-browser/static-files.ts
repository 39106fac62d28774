// The program's own pages: a closed list read at the start, so that no path can lead anywhere else.
import { readdir, readFile } from "node:fs/promises";
import { extname, join, relative, sep } from "node:path";
import { COMMON_HEADERS, pagePolicy, WORKER_POLICY, type Headers } from "./response-headers.ts";

/** Media type by extension of the files that the renderer is built of. */
const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".webp": "image/webp",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".ttf": "font/ttf",
  ".wasm": "application/wasm",
  ".bcmap": "application/octet-stream",
  ".pfb": "application/octet-stream",
  ".txt": "text/plain; charset=utf-8",
};

/** Stands in the built index.html wherever the nonce of its styles belongs (Vite's `html.cspNonce`). */
export const NONCE_PLACEHOLDER = "ANBAO_CSP_NONCE";

/** Path of the address → file on disk. */
export type StaticFiles = ReadonlyMap<string, string>;

/** Lists a built renderer; names that begin with a dot, links and types that are not known are left out. */
export async function listStaticFiles(folder: string): Promise<StaticFiles> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = found.filter((item) => item.isFile() && !item.name.startsWith(".") && TYPES[extname(item.name)] !== undefined);
  return new Map(
    files
      .map((item) => join(item.parentPath, item.name))
      .map((path) => [`/${relative(folder, path).split(sep).join("/")}`, path]),
  );
}

/**
 * The file that an address path leads to; `/` and a screen's path lead to the start page. Decoded once; undefined where there is none.
 */
export function staticPathOf(files: StaticFiles, urlPath: string): string | undefined {
  const name = decodeOnce(urlPath);
  if (name === undefined || /[\\\0]|(^|\/)\.\.?(\/|$)/.test(name)) return undefined;
  const isScreen = !name.slice(name.lastIndexOf("/")).includes(".");
  return files.get(name) ?? (isScreen ? files.get("/index.html") : undefined);
}

function decodeOnce(urlPath: string): string | undefined {
  try {
    return decodeURIComponent(urlPath);
  } catch {
    return undefined;
  }
}

/** One answer, held in memory: the renderer's files are small. */
export type StaticAnswer = Readonly<{ headers: Headers; body: Buffer }>;

/** A script's own policy binds it where it runs as a worker. */
function policyOf(type: string): Headers {
  return type.startsWith("text/javascript") ? { "content-security-policy": WORKER_POLICY } : {};
}

/** Reads a file of the list. @param nonce fresh for every answer; goes into a page that was built with a place for it. */
export async function readStatic(path: string, nonce: string): Promise<StaticAnswer> {
  const body = await readFile(path);
  const type = TYPES[extname(path)] ?? "application/octet-stream";
  if (!type.startsWith("text/html")) return { headers: { ...COMMON_HEADERS, ...policyOf(type), "content-type": type }, body };
  const page = body.toString("utf8");
  const placed = page.replaceAll(NONCE_PLACEHOLDER, nonce);
  const policy = pagePolicy(placed === page ? undefined : nonce);
  return { headers: { ...COMMON_HEADERS, "content-type": type, "content-security-policy": policy }, body: Buffer.from(placed) };
}
