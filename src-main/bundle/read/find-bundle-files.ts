// Looks for bundles on a drive or in folders: by content, because a chat or a person may have renamed them; with limits, because
// a drive may hold anything. Nothing is written.
import { open, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { Problem } from "../../domain/problem.ts";
import type { FoundBundles, SearchLimits } from "../../usecases/ports/bundles.ts";
import { AGE_MAGIC } from "../age/age-header.ts";
import { BAG_DECLARATION } from "../names.ts";
import { LOCAL_BYTES, LOCAL_MARK } from "../zip/zip-layout.ts";

const OUR_NAME = /\.anbao(\.age)?$/i;
/** What systems keep on drives for themselves, and the halves of files that one of them splits. */
const SYSTEM_NAME = /^(System Volume Information|\$RECYCLE\.BIN|\.Trashes|\.Trash-\d+|\.Spotlight-V100|\.fseventsd|\._.*)$/i;

/** Limits of one search: folders below the given one, files that are looked at, bundles. */
export const SEARCH_LIMITS = { depth: 8, files: 20_000, bundles: 2000 } as const;

type Search = {
  readonly paths: string[];
  looked: number;
  ignored: number;
  unreadable: number;
  capped: boolean;
  readonly limits: SearchLimits;
  readonly signal: AbortSignal;
};

/**
 * Files stand for themselves, folders for the bundles in and below them, in order of their names.
 * A file that carries our ending is found whatever it holds, so that a damaged bundle is told and not passed over.
 *
 * @throws {Problem} `cancelled`
 */
export async function findBundleFiles(
  paths: readonly string[],
  signal: AbortSignal,
  limits: SearchLimits = SEARCH_LIMITS,
): Promise<FoundBundles> {
  const search: Search = { paths: [], looked: 0, ignored: 0, unreadable: 0, capped: false, limits, signal };
  for (const path of paths) {
    const isFolder = await stat(path).then(
      (found) => found.isDirectory(),
      () => false, // it is told as missing when it is opened
    );
    if (isFolder) await searchFolder(search, path, 0);
    else search.paths.push(path);
  }
  const { ignored, unreadable, capped } = search;
  return { paths: [...new Set(search.paths)], ignored, unreadable, capped };
}

async function searchFolder(search: Search, folder: string, depth: number): Promise<void> {
  if (search.signal.aborted) throw new Problem("cancelled", {});
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => undefined); // counted below: the rest is still searched
  if (entries === undefined) {
    search.unreadable += 1;
    return;
  }
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (SYSTEM_NAME.test(entry.name)) continue;
    const path = join(folder, entry.name);
    if (entry.isFile()) await lookAt(search, path, entry.name);
    else if (entry.isDirectory() && depth < search.limits.depth) await searchFolder(search, path, depth + 1);
    else if (entry.isDirectory()) search.capped = true;
    if (isFull(search)) return;
  }
}

function isFull(search: Search): boolean {
  const full = search.looked >= search.limits.files || search.paths.length >= search.limits.bundles;
  if (full) search.capped = true;
  return full;
}

async function lookAt(search: Search, path: string, name: string): Promise<void> {
  search.looked += 1;
  if (OUR_NAME.test(name) || (await looksLikeBundle(path))) search.paths.push(path);
  else search.ignored += 1;
}

/** Whether a file begins as our bundles do: an age file, or a ZIP whose first member declares a bag. */
async function looksLikeBundle(path: string): Promise<boolean> {
  try {
    const file = await open(path, "r");
    try {
      const head = Buffer.alloc(LOCAL_BYTES + BAG_DECLARATION.length);
      const { bytesRead } = await file.read(head, 0, head.byteLength, 0);
      return beginsAsBundle(head.subarray(0, bytesRead));
    } finally {
      await file.close();
    }
  } catch {
    return false; // a file that cannot be read and does not carry our ending is none of ours
  }
}

function beginsAsBundle(head: Buffer): boolean {
  if (head.subarray(0, AGE_MAGIC.length).toString("latin1") === AGE_MAGIC) return true;
  if (head.byteLength < LOCAL_BYTES + BAG_DECLARATION.length || head.readUInt32LE(0) !== LOCAL_MARK) return false;
  return head.readUInt16LE(26) === BAG_DECLARATION.length && head.toString("latin1", LOCAL_BYTES) === BAG_DECLARATION;
}
