// What the program itself says of a file by its first bytes is what the worker says after its look, for every type of the list.
import { readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { StartLane } from "../../../src-main/media/decode/decode-lane.ts";
import { drawDemoPhoto } from "../../support/made/demo-photo.ts";
import { guessByHead } from "../../../src-main/media/type/guess-by-head.ts";
import { drawHeic } from "../drawn-heic.ts";
import * as made from "../made-files.ts";
import { openReader } from "../open-reader.ts";

const folder = made.madeFolder();
const put = (name: string, bytes: Uint8Array | string): void => writeFileSync(join(folder, name), bytes);
const NO_NODE: StartLane = ({ onEnd }) => {
  queueMicrotask(() => onEnd("unavailable"));
  return { send: () => undefined, setBusy: () => undefined, end: () => undefined };
};
const [worker, head] = [openReader(), openReader(NO_NODE)];

beforeAll(() => made.makeClips(folder));
beforeAll(async () => {
  made.makeOfd(folder);
  await made.makeDocuments(folder);
  const photo = await drawDemoPhoto({ seed: 2, takenAt: "2021-06-16T09:30:00", lat: 39, lon: 99, widthPx: 64 });
  const png = await made.halfRedHalfBlue(64, 64);
  put("p.jpg", photo);
  for (const format of ["png", "webp", "gif", "tiff", "avif"] as const)
    put(`p.${format}`, await sharp(png).toFormat(format).toBuffer());
  put("p.heic", await drawHeic({ folder, rawPng: png, exifOf: photo, quarterTurns: 0, widthPx: 64, heightPx: 64 }));
  put("b.xls", made.compoundFile(["Workbook"]));
  put("b.ppt", made.compoundFile(["PowerPoint Document"]));
  put("r.amr", Buffer.concat([Buffer.from("#!AMR\n"), Buffer.alloc(320, 60)]));
  put("u.txt", "﻿安全生产月活动小结。\r\nBM");
  put("n.bin", Buffer.alloc(64));
});
afterAll(() => {
  worker.close();
  head.close();
  rmSync(folder, { recursive: true, force: true });
});

const saidBy = (reader: typeof worker, name: string): Promise<string> =>
  reader.inspect(join(folder, name), "无名").then(
    ({ ext }) => ext,
    (problem: { code: string }) => problem.code,
  );

test("every file of the list is known by its first bytes as by the worker's look", async () => {
  const names = readdirSync(folder).filter((name) => /^[a-z]\.\w+$/.test(name));
  expect(names.length).toBeGreaterThan(25);
  const said = await Promise.all(names.map(async (name) => [name, await saidBy(head, name), await saidBy(worker, name)]));
  expect(said.map(([name, byHead]) => [name, byHead])).toEqual(said.map(([name, , byWorker]) => [name, byWorker]));
});

test("whatever the bytes, a guess ends and is a media type or none", async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 64 }), async (bytes) => {
      const file = { sizeBytes: bytes.length, read: () => Promise.resolve(Buffer.from(bytes)) };
      expect((await guessByHead(file)) ?? "a/b").toMatch(/^[a-z]+\/[a-z0-9.+-]+$/);
    }),
  );
});
