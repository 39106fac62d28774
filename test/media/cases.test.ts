// Kinds of files that people really have, and what is right for each: kept with its type, read as far as it says something, refused for
// a true reason only.
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { deflateRawSync } from "node:zlib";
import { afterAll, describe, expect, test } from "vitest";
import type { MediaFacts } from "../../src-main/usecases/ports/media.ts";
import { compoundFile, madeFolder, run } from "./made-files.ts";
import { openReader } from "./open-reader.ts";
import { zipOf } from "./zip-of.ts";

const folder = madeFolder();
const at = (name: string): string => join(folder, name);
const reader = openReader();
afterAll(() => {
  reader.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Facts of bytes under a name, or the code of the problem. */
async function lookAt(name: string, bytes: Uint8Array | string): Promise<Partial<MediaFacts> | string> {
  writeFileSync(at(name), bytes);
  return reader.inspect(at(name), name).catch((problem: { code: string }) => problem.code);
}

function ffmpeg(name: string, ...args: readonly string[]): Buffer {
  run("ffmpeg", "-v", "error", "-y", ...args, at(name));
  return readFileSync(at(name));
}
const PICTURE = ["-f", "lavfi", "-i", "testsrc=s=96x64:r=5:d=2"];
const SOUND = ["-f", "lavfi", "-i", "sine=d=2:r=8000"];

describe("clips of cameras and recorders", () => {
  test("an AVI that lost its power before its number of frames was written", async () => {
    const film = ffmpeg("f.avi", ...PICTURE, "-c:v", "mjpeg");
    const header = film.indexOf("avih");
    film.writeUInt32LE(0, header + 24);
    film.writeUInt32LE(0, film.indexOf("strh") + 8 + 32);
    expect(await lookAt("断电.avi", film)).toMatchObject({ ext: "avi", widthPx: 96, heightPx: 64, codec: "mjpeg" });
    expect(await lookAt("半截.avi", film.subarray(0, header + 8))).toEqual({
      ext: "avi",
      mime: "video/x-msvideo",
      class: "video",
    });
  });

  test.each([
    ["adpcm_ms", "wav"],
    ["adpcm_ima_wav", "wav"],
    ["gsm_ms", "wav"],
    ["pcm_u8", "wav"],
    ["pcm_s16le", "wav"],
    ["flac", "ogg"],
    ["speex", "ogg"],
  ])("a recorder's %s in %s", async (codec, ext) => {
    const encoder = { gsm_ms: "libgsm_ms", speex: "libspeex" }[codec] ?? codec;
    const sound = ffmpeg(`r.${ext}`, ...SOUND, "-metadata", "title=会议", "-c:a", encoder);
    const facts = (await lookAt(`录音.${ext}`, sound)) as MediaFacts;
    expect(facts).toMatchObject({ ext, class: "audio", codec });
    expect(Math.abs((facts.durationMs ?? 0) - 2000)).toBeLessThan(60);
  });

  test("a WAV whose length was never written is a sound, of a length that is known or not, never 0", async () => {
    const sound = ffmpeg("w.wav", ...SOUND);
    sound.writeUInt32LE(0, 4);
    sound.writeUInt32LE(0, sound.indexOf("data") + 4);
    const facts = (await lookAt("断电.wav", sound)) as MediaFacts;
    expect(facts).toMatchObject({ ext: "wav", class: "audio" });
    expect(facts.durationMs ?? 2000).toBeGreaterThan(0);
  });

  test("Matroska says when it was made, and is a sound where it has no picture", async () => {
    const made = ["-metadata", "creation_time=2021-06-01T01:30:00Z"];
    expect(await lookAt("v.mkv", ffmpeg("t.mkv", ...PICTURE, ...made))).toMatchObject({ takenAt: "2021-06-01T09:30:00" });
    const sound = ffmpeg("s.webm", ...SOUND, "-c:a", "libopus");
    expect(await lookAt("录音.webm", sound)).toMatchObject({ class: "audio", ext: "weba", codec: "opus" });
  });

  test("what no reader of headers knows has a type and no length", async () => {
    for (const [name, head] of [
      ["a.rm", ".RMF\0\0\0\x12\0\0"],
      ["b.flv", "FLV\x01\x05\0\0\0\x09"],
      ["c.mpg", "\0\0\x01\xba\x21"],
      ["d.wma", "\x30\x26\xb2\x75\x8e\x66\xcf\x11\xa6\xd9\0\xaa\0\x62\xce\x6c"],
    ] as const) {
      const facts = (await lookAt(name, Buffer.concat([Buffer.from(head, "latin1"), Buffer.alloc(600)]))) as MediaFacts;
      expect([name, facts.class, "durationMs" in facts]).toEqual([name, name === "d.wma" ? "audio" : "video", false]);
    }
  });
});

const MAIN = "application/vnd.openxmlformats-officedocument";
const contents = (main: string): string =>
  `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/x.xml" ContentType="${main}"/></Types>`;
const paper = (main: string, members: Readonly<Record<string, string>> = {}): Buffer =>
  zipOf({ "[Content_Types].xml": contents(main), "x.xml": "<x/>", ...members });

describe("papers of offices", () => {
  test.each([
    ["docx", `${MAIN}.wordprocessingml.document.main+xml`],
    ["dotx", `${MAIN}.wordprocessingml.template.main+xml`],
    ["docm", "application/vnd.ms-word.document.macroEnabled.main+xml"],
    ["dotm", "application/vnd.ms-word.template.macroEnabledTemplate.main+xml"],
    ["xlsx", `${MAIN}.spreadsheetml.sheet.main+xml`],
    ["xltx", `${MAIN}.spreadsheetml.template.main+xml`],
    ["xlsm", "application/vnd.ms-excel.sheet.macroEnabled.main+xml"],
    ["xltm", "application/vnd.ms-excel.template.macroEnabled.main+xml"],
    ["xlsb", "application/vnd.ms-excel.sheet.binary.macroEnabled.main"],
    ["pptx", `${MAIN}.presentationml.presentation.main+xml`],
    ["potx", `${MAIN}.presentationml.template.main+xml`],
    ["ppsx", `${MAIN}.presentationml.slideshow.main+xml`],
    ["pptm", "application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml"],
    ["potm", "application/vnd.ms-powerpoint.template.macroEnabled.main+xml"],
    ["ppsm", "application/vnd.ms-powerpoint.slideshow.macroEnabled.main+xml"],
  ])("%s by what its contents say", async (ext, main) => {
    expect(await lookAt(`台账.${ext}`, paper(main))).toMatchObject({ ext, class: "document" });
    expect(await lookAt("无名", paper(main))).toMatchObject({ ext });
  });

  test("a paper with a program in it is of the kind that says so, whatever it calls itself", async () => {
    const hidden = paper(`${MAIN}.spreadsheetml.sheet.main+xml`, { "xl/vbaProject.bin": "x" });
    expect(await lookAt("台账.xlsx", hidden)).toMatchObject({ ext: "xlsm" });
  });

  test.each(["odt", "ods", "odp"])("%s of LibreOffice", async (ext) => {
    const kind = { odt: "text", ods: "spreadsheet", odp: "presentation" }[ext];
    const odf = zipOf({ mimetype: `application/vnd.oasis.opendocument.${kind}`, "content.xml": "<x/>" }, false);
    expect(await lookAt(`总结.${ext}`, odf)).toMatchObject({ ext, class: "document" });
  });

  test("an encrypted paper is kept as what its name says, and said to be encrypted", async () => {
    const locked = compoundFile(["EncryptionInfo", "EncryptedPackage"]);
    expect(await lookAt("花名册.xlsx", locked)).toMatchObject({ ext: "xlsx", encrypted: true });
    expect(await lookAt("方案.docm", locked)).toMatchObject({ ext: "docm", encrypted: true });
    expect(await lookAt("无名", locked)).toMatchObject({ ext: "ooxml", encrypted: true });
  });

  test("an old paper says in its first record whether it is encrypted", async () => {
    const word = (flags: number) => {
      const start = Buffer.alloc(12);
      start.writeUInt16LE(0xa5ec, 0);
      start.writeUInt16LE(flags, 10);
      return compoundFile(["WordDocument"], undefined, start);
    };
    expect(await lookAt("旧.doc", word(0x0100))).toMatchObject({ ext: "doc", encrypted: true });
    expect(await lookAt("新.doc", word(0))).toEqual({ ext: "doc", mime: "application/msword", class: "document" });
    const book = (second: number) =>
      compoundFile(["Workbook"], undefined, Buffer.from([0x09, 0x08, 2, 0, 0, 6, second, 0, 0, 0, 0, 0]));
    expect(await lookAt("旧.xls", book(0x2f))).toMatchObject({ ext: "xls", encrypted: true });
    expect(await lookAt("新.xls", book(0xe1))).not.toHaveProperty("encrypted");
  });

  test.each([
    ["HTML", '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><table><tr><td>隐患</td></tr></table></html>'],
    ["XML of 2003", '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook/>'],
  ])("a sheet that a web system wrote as %s is a sheet under any name", async (_, text) => {
    expect(await lookAt("台账.xls", text)).toMatchObject({ ext: "xls", mime: "application/vnd.ms-excel" });
    expect(await lookAt("无名", text)).toMatchObject({ ext: "xls" });
    expect(await lookAt("u.xls", Buffer.from(`\ufeff${text}`, "utf16le"))).toMatchObject({ ext: "xls" });
  });

  test.each([
    ["台账.xls", "MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n隐患"],
    ["台账.xls", "序号\t隐患\t整改\r\n1\t通道堵塞\t是\r\n"],
    ["台账.xls", "<table><tr><td>隐患</td></tr></table>"],
    ["通知.doc", "<html><body>通知</body></html>"],
  ])("%s that is a text is what its name says: %j", async (name, text) => {
    expect(await lookAt(name, text)).toMatchObject({ ext: name.slice(-3), class: "document" });
  });
});

describe("PDF and text", () => {
  const PDF = "%PDF-1.4\n%\xe2\xe3\xcf\xd3\n\0\x01\n1 0 obj<<>>endobj\n%%EOF\n";
  test.each(["\r\n", "\ufeff", "HTTP/1.1 200 OK\r\n\r\n", "\0".repeat(128)])("a PDF behind %j", async (before) => {
    const bytes = Buffer.concat([Buffer.from(before), Buffer.from(PDF, "latin1")]);
    expect(await lookAt("通知.pdf", bytes)).toMatchObject({ ext: "pdf" });
  });

  test("a text that speaks of PDF is a text", async () => {
    expect(await lookAt("说明.txt", "文件开头应为 %PDF-1.4，请核对。")).toMatchObject({ ext: "txt" });
  });

  test("a text may end as DOS ends it, and UTF-16 may lack its mark", async () => {
    expect(
      await lookAt("a.txt", Buffer.concat([Buffer.from("cdb3bcc6b1ed0d0a", "hex"), Buffer.from([0x1a, 0x1a])])),
    ).toMatchObject({
      ext: "txt",
    });
    const text = "统计表\r\n合计 3 件，已整改。\r\n";
    expect(await lookAt("b.txt", Buffer.from(text, "utf16le"))).toMatchObject({ ext: "txt" });
    expect(await lookAt("c.txt", Buffer.from(text, "utf16le").swap16())).toMatchObject({ ext: "txt" });
  });

  test("bytes that only could be letters are no text", async () => {
    const noise = Buffer.from(Array.from({ length: 400 }, (_, index) => (index * 7919 + 31) % 251));
    expect(await lookAt("n.txt", noise)).toBe("media-type-unknown");
  });
});

describe("what is refused says why", () => {
  test.each([
    ["照片.zip", zipOf({ "1.jpg": "x" }), "media-is-archive"],
    ["照片.rar", Buffer.from("Rar!\x1a\x07\x01\0xxxx", "latin1"), "media-is-archive"],
    ["照片.7z", Buffer.from("7z\xbc\xaf\x27\x1c\0\x04xxxx", "latin1"), "media-is-archive"],
    ["照片.exe", Buffer.from("MZ\x90\0\x03\0\0\0", "latin1"), "media-is-program"],
    ["快捷方式.lnk", Buffer.from("L\0\0\0\x01\x14\x02\0\0", "latin1"), "media-is-program"],
    ["IMG_0001.jpg", Buffer.alloc(70_000), "media-all-zero"],
    ["x.dat", Buffer.from([1, 2, 3, 0, 5]), "media-type-unknown"],
    ["登录.jpg", Buffer.from("<html><body>请登录</body></html>"), "media-type-mismatch"],
    ["图.png", Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), "media-type-mismatch"],
  ])("%s: %s", async (name, bytes, code) => {
    expect(await lookAt(name, bytes)).toBe(code);
  });

  test("a packed list of contents that bursts is not unpacked", async () => {
    const bomb = zipOf({ "[Content_Types].xml": deflateRawSync(Buffer.alloc(64 * 1024 * 1024)) }, true, true);
    expect(await lookAt("炸.xlsx", bomb)).toBe("media-is-archive");
  });
});
