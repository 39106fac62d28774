// What every check works with: the emulated PC (started when it is first needed, started again if it ended), drives to begin with,
// and questions to the program inside.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Faults } from "./block-server.ts";
import { openImage, type DriveImage, type Noted } from "./drive-image.ts";
import { startMachine, type Answer, type Machine, type Plugged } from "./guest-machine.ts";
import { makeGuestRoot } from "./guest-root.ts";
import { makeEmpty, makeOffices, MIB, type Kind } from "./make-drives.ts";

/** One check; it fails by throwing. @returns what it saw, in a few words. */
export type Check = Readonly<{ name: string; run(lab: Lab): Promise<string> }>;

export type Lab = Readonly<{
  folder: string;
  offices: string;
  machine(): Promise<Machine>;
  /** What is made once for many checks. */
  once<T>(name: string, make: () => Promise<T>): Promise<T>;
  end(): void;
}>;

export const STICK = "/mnt/stick";
/** A file that was on the stick before. */
export const OTHER = "别的文件.txt";
export const OTHER_SHA256 = "8f434346648f6b96df89dda901c5176b10a6d83961dd3c1ac88b59b2dc327aa4";
const OTHER_TEXT = "hi";

/** Opens the laboratory in a folder that keeps kernel, offices and results between runs. */
export async function openLab(folder: string, driver: string): Promise<Lab> {
  mkdirSync(folder, { recursive: true });
  const offices = await makeOffices(folder);
  const root = makeGuestRoot(folder, process.execPath, driver);
  const state: { machine: Promise<Machine> | undefined } = { machine: undefined };
  const made = new Map<string, Promise<unknown>>();
  return {
    folder,
    offices,
    machine: () => (state.machine ??= startMachine(folder, root)),
    once: <T>(name: string, make: () => Promise<T>) => {
      const known = made.get(name) ?? make();
      made.set(name, known);
      return known as Promise<T>;
    },
    end: () => {
      // One that did not start has nothing to end.
      void state.machine?.then(
        (machine) => machine.end(),
        () => undefined,
      );
      state.machine = undefined;
      made.clear();
    },
  };
}

/** Asks and expects an answer without a problem. */
export async function ask<T = unknown>(lab: Lab, what: string, args: Readonly<Record<string, string>> = {}): Promise<T> {
  const answer = await attempt(lab, what, args);
  assert.equal(answer.code, undefined, `${what}: ${answer.code} ${answer.message}`);
  return answer.value as T;
}

/** Asks; a problem is an answer as well. */
export async function attempt(lab: Lab, what: string, args: Readonly<Record<string, string>> = {}): Promise<Answer> {
  return (await lab.machine()).ask(what, args);
}

/** Mounts are as a desktop makes them, but for `flush` on vfat, which would only help. */
const OPTIONS: Readonly<Record<Kind, string>> = { vfat: "utf8,shortname=mixed", exfat: "iocharset=utf8,errors=remount-ro" };

/** Plugs a drive in and mounts it at `/mnt/<name>`. */
export async function insert(
  lab: Lab,
  name: string,
  kind: Kind,
  image: DriveImage,
  { journal = [], faults = {}, readOnly = false }: Readonly<{ journal?: Noted[]; faults?: Faults; readOnly?: boolean }> = {},
): Promise<Plugged> {
  const plugged = await (await lab.machine()).plug(name, image, journal, faults);
  await ask(lab, "mount", { at: name, kind, options: `${OPTIONS[kind]}${readOnly || faults.readOnly === true ? ",ro" : ""}` });
  return plugged;
}

/** Takes a drive out as a person should: unmounted first. */
export async function remove(lab: Lab, name: string, plugged: Plugged): Promise<void> {
  await ask(lab, "unmount", { at: name });
  await plugged.tear();
}

/** A stick with one file of somebody else's, made once. */
export function freshStick(lab: Lab, kind: Kind, sizeBytes = 64 * MIB): Promise<DriveImage> {
  const made = lab.once(`stick ${kind} ${sizeBytes}`, async () => {
    const image = openImage(makeEmpty(join(lab.folder, `stick-${sizeBytes}.${kind}`), kind, sizeBytes), sizeBytes);
    const plugged = await insert(lab, "stick", kind, image);
    await ask(lab, "write", { path: join(STICK, OTHER), text: OTHER_TEXT });
    await remove(lab, "stick", plugged);
    return image;
  });
  return made.then((image) => image.copy());
}

/** What lies on a stick, seen by a PC that it is plugged into anew. */
export async function lookAt(lab: Lab, kind: Kind, image: DriveImage): Promise<Readonly<Record<string, string>>> {
  const plugged = await insert(lab, "stick", kind, image.copy(), { readOnly: true });
  const found = await ask<Readonly<Record<string, string>>>(lab, "look", { at: "stick" });
  await remove(lab, "stick", plugged);
  return found;
}

/** A fresh copy of an office in the PC's memory, opened. */
export async function openCopy(lab: Lab, office: "small" | "big" | "county"): Promise<OfficeState> {
  await ask(lab, "close", { name: office });
  await ask(lab, "copy", { from: join(lab.offices, office), to: `/mnt/${office}` });
  await ask(lab, "open", { name: office, folder: `/mnt/${office}` });
  // Every copy begins with the same state.
  return lab.once(`state ${office}`, () => stateOf(lab, office));
}

export type OfficeState = Readonly<{
  problems: readonly string[];
  entriesDigest: string;
  stateDigest: string;
  exports: readonly number[];
  /** Of bundles that are written in volumes. */
  volumes: readonly Readonly<{ file: string; isWritten: boolean }>[];
  imports: number;
}>;

/** The integrity check with every original read, and what was noted. */
export function stateOf(lab: Lab, name: string): Promise<OfficeState> {
  return ask<OfficeState>(lab, "state", { name });
}

/** Lines of the checkers that name no fault: what they are, what they counted, and the mark of a drive that was not unmounted. */
const NO_FAULT = new RegExp(
  [
    "^$|^fsck|^exfatprogs|Leaving filesystem unchanged|: \\d+ files, |: (clean|dirty)\\. directories \\d+, files \\d+",
    "differences between boot sector|mostly harmless|^ {2}65:0[01]/0[01]|Not automatically fixing this",
    "Dirty bit is set|Automatically removing dirty bit|^Filesystem was not cleanly unmounted",
  ].join("|"),
);

/** What the file system's own check finds; empty where it finds nothing. */
export function fsck(lab: Lab, kind: Kind, image: DriveImage): string {
  const path = join(lab.folder, "fsck.img");
  image.save(path);
  const checked = spawnSync(`fsck.${kind}`, ["-n", path], { encoding: "utf8" });
  rmSync(path);
  const said = `${checked.stdout}${checked.stderr}`.split("\n");
  return said.filter((text) => !NO_FAULT.test(text)).join("\n");
}

/** A drive after the file system's own repair, as a system offers it for a drive that was not taken out properly. */
export function repair(lab: Lab, kind: Kind, image: DriveImage): DriveImage {
  const path = join(lab.folder, `repaired-${randomUUID()}.img`);
  image.save(path);
  const { status, stdout } = spawnSync(`fsck.${kind}`, [kind === "vfat" ? "-a" : "-y", path], { encoding: "utf8" });
  assert.ok(status !== null && status < 4, stdout);
  return openImage(path, image.sizeBytes);
}

/** Programs that the laboratory starts; a sentence where they are missing. */
export function missingPrograms(): string | undefined {
  const needed: Readonly<Record<string, string>> = {
    "qemu-system-x86_64": "qemu-system-x86",
    busybox: "busybox-static",
    "mkfs.vfat": "dosfstools",
    "mkfs.exfat": "exfatprogs",
    cpio: "cpio",
    depmod: "kmod",
  };
  const missing = Object.keys(needed).filter((program) => {
    try {
      execFileSync("sh", ["-c", `command -v ${program}`], {
        env: { ...process.env, PATH: `${process.env["PATH"]}:/usr/sbin:/sbin` },
      });
      return false;
    } catch {
      return true;
    }
  });
  if (missing.length === 0) return undefined;
  const packages = missing.map((program) => needed[program]).join(" ");
  return `The sticks need Debian packages. Type: sudo apt-get update && sudo apt-get install -y --no-install-recommends ${packages}`;
}
