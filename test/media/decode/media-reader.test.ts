// What the reader says of files that other programs wrote, against what ffprobe and exiftool say; and that nothing it is fed breaks it.
import { copyFileSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { drawDemoPhoto } from "../../support/made/demo-photo.ts";
import { openReader } from "../open-reader.ts";
import { isMisnamed, MEDIA_TYPES, typeOfMime, typeOfName } from "../../../src-main/media/type/types.ts";
import { drawHeic } from "../drawn-heic.ts";
import * as made from "../made-files.ts";

const folder = made.madeFolder();
const at = (name: string): string => join(folder, name);
const put = (name: string, bytes: Uint8Array | string): string => (writeFileSync(at(name), bytes), at(name));
const reader = openReader();
const problemOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    (value) => ({ value }),
    (problem: unknown) => problem,
  );

beforeAll(() => made.makeClips(folder));
beforeAll(async () => {
  made.makeOfd(folder);
  await made.makeDocuments(folder);
});
afterAll(() => {
  reader.close();
  rmSync(folder, { recursive: true, force: true });
});

describe("the closed list", () => {
  test("every extension and media type names one type", () => {
    const exts = MEDIA_TYPES.flatMap((type) => [type.ext, ...(type.names ?? [])]);
    const mimes = MEDIA_TYPES.flatMap((type) => [type.mime, ...(type.aliases ?? [])]);
    expect(new Set(exts).size).toBe(exts.length);
    expect(new Set(mimes).size).toBe(mimes.length);
    for (const type of MEDIA_TYPES) {
      expect(typeOfName(`照片.${type.ext.toUpperCase()}`)).toBe(type);
      expect(typeOfMime(type.mime)).toBe(type);
      expect(isMisnamed(`x.${type.ext}`, type)).toBe(false);
    }
    expect(typeOfName("没有扩展名")).toBeUndefined();
  });
});

describe("clips", () => {
  test.each(made.CLIP_NAMES)("%s: type by content, length and size as ffprobe says", async (name) => {
    copyFileSync(at(name), at(`${name}.bin`));
    const facts = await reader.inspect(at(`${name}.bin`), "视频");
    const theirs = made.probe(at(name));
    expect(facts.ext).toBe(name.slice(2));
    expect(facts.class).toBe(name.startsWith("v") ? "video" : "audio");
    expect(Math.abs((facts.durationMs ?? 0) - theirs.durationMs)).toBeLessThan(60);
    expect([facts.widthPx, facts.heightPx]).toEqual([theirs.widthPx, theirs.heightPx]);
    expect(facts.codec).toBe(theirs.codec);
    expect(await reader.preview(at(name), facts, 256)).toBeUndefined();
  });

  test.each(["v.mp4", "v.mov", "v.3gp"])("%s: UTC of the header is shown as the county's clocks showed it", async (name) => {
    expect((await reader.inspect(at(name), name)).takenAt).toBe("2021-06-01T10:20:30");
  });

  test("a place in the film's tags is read", async () => {
    expect((await reader.inspect(at("v.mov"), "v.mov")).gpsE6).toEqual({ lat: 39_378_100, lon: 99_816_800 });
  });

  test("an .mp4 that holds sound alone is a sound file", async () => {
    made.run("ffmpeg", "-v", "error", "-y", "-i", at("a.m4a"), "-c", "copy", at("录音.mp4"));
    expect(await reader.inspect(at("录音.mp4"), "录音.mp4")).toMatchObject({ class: "audio", ext: "m4a", mime: "audio/mp4" });
  });

  test.each([
    ["#!AMR\n", 7, 32],
    ["#!AMR-WB\n", 8, 61],
  ])("AMR of old recorders (%j): 20 ms a frame", async (magic, mode, frameBytes) => {
    const frame = Buffer.alloc(frameBytes);
    frame[0] = (mode << 3) | 4;
    const path = put("r.amr", Buffer.concat([Buffer.from(magic), ...Array.from({ length: 150 }, () => frame)]));
    expect(await reader.inspect(path, "r.amr")).toEqual({
      mime: "audio/amr",
      ext: "amr",
      class: "audio",
      durationMs: 3000,
      codec: magic === "#!AMR\n" ? "amr_nb" : "amr_wb",
    });
  });

  test("a film of 3 GB is read as a stream", async () => {
    const film = readFileSync(at("v.mp4"));
    const ftypBytes = film.readUInt32BE(0);
    const gap = Buffer.alloc(16);
    gap.writeUInt32BE(1, 0);
    gap.write("free", 4);
    gap.writeBigUInt64BE(3n * 1024n ** 3n, 8);
    const path = put("大.mp4", Buffer.concat([film.subarray(0, ftypBytes), gap]));
    truncateSync(path, ftypBytes + 3 * 1024 ** 3);
    writeFileSync(path, film.subarray(ftypBytes), { flag: "a" });
    const facts = await reader.inspect(path, "大.mp4");
    expect(facts).toMatchObject({ class: "video", durationMs: 2000, takenAt: "2021-06-01T10:20:30" });
    rmSync(path);
  });
});

describe("documents", () => {
  test.each(["t.doc", "t.docx", "t.pdf", "t.rtf", "t.xlsx", "t.ofd", "t.txt"])("%s", async (name) => {
    expect(await reader.inspect(at(name), name)).toMatchObject({ class: "document", ext: name.slice(2) });
    expect(await reader.inspect(at(name), "无名")).toMatchObject({ ext: name.slice(2) });
  });

  test("old Excel and PowerPoint files and those of WPS are known by their streams", async () => {
    expect(await reader.inspect(put("b.et", made.compoundFile(["Workbook"])), "表.et")).toMatchObject({ ext: "xls" });
    expect(await reader.inspect(put("b.dps", made.compoundFile(["x", "PowerPoint Document"])), "演示.dps")).toMatchObject({
      ext: "ppt",
    });
    expect(await reader.inspect(put("b.wps", made.compoundFile(["WordDocument"])), "文.wps")).toMatchObject({ ext: "doc" });
  });

  test("a compound file whose directory runs in a ring ends, and one that is no office file is unknown", async () => {
    expect(await problemOf(reader.inspect(put("ring.doc", made.compoundFile(["x"], 1)), "ring.doc"))).toMatchObject({
      code: "media-type-unknown",
    });
    expect(await problemOf(reader.inspect(put("mail.doc", made.compoundFile(["__substg"])), "mail.doc"))).toMatchObject({
      code: "media-type-unknown",
    });
  });

  test.each(["utf-8", "gb18030", "utf-16le"])("a text in %s is a text", async (encoding) => {
    const path = put("plain.txt", "﻿安全生产月活动小结，㐂𬭎。\r\nBM 一、\t二\n");
    made.run("sh", "-c", `iconv -f utf-8 -t ${encoding} "$0" > "$1"`, path, at("other.txt"));
    expect(await reader.inspect(at("other.txt"), "小结.txt")).toEqual({ mime: "text/plain", ext: "txt", class: "document" });
  });

  test("a text that begins as a bitmap does is a text", async () => {
    expect(await reader.inspect(put("bm.txt", "BMW 汽车公司安全生产情况说明，共三页。"), "bm.txt")).toMatchObject({ ext: "txt" });
  });

  test("archives and programs are told as such", async () => {
    expect(await problemOf(reader.inspect(at("t.zip"), "t.zip"))).toMatchObject({ code: "media-is-archive" });
    copyFileSync("/bin/true", at("true.exe"));
    expect(await problemOf(reader.inspect(at("true.exe"), "true.exe"))).toMatchObject({ code: "media-is-program" });
  });
});

describe("names that lie", () => {
  test("a photo that is a text file is told, with what it is", async () => {
    const path = put("照片.jpg", "这不是照片。\n");
    expect(await problemOf(reader.inspect(path, "照片.jpg"))).toMatchObject({
      code: "media-type-mismatch",
      details: { name: "照片.jpg", found: "TXT" },
    });
  });

  test("a photo under another photo's name is taken for what it is", async () => {
    const png = await made.halfRedHalfBlue(8, 8);
    expect(await reader.inspect(put("微信图片.jpg", png), "微信图片.jpg")).toMatchObject({ ext: "png", mime: "image/png" });
  });

  test("a missing file is told as missing", async () => {
    expect(await problemOf(reader.inspect(at("none.jpg"), "none.jpg"))).toMatchObject({ code: "file-not-found" });
    expect(await problemOf(reader.preview(at("none.jpg"), { mime: "image/jpeg" }, 9))).toMatchObject({ code: "file-not-found" });
  });
});

describe("photos", () => {
  test("time, place and size are those that exiftool reads", async () => {
    const time = fc.date({ min: new Date("2000-01-01"), max: new Date("2099-12-31"), noInvalidDate: true });
    const degrees = (most: number) => fc.integer({ min: -most * 1e6, max: most * 1e6 }).map((micro) => micro / 1e6);
    await fc.assert(
      fc.asyncProperty(fc.nat(1e6), time, degrees(90), degrees(180), async (seed, date, lat, lon) => {
        const takenAt = date.toISOString().slice(0, 19);
        const path = put("p.jpg", await drawDemoPhoto({ seed, takenAt, lat, lon, widthPx: 160 }));
        const facts = await reader.inspect(path, "p.jpg");
        const theirs = made.exiftool(path);
        expect(facts).toMatchObject({ takenAt, takenOffsetMin: 480 });
        expect(theirs["ExifIFD:DateTimeOriginal"]).toBe(takenAt.replaceAll("-", ":").replace("T", " "));
        expect(theirs["ExifIFD:OffsetTimeOriginal"]).toBe("+08:00");
        expect(facts.gpsE6?.lat).toBe(Math.round(Number(theirs["Composite:GPSLatitude"]) * 1e6));
        expect(facts.gpsE6?.lon).toBe(Math.round(Number(theirs["Composite:GPSLongitude"]) * 1e6));
        expect([facts.widthPx, facts.heightPx]).toEqual([theirs["File:ImageWidth"], theirs["File:ImageHeight"]]);
      }),
      { numRuns: 5, examples: [[1, new Date("2021-06-16T09:30:00Z"), 39.3781, 99.8168]] },
    );
  });

  test("every photo type gives facts and a small JPEG without a trace of metadata", async () => {
    const photo = await drawDemoPhoto({ seed: 1, takenAt: "2021-06-16T09:30:00", lat: 39.3781, lon: 99.8168, widthPx: 640 });
    const withExif = sharp(photo).keepExif();
    const files: Record<string, Uint8Array> = {
      jpg: photo,
      png: await withExif.clone().png().toBuffer(),
      webp: await withExif.clone().webp().toBuffer(),
      tiff: await withExif.clone().tiff().toBuffer(),
      avif: await withExif.clone().avif({ effort: 0 }).toBuffer(),
      gif: await sharp(photo).gif().toBuffer(),
      heic: await drawHeic({
        folder,
        rawPng: await sharp(photo).png().toBuffer(),
        exifOf: photo,
        quarterTurns: 0,
        widthPx: 640,
        heightPx: 480,
      }),
    };
    for (const [ext, bytes] of Object.entries(files)) {
      const path = put(`every.${ext}`, bytes);
      // The drawing library writes no EXIF into TIFF.
      if (ext === "tiff") made.run("exiftool", "-q", "-overwrite_original", "-TagsFromFile", at("every.jpg"), "-all:all", path);
      const facts = await reader.inspect(path, `every.${ext}`);
      expect(facts).toMatchObject({ ext, class: "photo", widthPx: 640, heightPx: 480 });
      const shot = { takenAt: "2021-06-16T09:30:00", gpsE6: { lat: 39_378_100, lon: 99_816_800 } };
      if (ext !== "gif") expect(facts).toMatchObject(shot);
      const small = put(`every-${ext}.preview.jpg`, (await reader.preview(path, facts, 200))!);
      const theirs = made.exiftool(small);
      expect([theirs["File:FileType"], theirs["File:ImageWidth"], theirs["File:ImageHeight"]]).toEqual(["JPEG", 200, 150]);
      const groups = new Set(Object.keys(theirs).map((tag) => tag.split(":")[0]));
      expect([...groups].sort()).toEqual(["Composite", "ExifTool", "File", "SourceFile", "System"]);
    }
  });

  test("a preview is upright for every orientation, and never larger than the original", async () => {
    const wide = await made.halfRedHalfBlue(80, 40);
    for (const orientation of [1, 2, 3, 4, 5, 6, 7, 8]) {
      const path = put(
        "o.jpg",
        await sharp(wide).withMetadata({ orientation }).jpeg({ quality: 95, chromaSubsampling: "4:4:4" }).toBuffer(),
      );
      const facts = await reader.inspect(path, "o.jpg");
      const upright = orientation < 5 ? [80, 40] : [40, 80];
      expect([facts.widthPx, facts.heightPx]).toEqual(upright);
      const { data, info } = await sharp((await reader.preview(path, facts, 4000))!)
        .raw()
        .toBuffer({ resolveWithObject: true });
      expect([info.width, info.height]).toEqual(upright);
      const theirs = await sharp(path).autoOrient().raw().toBuffer();
      for (const corner of [0, data.length - 3]) expect(Math.abs((data[corner] ?? 0) - (theirs[corner] ?? 0))).toBeLessThan(24);
    }
  });

  test.each([0, 1, 2, 3] as const)("HEIC turned by %i quarters comes out upright", async (quarterTurns) => {
    const exifOf = await drawDemoPhoto({ seed: 1, takenAt: "2021-06-16T09:30:00", lat: 39, lon: 99, widthPx: 64 });
    const rawPng = await made.halfRedHalfBlue(128, 64);
    const path = put("h.heic", await drawHeic({ folder, rawPng, exifOf, quarterTurns, widthPx: 128, heightPx: 64 }));
    const facts = await reader.inspect(path, "h.heic");
    expect([facts.widthPx, facts.heightPx]).toEqual(quarterTurns % 2 === 0 ? [128, 64] : [64, 128]);
    const { data, info } = await sharp((await reader.preview(path, facts, 64))!)
      .raw()
      .toBuffer({ resolveWithObject: true });
    const isRed = (x: number, y: number) => (data[(y * info.width + x) * 3] ?? 0) > 150;
    const [midX, midY, lastX, lastY] = [info.width >> 1, info.height >> 1, info.width - 2, info.height - 2];
    // irot turns against the clock: the red left half goes to the bottom, the right, the top.
    const redAt = [isRed(1, midY), isRed(midX, lastY), isRed(lastX, midY), isRed(midX, 1)];
    expect(redAt.map((red, side) => (side === quarterTurns || (side + 2) % 4 === quarterTurns ? red : undefined))).toEqual(
      redAt.map((_, side) => (side === quarterTurns ? true : (side + 2) % 4 === quarterTurns ? false : undefined)),
    );
  });

  test("a bitmap is read, bottom-up or top-down", async () => {
    const [width, height] = [5, 3];
    const rows = Array.from({ length: height }, (_, row) =>
      Buffer.concat([Buffer.alloc(width * 3, row === 0 ? 255 : 0), Buffer.alloc(1)]),
    );
    for (const direction of [1, -1]) {
      const head = Buffer.alloc(54);
      head.write("BM");
      head.writeUInt32LE(54 + 48, 2);
      head.writeUInt32LE(54, 10);
      head.writeUInt32LE(40, 14);
      head.writeInt32LE(width, 18);
      head.writeInt32LE(height * direction, 22);
      head.writeUInt16LE(1, 26);
      head.writeUInt16LE(24, 28);
      const path = put("b.bmp", Buffer.concat([head, ...(direction > 0 ? rows.toReversed() : rows)]));
      expect(await reader.inspect(path, "b.bmp")).toMatchObject({ ext: "bmp", widthPx: width, heightPx: height });
      const pixels = await sharp((await reader.preview(path, { mime: "image/bmp" }, 9))!)
        .greyscale()
        .raw()
        .toBuffer();
      expect([(pixels[2] ?? 0) > 128, (pixels[12] ?? 255) > 128]).toEqual([true, false]);
    }
  });
});
