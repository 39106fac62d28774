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
import { verifyBundle } from "../../src-main/bundle/read/verify-bundle.ts";
import { Problem } from "../../src-main/domain/problem.ts";
import { writeNewFile } from "../../src-main/drives/places/folders.ts";
import { restoreWorkspace } from "../../src-main/compose/workspace/restore.ts";
import { openWorkspace, PRODUCT } from "../../src-main/compose/workspace/workspaces.ts";
import type { WorkspaceHandle } from "../../src-main/session/current/open-workspaces.ts";
import { backupWorkspace } from "../../src-main/usecases/keeping/backup.ts";
import { checkWorkspace } from "../../src-main/usecases/keeping/check-workspace.ts";
import { UNWATCHED, type Workspace } from "../../src-main/usecases/workspace.ts";
import { requestEnrolment } from "../../src-main/usecases/trust/enrol.ts";
import { exportBundle } from "../../src-main/usecases/sending/write/export-bundle.ts";
import {
  beginVolumes,
  resumeVolumes,
  writeVolumes,
  type VolumeExport,
} from "../../src-main/usecases/sending/write/export-volumes.ts";
import { importBundle } from "../../src-main/usecases/receiving/bundles/import-bundle.ts";
import { putRecord } from "../../src-main/usecases/records/versions/put-record.ts";
import { readBackBundle } from "../../src-main/usecases/sending/drive/read-back.ts";
import { issueReceipts } from "../../src-main/usecases/receipts/receipt.ts";

type Args = Readonly<Record<string, string>>;

const PIN = "高台 tiger 42";
const MOST_MS = 60_000;
const HAND_IN = { purpose: "hand-in", recipient: { kind: "county" }, papers: [], full: true } as const;
/** The small office's document takes several of them. */
const VOLUME_BYTES = 400 * 1024;
const offices = new Map<string, WorkspaceHandle>();

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
  state: ({ name = "" }) => stateOf(workspaceIn(name)),
  export: async ({ name = "", to = "", sealed }) => {
    const request = { ...HAND_IN, folder: to, plain: sealed === undefined };
    const { path, sizeBytes, number, readFrom } = await exportBundle(workspaceIn(name), request, UNWATCHED);
    return { file: basename(path), sizeBytes, number, readFrom };
  },
  volumes: async ({ name = "", to = "" }) =>
    writeAll(workspaceIn(name), await beginVolumes(workspaceIn(name), { ...HAND_IN, plain: true }, VOLUME_BYTES, UNWATCHED), to),
  "rest of volumes": async ({ name = "", to = "" }) => writeAll(workspaceIn(name), await resumeVolumes(workspaceIn(name)), to),
  request: async ({ name = "", to = "" }) => {
    const ws = workspaceIn(name);
    const target = { folder: to, baseName: `${ws.store.facts().unit}-request` };
    return basename((await requestEnrolment(ws, target, UNWATCHED)).path);
  },
  import: async ({ name = "", path = "" }) =>
    (await importBundle(workspaceIn(name), path, { means: "usb" }, UNWATCHED)).receivedMs,
  receipt: async ({ name = "", unit = "", to = "" }) => {
    const { path, sizeBytes } = await issueReceipts(workspaceIn(name), unit, to, UNWATCHED);
    return { file: basename(path), sizeBytes };
  },
  record: async ({ name = "", title = "", file }) => {
    const metrics = { sessions: 1, persons: 12 };
    const value = { code: "21101", title, startsAt: "2021-06-01T09:00", mode: "offline", metrics };
    await putRecord(workspaceIn(name), { kind: "activity", value, files: file === undefined ? [] : [{ path: file }] }, UNWATCHED);
  },
  paper: async ({ to = "", text = "", times = "" }) =>
    basename(await writeNewFile(to, "附件1.pdf", Buffer.from(text.repeat(Number(times))))),
  backup: async ({ name = "", path = "" }) => (await backupWorkspace(workspaceIn(name), path, UNWATCHED)).sizeBytes,
  fits: ({ name = "", to = "", sizeBytes = "" }) => workspaceIn(name).fits(to, Number(sizeBytes)),
};

/** As the screens and the command line do it: each volume is read back before the next. */
async function writeAll(ws: Workspace, volumes: VolumeExport, folder: string): Promise<readonly string[]> {
  try {
    const readBack = (path: string) => readBackBundle(ws, path, UNWATCHED);
    const { files, stopped } = await writeVolumes(volumes, folder, UNWATCHED, {}, readBack);
    if (stopped !== undefined) throw stopped;
    return files.map(({ path }) => basename(path));
  } finally {
    await volumes.close();
  }
}

function workspaceIn(name: string): Workspace {
  const office = offices.get(name);
  if (office === undefined) throw new Error(`${name} is not open`);
  return office.ws;
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

async function stateOf(ws: Workspace): Promise<unknown> {
  const { problems, entriesDigest, stateDigest, entries } = await checkWorkspace(ws, true, UNWATCHED);
  const exports = ws.store.exports().map(({ number }) => number);
  const volumes = ws.store
    .plans()
    .flatMap((plan) => plan.volumes.map(({ fileName, writtenMs }) => ({ file: fileName, isWritten: writtenMs !== null })));
  return { problems, entriesDigest, stateDigest, entries, exports, volumes, imports: ws.store.imports().length };
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
