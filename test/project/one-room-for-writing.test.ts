// Durable writing stands in one room: no other file renames, copies or syncs by itself, but for temporary files that are named here.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "../support/tree.ts";

/** Calls that give a file its bytes or its name. */
const WRITING = /\b(rename|copyFile|cp|writeFile|fsync|fdatasync|link|symlink)(Sync)?\b/;

/** Who writes what nobody relies on after a power cut. */
const TEMPORARY: Readonly<Record<string, string>> = {
  "bundle/bundle-port.ts": "entries in the staging folder",
  "logs/log-file.ts": "the log and the one before it: a lost line does no harm",
  "compose/workspace/restore.ts": "into a folder that placeFolder syncs whole before it gets its name",
  "shell-browser/opener.ts": "the page that opens the browser",
  "demo/run-demo.ts": "photos that the demo draws and attaches at once",
};

test("only src-main/disk renames, copies, writes and syncs; others say why they need not", () => {
  const folder = join(ROOT, "src-main");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"));
  const writing = files.filter((name) => {
    const imports = readFileSync(join(folder, name), "utf8").matchAll(/import \{([^}]*)\} from "node:fs(\/promises)?"/g);
    return !name.startsWith("disk/") && [...imports].some(([, names]) => WRITING.test(names ?? ""));
  });
  expect(files.length).toBeGreaterThan(200);
  expect(writing.sort()).toEqual(Object.keys(TEMPORARY).sort());
});
