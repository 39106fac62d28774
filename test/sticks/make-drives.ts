// Image files that everything begins with: empty sticks, and a drive with two offices that trust each other and hold documents.
import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { closeSync, cpSync, existsSync, mkdirSync, openSync, renameSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openWorkspace } from "../../src-main/compose/door.ts";
import { makePair, PIN, record, surroundingsOf } from "../support/offices/office.ts";

export type Kind = "vfat" | "exfat";

export const MIB = 1024 * 1024;

/** An image file with an empty file system. */
export function makeEmpty(path: string, kind: Kind, sizeBytes: number): string {
  rmSync(path, { force: true });
  closeSync(openSync(path, "w"));
  truncateSync(path, sizeBytes);
  if (kind === "vfat") execFileSync("mkfs.vfat", ["-F", "32", "-n", "STICK", path], { stdio: "ignore" });
  else execFileSync("mkfs.exfat", ["-L", "STICK", path], { stdio: "ignore" });
  return path;
}

/** The offices, once: `county`, `small` (a town with a document of 1 MB) and `big` (the same with one of 24 MB more). */
export async function makeOffices(folder: string): Promise<string> {
  const offices = join(folder, "offices");
  if (existsSync(offices)) return offices;
  const part = `${offices}.part`;
  rmSync(part, { recursive: true, force: true });
  mkdirSync(part, { recursive: true });
  const { county, town, clock } = await makePair(part);
  await record(town.ws, "宣讲", {}, [documentOf(part, "IMG_1.pdf", 1)]);
  await Promise.all([county.close(), town.close()]);
  cpSync(join(part, "town"), join(part, "small"), { recursive: true });
  cpSync(join(part, "town"), join(part, "big"), { recursive: true });
  const big = await openWorkspace(join(part, "big"), PIN, surroundingsOf(clock));
  await record(big.ws, "大文件", {}, [documentOf(part, "IMG_24.pdf", 24)]);
  await big.close();
  documentOf(part, "IMG_2.pdf", 1);
  renameSync(part, offices);
  return offices;
}

/** A document that nobody can make smaller, under a name of a camera: such a one goes in plain bundles too. */
function documentOf(folder: string, name: string, mib: number): string {
  const path = join(folder, name);
  writeFileSync(path, Buffer.concat([Buffer.from("%PDF-1.7\n"), randomBytes(mib * MIB), Buffer.from("\n%%EOF\n")]));
  return path;
}
