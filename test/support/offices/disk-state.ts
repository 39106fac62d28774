// What lies in a workspace: for tests that say "nothing was changed and nothing is left behind".
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { sha256 } from "../made/make-bundle.ts";
import type { Workspace } from "../../../src-main/usecases/workspace.ts";

/** Every file below a folder by its name from there, with "/" on every system. */
export function filesBelow(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll(sep, "/"))
    .sort();
}

/** Digests of the store, originals that are kept, logs, and what temporary files there are. */
export function workspaceState(folder: string, ws: Workspace): unknown {
  return {
    digests: ws.store.digests(),
    media: filesBelow(join(folder, "media")),
    staging: readdirSync(join(folder, "staging")),
    imports: ws.store.imports().length,
    exports: ws.store.exports().length,
  };
}

/** Temporary files of a workspace; empty when nothing is under way. */
export function leftovers(folder: string): readonly string[] {
  return ["staging", join("media", ".incoming")].flatMap((name) =>
    filesBelow(join(folder, name)).map((file) => join(name, file)),
  );
}

/** Content hashes of every file below a folder: equal before and after, nothing was touched. */
export function contentsBelow(folder: string): Readonly<Record<string, string>> {
  return Object.fromEntries(filesBelow(folder).map((name) => [name, sha256(readFileSync(join(folder, name)))]));
}
