// The order law: whatever gives a file its name, has it on the device before it says so. Every writer is a row.
import { readdirSync, readFileSync } from "node:fs";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { expect, test } from "vitest";
import { bundlePort } from "../../src-main/bundle/bundle-port.ts";
import { realDisk } from "../../src-main/bundle/disk.ts";
import { planVolumes } from "../../src-main/bundle/volumes/volume-plan.ts";
import { writeBackup } from "../../src-main/bundle/backup/write-backup.ts";
import { writeBundle } from "../../src-main/bundle/write/write-bundle.ts";
import { lastingCalls, placeFolder } from "../../src-main/disk/lasting.ts";
import { createOnDrive, partOf, writeOnDrive } from "../../src-main/disk/new-file.ts";
import { blockingCalls, placeBlocking, writeDurably } from "../../src-main/disk/small-file.ts";
import { realFs } from "../../src-main/media/keep/fs-port.ts";
import { openMediaStore } from "../../src-main/media/keep/media-store.ts";
import { openPlainFolders } from "../../src-main/media/out/plain-folders.ts";
import { openPreviewStore } from "../../src-main/media/preview/preview-store.ts";
import { GIVEN_FILES } from "../../src-main/compose/data-side/given-files.ts";
import { saveFile } from "../../src-main/session/files/save-file.ts";
import { openShelf } from "../../src-main/store/copies/backup-shelf.ts";
import { UNWATCHED } from "../../src-main/usecases/workspace.ts";
import { append, makeMedium, makeSource, openFeed, quiet } from "../support/made/make-bundle.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { ROOT } from "../support/tree.ts";
import { breaches, recording, recordingBlocking, type Call } from "./recorded-calls.ts";

type Writer = (folder: string, calls: Call[]) => Promise<unknown>;

const driveDisk = (calls: Call[]) => recording(realDisk, calls);
const source = async (folder: string) =>
  makeSource([append(openFeed("pc"), [{ title: "活动" }])], {
    media: [await makeMedium(join(folder, "originals"), Buffer.alloc(2_500_000, "照片"))],
  });
const target = async (folder: string) => {
  await mkdir(join(folder, "U盘"));
  return { folder: join(folder, "U盘"), baseName: "GT-01-001", stagingDir: join(folder, "staging") };
};

/** Writers onto drives; receipts, requests, packs, exchanges and what is given back are bundles. */
const ON_DRIVES: Readonly<Record<string, Writer>> = {
  bundle: async (folder, calls) => writeBundle(await source(folder), await target(folder), quiet(), driveDisk(calls)),
  "sealed bundle": async (folder, calls) => {
    const { recipient } = await bundlePort().newIdentity();
    await writeBundle(await source(folder), { ...(await target(folder)), recipients: [recipient] }, quiet(), driveDisk(calls));
  },
  volumes: async (folder, calls) => {
    const { folder: stick, ...cut } = await target(folder);
    const plan = await planVolumes(await source(folder), { ...cut, limitBytes: 1_500_000 }, quiet(), driveDisk(calls));
    for (const { number } of plan.volumes) await plan.write(number, stick, undefined, quiet());
    await plan.close();
    expect(plan.volumes.length).toBeGreaterThan(1);
  },
  backup: async (folder, calls) => {
    const [database, keys] = [join(folder, "anbao.db"), join(folder, "keys.json")];
    for (const path of [database, keys]) await writeFile(path, path);
    const digests = { entriesDigest: "ab".repeat(32), stateDigest: "ab".repeat(32), entries: 0, records: 0 };
    const statement = { madeAtMs: 0, programVersion: "0", unit: "1", unitName: "一", campaign: "c", device: "pc", ...digests };
    const { folder: stick } = await target(folder);
    const backup = { statement: { ...statement, role: "unit" as const }, database, keys, media: [] };
    const path = join(stick, "a.anbao-backup");
    await writeBackup(backup, path, partOf(path), quiet(), driveDisk(calls));
  },
  paper: async (folder, calls) => {
    const bytes = Buffer.from("%PDF");
    await writeOnDrive(join(folder, "附件1.pdf"), bytes, driveDisk(calls));
    await writeOnDrive(join(folder, "附件1.pdf"), bytes, driveDisk(calls));
    expect(await readFile(join(folder, "附件1.pdf"))).toEqual(bytes);
  },
  "paper beside others": (folder, calls) => createOnDrive(join(folder, "附件1.pdf"), Buffer.from("%PDF"), driveDisk(calls)),
  "saved by a person": async (folder, calls) => {
    const media = { mime: "application/pdf", inline: false, saveAs: "附件1.pdf", bytes: Buffer.from("%PDF") };
    for (const _ of ["new", "in place of the first"])
      await saveFile({ media }, join(folder, "附件1.pdf"), UNWATCHED, GIVEN_FILES, recording(lastingCalls, calls));
  },
};

/** Every file that puts something on drives, and the rows above that show its order. Diagnostics go to the clipboard. */
const WHO_WRITES: Readonly<Record<string, readonly string[]>> = {
  "src-main/bundle/backup/write-backup.ts": ["backup"],
  "src-main/bundle/write/write-bundle.ts": ["bundle", "sealed bundle", "volumes"],
  "src-main/drives/places/folders.ts": ["paper beside others"],
  "src-main/session/files/local-files.ts": ["paper"],
  "src-main/session/files/save-file.ts": ["saved by a person"],
};

const owner = { pid: process.pid, session: "abcd" };
const randomHex = (bytes: number) => "0".repeat(2 * bytes);
const opening = { owner, startedAtMs: 0, nowMs: 0, isAlive: () => true };

/** Writers into a workspace, which may lie on FAT as well. */
const IN_WORKSPACES: Readonly<Record<string, Writer>> = {
  originals: async (folder, calls) => {
    const root = join(folder, "media");
    const store = await openMediaStore({ root, fs: recording(realFs, calls), opening, randomHex: counted() });
    const files = [];
    for (const text of ["一", "二", "二"]) files.push(await store.intakeStream(bytesOf(text), quiet()));
    await store.commit(files);
  },
  previews: async (folder, calls) => {
    const root = join(folder, "media");
    await mkdir(join(root, ".incoming"), { recursive: true });
    const reader = { preview: async () => Buffer.from("ffd8ffe0ffd9", "hex") };
    const previews = openPreviewStore({ root, fs: recording(realFs, calls), owner, reader, randomHex });
    await previews.of("ab".repeat(32), { mime: "image/jpeg" });
  },
  "copies before imports": (folder, calls) =>
    openShelf(join(folder, "backups"), recording(lastingCalls, calls)).keep(0, (path) => writeFile(path, "copy")),
  "keys and settings": async (folder, calls) => {
    for (const text of ["old", "new"]) writeDurably(join(folder, "keys.json"), text, recordingBlocking(blockingCalls, calls));
    expect(await readdir(folder)).toEqual(["keys.json"]);
  },
  "a renewed key": async (folder, calls) => {
    await writeFile(join(folder, "keys-new.json"), "new");
    placeBlocking(join(folder, "keys-new.json"), join(folder, "keys.json"), recordingBlocking(blockingCalls, calls));
  },
};

test.each(Object.entries(ON_DRIVES))("%s: file, folder and drive are written before it is said", async (_name, write) => {
  const calls: Call[] = [];
  await write(await tempFolder(), calls);
  expect(calls.some(({ call }) => call === "rename")).toBe(true);
  expect(breaches(calls, true)).toEqual([]);
  expect(calls.at(-1)?.call).toBe("flushDrive");
});

const { "paper beside others": _passesBy, ...TRYING_AGAIN } = ON_DRIVES;

test.each(Object.entries(TRYING_AGAIN))(
  "%s: half a file that a torn stick kept is not touched by the next try",
  async (_name, write) => {
    const [first, second]: [Call[], Call[]] = [[], []];
    await write(await tempFolder(), first);
    await write(await tempFolder(), second);
    const halves = [first, second].map((calls) => calls.flatMap(({ from }) => (from === undefined ? [] : basename(from))));
    expect(new Set(halves.flat()).size).toBe(2 * (halves[0]?.length ?? 0));
  },
);

test.each(Object.entries(IN_WORKSPACES))("%s: file and folder are written before it is said", async (_name, write) => {
  const calls: Call[] = [];
  await write(await tempFolder(), calls);
  expect(calls.some(({ call }) => call === "rename")).toBe(true);
  expect(breaches(calls, false)).toEqual([]);
});

test("no writer onto drives is missing above, and none is there that is gone", () => {
  const names = readdirSync(join(ROOT, "src-main"), { recursive: true, encoding: "utf8" });
  const outside = names
    .map((name) => `src-main/${name.replaceAll("\\", "/")}`)
    .filter((path) => /^src-main\/(?!disk\/).*\.ts$/.test(path));
  const writers = outside.filter((path) =>
    /import \{[^}]*\b(placeOnDrive|writeOnDrive|createOnDrive)\b[^}]*\}/.test(readFileSync(join(ROOT, path), "utf8")),
  );
  expect(writers.sort()).toEqual(Object.keys(WHO_WRITES).sort());
  expect(Object.values(WHO_WRITES).flat().sort()).toEqual(Object.keys(ON_DRIVES).sort());
});

test("a restored workspace: every file and folder in it before its name, the folder above after", async () => {
  const folder = await tempFolder();
  const [part, whole] = [join(folder, "part"), join(folder, "whole")];
  await mkdir(join(part, "media", "ab"), { recursive: true });
  for (const name of ["anbao.db", join("media", "ab", "x")]) await writeFile(join(part, name), name);
  const calls: Call[] = [];
  await placeFolder(recording(realDisk, calls), part, whole);
  const named = calls.findIndex(({ call }) => call === "rename");
  const synced = calls.slice(0, named).map(({ path }) => path);
  expect(synced.sort()).toEqual(["", "anbao.db", "media", "media/ab", "media/ab/x"].map((name) => join(part, name)));
  expect(calls.slice(named).map(({ call, path }) => [call, path])).toEqual([
    ["rename", whole],
    ["syncFolder", folder],
    ["flushDrive", folder],
  ]);
});

test("exported originals: every file and folder before the folder's name, the drive after; what is dropped is gone", async () => {
  const root = await tempFolder();
  const medium = await makeMedium(join(root, "media", "ab"), Buffer.alloc(100_000, "照片"));
  const kept = join(root, "media", medium.sha256.slice(0, 2));
  await mkdir(kept, { recursive: true });
  await writeFile(join(kept, medium.sha256), await readFile(medium.path));
  const stick = join(root, "U盘");
  await mkdir(stick);
  const calls: Call[] = [];
  const roomAt = () => Promise.resolve({ freeBytes: null, fileSystem: null, writable: true });
  const folders = openPlainFolders({ root: join(root, "media"), roomAt, calls: recording(lastingCalls, calls) });
  const write = async () => {
    const out = await folders.begin(stick, "原件", [{ place: ["六月", "a.jpg"], sizeBytes: medium.sizeBytes }]);
    expect(await out.addOriginal(["六月", "a.jpg"], medium.sha256, UNWATCHED)).toBe(true);
    await out.addFile(["清单.xlsx"], Buffer.from("PK"));
    return out;
  };
  const path = await (await write()).place();
  const named = calls.findIndex(({ call }) => call === "rename");
  expect(calls.slice(0, named).filter(({ call }) => call === "syncFile")).toHaveLength(2);
  expect(calls.slice(0, named).filter(({ call }) => call === "syncFolder")).toHaveLength(2);
  expect(calls.slice(named).map(({ call, path: at }) => [call, at])).toEqual([
    ["rename", path],
    ["syncFolder", stick],
    ["flushDrive", stick],
  ]);
  const second = await write();
  expect(basename(await second.place()), "nothing is written over").toBe("原件 (2)");
  await second.drop();
  expect(await readdir(stick)).toEqual(["原件"]);
});

test("the law sees a sync that comes too early, in the wrong order, or not at all", () => {
  const [rename, file, folder] = [
    { call: "rename", from: "/u/a.part", path: "/u/a" },
    { call: "syncFile", path: "/u/a" },
    { call: "syncFolder", path: "/u" },
  ] as const;
  expect(breaches([rename, file, folder], false)).toEqual([]);
  expect(breaches([file, folder, rename], false)).toHaveLength(2);
  expect(breaches([rename, folder, file], false)).toHaveLength(1);
  expect(breaches([rename, folder], false)).toHaveLength(2);
  expect(breaches([rename, file, folder], true)).toHaveLength(1);
  const across = { ...rename, from: "/incoming/a.part" };
  expect(breaches([across, file, folder], false)).toHaveLength(1);
  expect(breaches([across, file, folder, { call: "syncFolder", path: "/incoming" }], false)).toEqual([]);
});

function counted(): (bytes: number) => string {
  const state = { next: 0 };
  return (bytes) => (state.next += 1).toString(16).padStart(2 * bytes, "0");
}

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}
