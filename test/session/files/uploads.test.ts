// Files that a person gives: in slices or by path; each is used once, stopped at any moment, and nothing of it stays behind.
import { getEventListeners } from "node:events";
import { fc, test as law } from "@fast-check/vitest";
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { expect, onTestFinished, test } from "vitest";
import { GIVEN_FILES } from "../../../src-main/compose/data-side/given-files.ts";
import { thisRun } from "../../../src-main/compose/data-side/this-run.ts";
import { attachOne, openUploads, type Uploads } from "../../../src-main/session/files/uploads.ts";
import type { NewFile } from "../../../src-main/usecases/records/originals/attach-files.ts";
import { codeOf } from "../../support/codes.ts";
import { tempFolder } from "../../support/temp-folder.ts";

const never = new AbortController().signal;

async function freshUploads(): Promise<Readonly<{ uploads: Uploads; folder: string; incoming: () => string[] }>> {
  const folder = await tempFolder();
  let ids = 0;
  const uploads = openUploads(join(folder, "incoming"), thisRun(), {
    ...GIVEN_FILES,
    newId: () => `id-${(ids += 1)}`,
  });
  onTestFinished(() => uploads.close());
  return { uploads, folder, incoming: () => readdirSync(join(folder, "incoming", String(process.pid))) };
}

/** Cuts bytes into slices of the given lengths, the last one taking the rest. */
function cut(bytes: Buffer, lengths: readonly number[]): readonly Buffer[] {
  const slices: Buffer[] = [];
  let at = 0;
  for (const length of lengths) {
    slices.push(bytes.subarray(at, at + length));
    at += length;
  }
  return [...slices, bytes.subarray(at)].filter((slice) => slice.length > 0);
}

async function sendAll(uploads: Uploads, name: string, bytes: Buffer, lengths: readonly number[]): Promise<string> {
  const id = await uploads.begin(name, bytes.length);
  let at = 0;
  for (const slice of cut(bytes, lengths)) {
    await uploads.append(id, at, slice);
    at += slice.length;
  }
  return id;
}

law.prop([fc.uint8Array({ minLength: 1, maxLength: 3000 }), fc.array(fc.nat(900), { maxLength: 6 })], { numRuns: 40 })(
  "however a file is cut, what came is its bytes, and its identity is known without reading it again",
  async (content, lengths) => {
    const { uploads, incoming } = await freshUploads();
    const bytes = Buffer.from(content);
    const id = await sendAll(uploads, "照片.jpg", bytes, lengths);
    const file = await uploads.use(id, never, (given) => Promise.resolve(given));
    if (!("received" in file)) throw new Error("not received");
    const { sha256, sizeBytes, crc32: checked } = file.received;
    expect([file.name, sha256, sizeBytes, checked]).toEqual([
      "照片.jpg",
      createHash("sha256").update(bytes).digest("hex"),
      bytes.length,
      crc32(bytes),
    ]);
    expect(incoming(), "used up").toEqual([]);
  },
);

test("a bundle's reader finds what came, as often as it looks", async () => {
  const { uploads } = await freshUploads();
  const id = await sendAll(uploads, "包.anbao", Buffer.from("PK"), []);
  expect(readFileSync(uploads.find(id).path, "utf8")).toBe("PK");
  expect(uploads.find(id).name).toBe("包.anbao");
});

test("a slice that does not follow ends the file; half a file can be neither found nor used", async () => {
  const { uploads, incoming } = await freshUploads();
  for (const [at, length] of [
    [1, 1],
    [0, 11],
  ] as const) {
    const id = await uploads.begin("a", 10);
    expect(await codeOf(() => uploads.append(id, at, Buffer.alloc(length)))).toBe("upload-unknown");
    expect(await codeOf(() => uploads.append(id, 0, Buffer.alloc(10)))).toBe("upload-unknown");
  }
  const half = await uploads.begin("a", 10);
  await uploads.append(half, 0, Buffer.alloc(9));
  expect(await codeOf(() => uploads.find(half))).toBe("upload-unknown");
  expect(await codeOf(() => uploads.use(half, never, () => Promise.resolve()))).toBe("upload-unknown");
  expect(incoming()).toHaveLength(1);
  await uploads.drop(half);
  expect(incoming()).toEqual([]);
  expect(await codeOf(() => uploads.begin("空.jpg", 0))).toBe("file-empty");
});

test("closing removes what was half sent, and the folder with it", async () => {
  const { uploads, folder } = await freshUploads();
  const id = await uploads.begin("a", 10);
  await uploads.append(id, 0, Buffer.alloc(3));
  await uploads.close();
  expect(readdirSync(join(folder, "incoming"))).toEqual([]);
});

const read = async (file: NewFile): Promise<string> => {
  if (!("source" in file)) throw new Error("not by path");
  const into = Buffer.alloc(100);
  return into.subarray(0, await file.source.read(into, 0)).toString();
};

test("a file by its path is the one that was given, whatever lies there later; it is used once", async () => {
  const { uploads, folder } = await freshUploads();
  const path = join(folder, "视频.mp4");
  writeFileSync(path, "what was picked");
  const { uploadId, sizeBytes } = await uploads.open(path, "视频.mp4");
  renameSync(path, `${path}.old`);
  writeFileSync(path, "keys.json");
  expect(sizeBytes).toBe(15);
  expect(await uploads.use(uploadId, never, read)).toBe("what was picked");
  expect(await codeOf(() => uploads.use(uploadId, never, read))).toBe("upload-unknown");
});

test("only regular files are opened; a pipe keeps nobody waiting", async () => {
  const { uploads, folder } = await freshUploads();
  mkdirSync(join(folder, "文件夹"));
  spawnSync("mkfifo", [join(folder, "管道")]);
  writeFileSync(join(folder, "空"), "");
  const opened = (path: string) => codeOf(() => uploads.open(path, "a"));
  expect(await Promise.all(["文件夹", "管道", "空", "没有"].map((name) => opened(join(folder, name))))).toEqual([
    "file-is-folder",
    "file-unreadable",
    "file-empty",
    "file-not-found",
  ]);
  expect(await opened("/dev/zero")).toBe("file-unreadable");
});

test("each of several files is told of by itself", async () => {
  const { uploads, folder } = await freshUploads();
  writeFileSync(join(folder, "a"), "a");
  const ready = { stage: () => ({ stage: "first-start" }) as const, report: () => "id" };
  expect(await attachOne(uploads, { path: join(folder, "a"), name: "甲" }, ready)).toMatchObject({
    kind: "ticket",
    name: "甲",
    sizeBytes: 1,
  });
  expect(await attachOne(uploads, { path: join(folder, "b"), name: "乙" }, ready)).toEqual({
    kind: "refused",
    problem: { code: "file-not-found", details: { name: "乙" } },
  });
});

test("dropping a file stops whoever uses it, and the watch tells how far it was until it is gone", async () => {
  const { uploads, folder } = await freshUploads();
  const path = join(folder, "a");
  writeFileSync(path, Buffer.alloc(100));
  const { uploadId } = await uploads.open(path, "a");
  const told: number[] = [];
  const half = Promise.withResolvers<void>();
  const watching = (async () => {
    for await (const { doneBytes, totalBytes } of uploads.watch(uploadId, never)) {
      told.push(doneBytes);
      expect(totalBytes).toBe(100);
      if (doneBytes === 50) half.resolve();
    }
  })();
  const using = uploads.use(uploadId, never, async (_, { report, signal }) => {
    report(50, 100);
    await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
    return "stopped";
  });
  await half.promise;
  await uploads.drop(uploadId);
  expect(await using).toBe("stopped");
  await watching;
  expect(told).toEqual([0, 50]);
  expect(existsSync(path), "the person's own file is untouched").toBe(true);
});

test("a watch that is given up ends, and hangs one listener on its signal however far the file comes", async () => {
  const { uploads, folder } = await freshUploads();
  const path = join(folder, "a");
  writeFileSync(path, Buffer.alloc(100));
  const { uploadId } = await uploads.open(path, "a");
  const ending = new AbortController();
  const steps = uploads.watch(uploadId, ending.signal)[Symbol.asyncIterator]();
  await uploads.use(uploadId, never, async (_, { report }) => {
    for (const far of [10, 20, 30]) {
      await steps.next();
      report(far, 100);
    }
    await steps.next();
    expect(getEventListeners(ending.signal, "abort")).toHaveLength(1);
    ending.abort();
    expect(await steps.next()).toEqual({ done: true, value: undefined });
  });
});

test("a file that is being taken in counts as work, and closing waits until whoever takes it has stopped", async () => {
  const { uploads, folder } = await freshUploads();
  writeFileSync(join(folder, "视频.mp4"), "film");
  const { uploadId } = await uploads.open(join(folder, "视频.mp4"), "视频.mp4");
  expect(uploads.inUse()).toBe(0);
  const rolledBack = Promise.withResolvers<void>();
  const said: string[] = [];
  const taking = uploads.use(uploadId, never, async (_, { signal }) => {
    await rolledBack.promise;
    said.push(`stopped ${signal.aborted}`);
  });
  expect(uploads.inUse()).toBe(1);
  const closing = uploads.close().then(() => said.push("closed"));
  await new Promise(setImmediate);
  rolledBack.resolve();
  await Promise.all([taking, closing]);
  expect([said, uploads.inUse()]).toEqual([["stopped true", "closed"], 0]);
});

test("once its page has gone nothing keeps a drive busy but what is being taken in; a whole bundle stays for who reads it", async () => {
  const { uploads, folder } = await freshUploads();
  for (const name of ["一.jpg", "二.jpg"]) writeFileSync(join(folder, name), "photo");
  const idle = await uploads.open(join(folder, "一.jpg"), "一.jpg");
  const taken = await uploads.open(join(folder, "二.jpg"), "二.jpg");
  const half = await uploads.begin("三.anbao", 8);
  const whole = await uploads.begin("四.anbao", 4);
  await uploads.append(whole, 0, Buffer.from("bund"));
  const codes: (string | undefined)[] = [];
  await uploads.use(taken.uploadId, never, async (_, { signal }) => {
    uploads.pageGone();
    codes.push(await codeOf(() => uploads.use(idle.uploadId, never, () => Promise.resolve())));
    codes.push(await codeOf(() => uploads.append(half, 0, Buffer.from("bund"))));
    expect([signal.aborted, uploads.find(whole).name]).toEqual([false, "四.anbao"]);
  });
  expect(codes).toEqual(["upload-unknown", "upload-unknown"]);
});
