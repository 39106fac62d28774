// The program inside the emulated PC: the product's own use cases, asked for over a serial line, one at a time.
import { createHash } from "node:crypto";
import { execFileSync } from "node:child_process";
import {
  createReadStream,
  closeSync,
  cpSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { verifyBundle } from "../../src-main/bundle/verify-bundle.ts";
import { Problem } from "../../src-main/domain/problem.ts";
import { writeNewFile } from "../../src-main/drives/folders.ts";
import { restoreWorkspace } from "../../src-main/program/restore.ts";
import { openWorkspace, PRODUCT, type Workspace } from "../../src-main/program/workspaces.ts";
import { backupWorkspace } from "../../src-main/usecases/backup.ts";
import { checkWorkspace } from "../../src-main/usecases/check-workspace.ts";
import { UNWATCHED, type Desk } from "../../src-main/usecases/desk.ts";
import { requestEnrolment } from "../../src-main/usecases/enrol.ts";
import { exportBundle } from "../../src-main/usecases/export-bundle.ts";
import { beginVolumes, resumeVolumes, writeVolumes, type VolumeExport } from "../../src-main/usecases/export-volumes.ts";
import { importBundle } from "../../src-main/usecases/import-bundle.ts";
import { putRecord } from "../../src-main/usecases/put-record.ts";
import { readBackBundle } from "../../src-main/usecases/read-back.ts";
import { issueReceipts } from "../../src-main/usecases/receipt.ts";

type Args = Readonly<Record<string, string>>;

const PIN = "高台 tiger 42";
const MOST_MS = 60_000;
const HAND_IN = { purpose: "hand-in", recipient: { kind: "county" }, papers: [], full: true } as const;
/** The small office's document takes several of them. */
const VOLUME_BYTES = 400 * 1024;
const offices = new Map<string, Workspace>();

const ACTIONS: Readonly<Record<string, (args: Args) => unknown>> = {
  mount: async ({ at = "", kind = "", options = "utf8" }) => mount(await newDrive(), folderAt(at), kind, options),
  unmount: ({ at = "" }) => run("umount", ["-l", folderAt(at)]),
  copy: ({ from = "", to = "" }) => {
    rmSync(to, { recursive: true, force: true });
    cpSync(from, to, { recursive: true });
  },
  make: ({ path = "" }) => mkdirSync(path, { recursive: true }),
  open: async ({ name = "", folder = "" }) => {
    await offices.get(name)?.close();
    offices.set(name, await openWorkspace(folder, PIN, { ...PRODUCT, markOf: () => undefined }));
  },
  close: async ({ name = "" }) => {
    await offices.get(name)?.close();
    offices.delete(name);
  },
  write: ({ path = "", text = "" }) => {
    writeFileSync(path, text, { flush: true });
    run("sync", ["-f", path]);
  },
  // As it was once thought to be enough: the bytes before the rename, the folder after it.
  renamed: ({ path = "", text = "", times = "" }) => {
    writeFileSync(`${path}.part`, text.repeat(Number(times)), { flush: true });
    renameSync(`${path}.part`, path);
    const folder = openSync(dirname(path), "r");
    fsyncSync(folder);
    closeSync(folder);
  },
  fill: ({ at = "", leave = "0" }) => {
    const { bavail, bsize } = statfsSync(folderAt(at));
    writeFileSync(join(folderAt(at), "占满.bin"), Buffer.alloc(Math.max(0, bavail * bsize - Number(leave)), 7), { flush: true });
  },
  drop: ({ path = "" }) => rmSync(path, { force: true }),
  restore: async ({ path = "", to = "" }) => (await restoreWorkspace(path, to, PRODUCT.world, UNWATCHED)).entriesDigest,
  look: ({ at = "" }) => look(folderAt(at)),
  state: ({ name = "" }) => stateOf(deskOf(name)),
  export: async ({ name = "", to = "", sealed }) => {
    const wish = { ...HAND_IN, folder: to, plain: sealed === undefined };
    const { path, sizeBytes, number, readFrom } = await exportBundle(deskOf(name), wish, UNWATCHED);
    return { file: basename(path), sizeBytes, number, readFrom };
  },
  volumes: async ({ name = "", to = "" }) =>
    writeAll(deskOf(name), await beginVolumes(deskOf(name), { ...HAND_IN, plain: true }, VOLUME_BYTES, UNWATCHED), to),
  "rest of volumes": async ({ name = "", to = "" }) => writeAll(deskOf(name), await resumeVolumes(deskOf(name)), to),
  request: async ({ name = "", to = "" }) => {
    const desk = deskOf(name);
    const target = { folder: to, baseName: `${desk.store.facts().unit}-request` };
    return basename((await requestEnrolment(desk, target, UNWATCHED)).path);
  },
  import: async ({ name = "", path = "" }) => (await importBundle(deskOf(name), path, { means: "usb" }, UNWATCHED)).receivedMs,
  receipt: async ({ name = "", unit = "", to = "" }) => {
    const { path, sizeBytes } = await issueReceipts(deskOf(name), unit, to, UNWATCHED);
    return { file: basename(path), sizeBytes };
  },
  record: async ({ name = "", title = "", file }) => {
    const metrics = { sessions: 1, persons: 12 };
    const value = { code: "21101", title, startsAt: "2021-06-01T09:00", mode: "offline", metrics };
    await putRecord(deskOf(name), { kind: "activity", value, files: file === undefined ? [] : [{ path: file }] }, UNWATCHED);
  },
  paper: async ({ to = "", text = "", times = "" }) =>
    basename(await writeNewFile(to, "附件1.pdf", Buffer.from(text.repeat(Number(times))))),
  backup: async ({ name = "", path = "" }) => (await backupWorkspace(deskOf(name), path, UNWATCHED)).sizeBytes,
  fits: ({ name = "", to = "", sizeBytes = "" }) => deskOf(name).fits(to, Number(sizeBytes)),
};

/** As the screens and the command line do it: each volume is read back before the next. */
async function writeAll(desk: Desk, volumes: VolumeExport, folder: string): Promise<readonly string[]> {
  try {
    const readBack = (path: string) => readBackBundle(desk, path, UNWATCHED);
    const { files, stopped } = await writeVolumes(volumes, folder, UNWATCHED, {}, readBack);
    if (stopped !== undefined) throw stopped;
    return files.map(({ path }) => basename(path));
  } finally {
    await volumes.close();
  }
}

function deskOf(name: string): Desk {
  const office = offices.get(name);
  if (office === undefined) throw new Error(`${name} is not open`);
  return office.desk;
}

function folderAt(name: string): string {
  const folder = join("/mnt", name);
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** The drive that was plugged in and is not mounted. */
async function newDrive(): Promise<string> {
  const startedMs = Date.now();
  while (Date.now() - startedMs < MOST_MS) {
    const mounted = readFileSync("/proc/mounts", "utf8");
    const isNew = (name: string) =>
      /^sd[a-z]+$/.test(name) && !mounted.includes(`/dev/${name} `) && readFileSync(`/sys/block/${name}/size`, "utf8") !== "0\n";
    const found = readdirSync("/sys/block").find(isNew);
    if (found !== undefined && existsSync(`/dev/${found}`)) return `/dev/${found}`;
    await new Promise((again) => setTimeout(again, 20)); // the kernel is still asking the drive who it is
  }
  throw new Error("no drive was plugged in");
}

function mount(device: string, folder: string, kind: string, options: string): string {
  return run("mount", ["-t", kind, "-o", options, device, folder]);
}

function run(program: string, args: readonly string[]): string {
  return execFileSync(program, args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}

/** Every file on a drive: whether a bundle is whole, of others the digest. */
async function look(folder: string): Promise<Readonly<Record<string, string>>> {
  const found: Record<string, string> = {};
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile()) found[path.slice(folder.length + 1)] = await soundness(path);
  }
  return found;
}

async function soundness(path: string): Promise<string> {
  try {
    if (!path.endsWith(".anbao")) return createHash("sha256").update(readFileSync(path)).digest("hex");
    await verifyBundle(path, { stagingDir: "/mnt/tmp", progress: UNWATCHED });
    return "whole";
  } catch (cause) {
    return `${statSync(path, { throwIfNoEntry: false })?.size ?? "no"} bytes: ${told(cause).code ?? ""}`;
  }
}

async function stateOf(desk: Desk): Promise<unknown> {
  const { problems, entriesDigest, stateDigest, entries } = await checkWorkspace(desk, true, UNWATCHED);
  const exports = desk.store.exports().map(({ number }) => number);
  const volumes = desk.store
    .plans()
    .flatMap((plan) => plan.volumes.map(({ fileName, writtenMs }) => ({ file: fileName, isWritten: writtenMs !== null })));
  return { problems, entriesDigest, stateDigest, entries, exports, volumes, imports: desk.store.imports().length };
}

function told(cause: unknown): Readonly<{ code: string; message: string }> {
  if (cause instanceof Problem) return { code: cause.code, message: String(cause.cause ?? "") };
  const { code = "unexpected", stack = "" } = cause as NodeJS.ErrnoException;
  return { code, message: stack === "" ? String(cause) : stack };
}

const line = openSync("/dev/ttyS1", "w");
const say = (answer: object): void => void writeSync(line, `${JSON.stringify(answer)}\n`);

async function answer(text: string): Promise<void> {
  const { id, what, args } = JSON.parse(text) as { id: number; what: string; args: Args };
  try {
    const value: unknown = await ACTIONS[what]?.(args);
    say({ id, value });
  } catch (cause) {
    say({ id, ...told(cause) });
  }
}

say({ id: 0 });
for await (const text of createInterface(createReadStream("/dev/ttyS1"))) await answer(text);
