// The worker as it is shipped: one built file beside sharp, in a folder that it alone may read, started by a real Node with nothing else.
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { build } from "vite";
import { afterAll, beforeAll, expect, test } from "vitest";
import { permissions, startProcessLane } from "../../src-main/media/decode/decode-lane.ts";
import { findDecoder } from "../../src-main/media/decode/decoder-runtime.ts";
import { copyTree } from "../../resources/release/copy-tree.ts";
import { ROOT } from "../support/tree.ts";
import { drawHeic } from "./drawn-heic.ts";
import * as made from "./made-files.ts";
import { demoDrawing } from "../../src-main/demo/pictures/demo-photos.ts";
import { openReader } from "./open-reader.ts";

const folder = made.madeFolder();
const resources = join(folder, "resources");
const decoder = join(resources, "decoder");
const put = (name: string, bytes: Uint8Array): string => (writeFileSync(join(folder, name), bytes), join(folder, name));

beforeAll(async () => {
  await build({ configFile: join(ROOT, "vite.decoder.config.ts"), logLevel: "error", build: { outDir: decoder } });
  for (const name of ["sharp", "@img", "detect-libc", "semver"])
    copyTree(join(ROOT, "node_modules", name), join(decoder, "node_modules", name));
  writeFileSync(join(decoder, "package.json"), '{"type":"module"}');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const shipped = () =>
  findDecoder({
    isElectron: true,
    resourcesPath: resources,
    execPath: "/opt/anbao/anbao",
    named: process.execPath,
    platform: process.platform,
    arch: process.arch,
    root: join(resources, "app.asar"),
    fromSource: false,
    isThere: existsSync,
  });

test("it may read its own folder and nothing else", () => {
  expect(shipped()).toEqual({
    node: process.execPath,
    workerFile: join(decoder, "decode-worker.js"),
    readable: [decoder],
  });
  expect(permissions(shipped(), 1)).toEqual([
    "--permission",
    `--allow-fs-read=${decoder}`,
    "--allow-addons",
    "--disable-warning=SecurityWarning",
    "--max-old-space-size=1",
  ]);
});

test("it reads photos, HEIC, films and papers that lie outside its folder, and draws the demo", async () => {
  const reader = openReader(startProcessLane(shipped()));
  try {
    const request = { seed: 1, takenAt: "2021-06-16T09:30:00", lat: 39, lon: 99, widthPx: 320 };
    const photo = await reader.draw(demoDrawing(request));
    const jpg = put("照片.jpg", photo);
    expect(await reader.inspect(jpg, "照片.jpg")).toMatchObject({ ext: "jpg", takenAt: request.takenAt, widthPx: 320 });
    const drawn = await reader.preview(jpg, { mime: "image/jpeg" }, 64);
    expect(await sharp(drawn).metadata()).toMatchObject({ format: "jpeg", width: 64 });
    const rawPng = await made.halfRedHalfBlue(64, 64);
    const heic = put("h.heic", await drawHeic({ folder, rawPng, exifOf: photo, quarterTurns: 0, widthPx: 64, heightPx: 64 }));
    expect((await sharp(await reader.preview(heic, { mime: "image/heic" }, 32)).metadata()).width).toBe(32);
    const clip = put("clip.mp4", readFileSync(join(ROOT, "resources/demo/clip.mp4")));
    expect(await reader.inspect(clip, "clip.mp4")).toMatchObject({ class: "video", takenAt: "2021-06-16T10:05:00" });
    made.run("ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i", "testsrc=s=96x64:d=1", "-c:v", "mjpeg", join(folder, "f.avi"));
    expect(await reader.inspect(join(folder, "f.avi"), "f.avi")).toMatchObject({ durationMs: 1000, codec: "mjpeg" });
    expect(await reader.inspect(put("t.txt", Buffer.from("安全生产月")), "t.txt")).toMatchObject({ ext: "txt" });
  } finally {
    reader.close();
  }
});

test("without sharp it does not start: originals are recognised by their first bytes, previews wait", async () => {
  const bare = join(folder, "bare");
  mkdirSync(bare);
  copyFileSync(join(decoder, "decode-worker.js"), join(bare, "decode-worker.js"));
  writeFileSync(join(bare, "package.json"), '{"type":"module"}');
  const reader = openReader(startProcessLane({ ...shipped(), workerFile: join(bare, "decode-worker.js"), readable: [bare] }));
  try {
    const png = put("p.png", await made.halfRedHalfBlue(8, 8));
    expect(await reader.inspect(png, "p.png")).toEqual({ mime: "image/png", ext: "png", class: "photo", unlooked: true });
    await expect(reader.preview(png, { mime: "image/png" }, 8)).rejects.toMatchObject({ code: "decoder-unavailable" });
    await expect(reader.inspect(png, "p.txt")).rejects.toMatchObject({ code: "media-type-mismatch" });
  } finally {
    reader.close();
  }
});
