// Small pictures beside originals: drawn once, whole or drawn again, gone with their original, nothing left behind by a failure.
import { readdir, readFile, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { realFs } from "../../../src-main/media/keep/fs-port.ts";
import { openMediaStore } from "../../../src-main/media/keep/media-store.ts";
import { openPreviewStore } from "../../../src-main/media/preview/preview-store.ts";
import type { DrawHow } from "../../../src-main/usecases/ports/media.ts";
import { Problem } from "../../../src-main/domain/problem.ts";
import { codeOf } from "../../support/codes.ts";
import { sha256 } from "../../support/made/make-bundle.ts";
import { tempFolder } from "../../support/temp-folder.ts";

const ORIGINAL = sha256("an original");
const JPEG = Buffer.from("ffd8ffe000104a464946ffd9", "hex");
const JPEG_FACTS = { mime: "image/jpeg" };
const owner = { pid: process.pid, session: "abcd" };

async function openBoth(draw: (how?: DrawHow) => Promise<Uint8Array | undefined>) {
  const root = join(await tempFolder(), "media");
  const drawn: string[] = [];
  const count = { names: 0 };
  const randomHex = () => (count.names += 1).toString(16).padStart(16, "0");
  const opening = { owner, startedAtMs: 0, nowMs: 0, isAlive: () => true };
  const store = await openMediaStore({ root, fs: realFs, opening, randomHex });
  const reader = {
    preview: (path: string, _facts: unknown, _edgePx: number, how?: DrawHow) => (drawn.push(path), draw(how)),
  };
  return { root, store, drawn, previews: openPreviewStore({ root, fs: realFs, owner, reader, randomHex }) };
}

test("a picture is drawn once; its identity is that of the file's bytes", async () => {
  const { previews, drawn, store } = await openBoth(async () => JPEG);
  const [first, second] = [await previews.of(ORIGINAL, JPEG_FACTS), await previews.of(ORIGINAL, JPEG_FACTS)];
  expect(drawn).toEqual([store.pathOf(ORIGINAL)]);
  expect(second).toEqual(first);
  expect(await readFile(first?.path ?? "")).toEqual(JPEG);
  expect(first).toMatchObject({ sha256: sha256(JPEG), sizeBytes: JPEG.byteLength });
});

test("a picture that a power failure tore is drawn again", async () => {
  const { previews, drawn } = await openBoth(async () => JPEG);
  const kept = await previews.of(ORIGINAL, JPEG_FACTS);
  for (const length of [0, 3, JPEG.byteLength - 1]) {
    await writeFile(kept?.path ?? "", JPEG);
    await truncate(kept?.path ?? "", length);
    expect(await previews.of(ORIGINAL, JPEG_FACTS)).toEqual(kept);
  }
  expect(drawn).toHaveLength(4);
});

test("a slow photo is shown by the small picture in its file until the better one is drawn, which every other asker waits for", async () => {
  const SMALL = Buffer.from("ffd8ffe000104a4649462000ffd9", "hex");
  const { promise: idle, resolve: drawBetter } = Promise.withResolvers<Uint8Array>();
  const asked: (DrawHow | undefined)[] = [];
  const { previews, store } = await openBoth((how) => {
    asked.push(how);
    return how === "idle" ? idle : Promise.resolve(how === "quick" ? SMALL : JPEG);
  });
  const HEIC = { mime: "image/heic" };
  for (let time = 0; time < 2; time += 1)
    expect(await previews.of(ORIGINAL, HEIC, "to-show")).toMatchObject({ sha256: sha256(SMALL) });
  expect(asked).toEqual(["quick", "idle"]);
  drawBetter(JPEG);
  await expect.poll(async () => (await previews.of(ORIGINAL, HEIC, "to-show"))?.sha256).toBe(sha256(JPEG));
  const other = sha256("another");
  expect(await previews.of(other, HEIC)).toMatchObject({ sha256: sha256(JPEG) });
  expect(await previews.of(sha256("a third"), JPEG_FACTS, "to-show")).toMatchObject({ sha256: sha256(JPEG) });
  expect(asked.slice(2)).toEqual(["best", "best"]);
  await store.remove(ORIGINAL);
  expect((await readdir(join(store.pathOf(ORIGINAL), "..", "..", "previews", ORIGINAL.slice(0, 2)))).join()).toBe("");
});

test("a slow photo without a small picture in it is waited for", async () => {
  const { previews } = await openBoth((how) => Promise.resolve(how === "quick" ? undefined : JPEG));
  expect(await previews.of(ORIGINAL, { mime: "image/heic" }, "to-show")).toMatchObject({ sha256: sha256(JPEG) });
});

test("a type without a picture keeps nothing; a failure is told and leaves nothing", async () => {
  const none = await openBoth(async () => undefined);
  expect(await none.previews.of(ORIGINAL, { mime: "application/pdf" })).toBeUndefined();
  const failing = await openBoth(() => Promise.reject(new Problem("media-damaged", { name: "x" })));
  expect(await codeOf(() => failing.previews.of(ORIGINAL, JPEG_FACTS))).toBe("media-damaged");
  for (const { root } of [none, failing]) expect(await readdir(root)).toEqual([".incoming"]);
});

test("whoever removes an original removes its picture, and the list of originals names no picture", async () => {
  const { previews, store, root } = await openBoth(async () => JPEG);
  await previews.of(ORIGINAL, JPEG_FACTS);
  const listed = [];
  for await (const file of store.list()) listed.push(file);
  expect(listed).toEqual([]);
  await store.remove(ORIGINAL);
  expect(await readdir(join(root, "previews", ORIGINAL.slice(0, 2)))).toEqual([]);
  expect(await readdir(join(root, ".incoming"))).toEqual([]);
});

test("a sender's picture is drawn anew, must be a JPEG, and gives way to the original's own", async () => {
  const { previews, store, root } = await openBoth(async () => JPEG);
  const given = join(root, ".incoming", "given");
  await writeFile(given, "\x89PNG not a JPEG");
  expect(await codeOf(() => previews.keepSent(ORIGINAL, given))).toBe("media-damaged");
  expect(previews.sent(ORIGINAL)).toBeUndefined();
  await writeFile(given, Buffer.concat([Buffer.from("ffd8ffe1", "hex"), Buffer.from("hidden text")]));
  await previews.keepSent(ORIGINAL, given);
  expect(await readFile(previews.sent(ORIGINAL)?.path ?? "")).toEqual(JPEG);
  await previews.of(ORIGINAL, JPEG_FACTS);
  expect(previews.sent(ORIGINAL)).toBeUndefined();
  await previews.keepSent(ORIGINAL, given);
  await store.remove(ORIGINAL);
  expect(previews.sent(ORIGINAL)).toBeUndefined();
});
