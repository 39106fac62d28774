// Files as the programs of other people write them: the readers are tried on these, never on files of our own making alone.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import Excel from "exceljs";
import sharp from "sharp";

/** A folder for a whole test file. */
export function madeFolder(): string {
  return mkdtempSync(join(tmpdir(), "anbao-made-"));
}

/** Runs a program of the system and says which one is missing. */
export function run(program: string, ...args: readonly string[]): string {
  try {
    return execFileSync(program, args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ENOENT") throw new Error(`this test needs ${program}; install it`, { cause });
    throw cause;
  }
}

const CLIPS: Readonly<Record<string, readonly string[]>> = {
  "v.mp4": ["-c:v", "libx264", "-preset", "ultrafast", "-c:a", "aac"],
  "v.mov": ["-c:v", "libx264", "-preset", "ultrafast", "-c:a", "aac"],
  "v.3gp": ["-c:v", "mpeg4", "-c:a", "aac"],
  "v.avi": ["-c:v", "mpeg4", "-c:a", "mp3"],
  "v.mkv": ["-c:v", "libx264", "-preset", "ultrafast", "-c:a", "aac"],
  "v.webm": ["-c:v", "libvpx", "-c:a", "libopus"],
  "v.wmv": ["-c:v", "wmv2", "-c:a", "wmav2"],
  "v.mpg": ["-c:v", "mpeg2video", "-c:a", "mp2"],
  "v.flv": ["-c:v", "flv", "-c:a", "mp3"],
  "v.ts": ["-c:v", "libx264", "-preset", "ultrafast", "-c:a", "aac"],
  "v.ogv": ["-c:v", "libtheora", "-c:a", "libvorbis"],
  "a.wma": ["-vn"],
  "a.weba": ["-vn", "-c:a", "libopus", "-f", "webm"],
  "a.mka": ["-vn"],
  "a.aiff": ["-vn"],
  "a.mp3": ["-vn"],
  "a.m4a": ["-vn"],
  "a.aac": ["-vn"],
  "a.wav": ["-vn"],
  "a.ogg": ["-vn"],
  "a.flac": ["-vn"],
};

/** Names of the clips that {@link makeClips} writes. */
export const CLIP_NAMES = Object.keys(CLIPS);

/** Two seconds of picture and sound in every container, made on 2021-06-01 at 02:20:30 UTC in Gaotai. */
export function makeClips(folder: string): void {
  const source = ["-f", "lavfi", "-i", "color=c=teal:s=320x180:r=25:d=2", "-f", "lavfi", "-i", "sine=d=2"];
  const facts = ["-metadata", "creation_time=2021-06-01T02:20:30Z", "-metadata", "location=+39.3781+099.8168/"];
  const outputs = Object.entries(CLIPS).flatMap(([name, codec]) => [...codec, ...facts, join(folder, name)]);
  run("ffmpeg", "-v", "error", "-y", ...source, ...outputs);
}

/** A text as Word files by LibreOffice, a sheet by ExcelJS, and the shortest RTF and PDF. */
export async function makeDocuments(folder: string): Promise<void> {
  writeFileSync(join(folder, "t.txt"), "安全生产月活动总结\n");
  const profile = `-env:UserInstallation=file://${join(folder, "profile")}`;
  for (const ext of ["doc", "docx"]) {
    run(
      "soffice",
      profile,
      "--headless",
      "--convert-to",
      ext === "doc" ? "doc:MS Word 97" : ext,
      "--outdir",
      folder,
      join(folder, "t.txt"),
    );
  }
  writeFileSync(join(folder, "t.rtf"), "{\\rtf1\\ansi Anbao}");
  writeFileSync(join(folder, "t.pdf"), "%PDF-1.7\n%%EOF\n");
  const book = new Excel.Workbook();
  book.addWorksheet("附件2").getCell("A1").value = "场次";
  await book.xlsx.writeFile(join(folder, "t.xlsx"));
}

/** A ZIP with the members of an OFD paper. */
export function makeOfd(folder: string): void {
  mkdirSync(join(folder, "ofd", "Doc_0"), { recursive: true });
  writeFileSync(join(folder, "ofd", "OFD.xml"), '<?xml version="1.0"?><ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016"/>');
  writeFileSync(join(folder, "ofd", "Doc_0", "Document.xml"), "<ofd/>");
  run("bsdtar", "--format", "zip", "-cf", join(folder, "t.ofd"), "-C", join(folder, "ofd"), "Doc_0", "OFD.xml");
  run("bsdtar", "--format", "zip", "-cf", join(folder, "t.zip"), "-C", join(folder, "ofd"), "Doc_0");
}

/** Red on the left, blue on the right: shows which way up a picture came out. */
export function halfRedHalfBlue(width: number, height: number): Promise<Buffer> {
  const blue = { create: { width: width / 2, height, channels: 3 as const, background: "#0000ff" } };
  const red = sharp({ create: { width, height, channels: 3, background: "#ff0000" } });
  return red
    .composite([{ input: blue, left: width / 2, top: 0 }])
    .png()
    .toBuffer();
}

/** What ffprobe says of a clip. */
export function probe(path: string): Readonly<{ durationMs: number; codec: string; widthPx?: number; heightPx?: number }> {
  const said = run(
    "ffprobe",
    "-v",
    "error",
    "-show_entries",
    "format=duration:stream=width,height,codec_type,codec_name",
    "-of",
    "json",
    path,
  );
  const { format, streams } = JSON.parse(said) as {
    format: { duration: string };
    streams: { codec_type: string; codec_name: string; width: number; height: number }[];
  };
  const [video, sound] = ["video", "audio"].map((kind) => streams.find((stream) => stream.codec_type === kind));
  const codec = [video, sound].flatMap((stream) => stream?.codec_name ?? []).join(" + ");
  return { durationMs: Number(format.duration) * 1000, codec, ...(video && { widthPx: video.width, heightPx: video.height }) };
}

/** What exiftool says of a picture, numbers as numbers. */
export function exiftool(path: string): Readonly<Record<string, unknown>> {
  return (JSON.parse(run("exiftool", "-j", "-n", "-G1", "-a", path)) as Record<string, unknown>[])[0] ?? {};
}

/**
 * A compound file (OLE) whose directory names the given streams; `next` is what the table says of the directory's sector, `start` what
 * the first of them begins with.
 */
export function compoundFile(streams: readonly string[], next = 0xfffffffe, start?: Uint8Array): Buffer {
  const file = Buffer.alloc(start === undefined ? 3 * 512 : 4096 + 3 * 512);
  if (start !== undefined) {
    file.set(start, 3 * 512);
    file.writeUInt32LE(2, 1024 + 128 + 116);
    file.writeUInt32LE(4096, 1024 + 128 + 120);
  }
  file.write("d0cf11e0a1b11ae1", "hex");
  file.writeUInt16LE(3, 26);
  file.writeUInt16LE(0xfffe, 28);
  file.writeUInt16LE(9, 30);
  file.writeUInt16LE(6, 32);
  file.writeUInt32LE(1, 44);
  file.writeUInt32LE(1, 48);
  file.writeUInt32LE(0xfffffffe, 60);
  file.fill(0xff, 76, 512);
  file.writeUInt32LE(0, 76);
  file.fill(0xff, 512, 1024);
  file.writeUInt32LE(0xfffffffd, 512);
  file.writeUInt32LE(next, 516);
  ["Root Entry", ...streams].slice(0, 4).forEach((name, index) => {
    file.write(name, 1024 + index * 128, "utf16le");
    file.writeUInt16LE((name.length + 1) * 2, 1024 + index * 128 + 64);
  });
  return file;
}

/** A PNG that says it is of this size, with one pixel behind it. */
export async function pngOfSize(width: number, height: number): Promise<Buffer> {
  const png = await sharp({ create: { width: 1, height: 1, channels: 3, background: "#fff" } })
    .png()
    .toBuffer();
  png.writeUInt32BE(width, 16);
  png.writeUInt32BE(height, 20);
  png.writeUInt32BE(crc32(png.subarray(12, 29)), 29);
  return png;
}
