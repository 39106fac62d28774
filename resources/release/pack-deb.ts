#!/usr/bin/env node
// Makes a deb with dpkg-deb, called by electron-builder in the role of fpm (`CUSTOM_FPM_PATH`): nothing is fetched for it, and what the
// test builds is what offices get.
import { createHash } from "node:crypto";
import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { copyTree } from "./copy-tree.ts";
import { run } from "./fetch-package.ts";
import { controlText, readFpmWords, type DebRequest } from "./fpm-words.ts";

/** electron-builder's words as dpkg-deb's; `gz` is for whoever is in a hurry. */
const COMPRESSIONS: Readonly<Record<string, readonly string[]>> = { gz: ["-Zgzip", "-z1"], xz: ["-Zxz"] };
const EXECUTABLE = 0o111;

/** Builds what is requested. @throws {Error} where dpkg-deb is not there or refuses. */
export function packDeb(request: DebRequest): void {
  const folder = mkdtempSync(join(tmpdir(), "anbao-deb-"));
  try {
    for (const place of request.places) layPlace(place, folder);
    settleModes(folder);
    writeControl(request, folder);
    mkdirSync(dirname(request.output), { recursive: true });
    run("dpkg-deb", ["--build", "--root-owner-group", ...(COMPRESSIONS[request.compression] ?? ["-Zxz"]), folder, request.output]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function layPlace({ from, to }: DebRequest["places"][number], folder: string): void {
  const target = join(folder, to);
  mkdirSync(dirname(target), { recursive: true });
  if (from.endsWith("/")) copyTree(from, target);
  else copyFileSync(from, target);
}

/** Whatever this person's umask was: folders 755, programs 755, files 644; the sandbox's helper has its bit already here. */
function settleModes(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isDirectory()) chmodSync(path, 0o755);
    else if (entry.isFile()) chmodSync(path, modeOf(entry.name, statSync(path).mode));
  }
}

function modeOf(name: string, mode: number): number {
  if (name === "chrome-sandbox") return 0o4755;
  return (mode & EXECUTABLE) === 0 ? 0o644 : 0o755;
}

function writeControl(request: DebRequest, folder: string): void {
  const files = listFiles(folder);
  const sizeKib = files.reduce((sum, path) => sum + Math.ceil(statSync(path).size / 1024), 0);
  const control = join(folder, "DEBIAN");
  mkdirSync(control);
  writeFileSync(join(control, "control"), controlText(request, sizeKib), { mode: 0o644 });
  writeFileSync(join(control, "md5sums"), files.map((path) => `${md5(path)}  ${relative(folder, path)}\n`).join(""), { mode: 0o644 });
  for (const [script, name] of [[request.afterInstall, "postinst"], [request.afterRemove, "postrm"]] as const) {
    if (!existsSync(script)) throw new Error(`${script} is not there.`);
    copyFileSync(script, join(control, name));
    chmodSync(join(control, name), 0o755);
  }
}

function listFiles(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function md5(path: string): string {
  return createHash("md5").update(readFileSync(path)).digest("hex");
}

if (import.meta.main) packDeb(readFpmWords(process.argv.slice(2)));
