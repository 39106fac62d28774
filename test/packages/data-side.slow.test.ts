// The packed data side under a Node that says it is Electron: no forks of its own program, the system's GLib loaded before all else as
// Electron's binary has it, no ChaCha. It plays the whole demo, takes in 100 photos, exports sealed and draws a paper; its memory stays
// flat, it says nothing on stderr, and it ends by itself.
import { extractAll } from "@electron/asar";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import sharp from "sharp";
import type { Task } from "../../src-main/api/tasks/contract.ts";
import { packOnce } from "./pack-once.ts";
import { openPackedLine, type PackedLine } from "./packed-line.ts";

const PACK_LIMIT_MS = 1_200_000;
const PHOTOS = 100;
const PER_RECORD = 20;
const MOST_GROWTH_MIB = 200;
const MOST_ASKS = 20;
/** What Electron's program on Linux is linked with, and so comes before libvips's own. */
const GLIB = ["libgobject-2.0.so.0", "libgio-2.0.so.0"];

const folder = mkdtempSync(join(tmpdir(), "anbao-data-side-"));
const held: { line?: PackedLine; extracted?: string; resources?: string } = {};
afterAll(() => rmSync(folder, { recursive: true, force: true }));

beforeAll(() => {
  const { archive, resources } = packOnce("linux-x64");
  held.extracted = join(folder, "app");
  held.resources = resources;
  extractAll(archive, held.extracted);
  mkdirSync(join(folder, "home"));
}, PACK_LIMIT_MS);

/** Does something with the line; fails at once where the process behind it is gone. */
async function withLine(work: (line: PackedLine) => Promise<void>): Promise<void> {
  const line = held.line!;
  await Promise.race([work(line), line.ended]);
}

/** Waits for a task's end and answers it. */
async function outcome(line: PackedLine, task: string): Promise<Task> {
  for await (const tasks of await line.api.tasks.watch()) {
    const found = tasks.find((each) => each.task === task);
    if (found !== undefined && found.state !== "running") return found;
  }
  throw new Error("the list of tasks ended");
}

/** Photos of 12 megapixels, alike but for a remark: each is another file to the program. */
async function makePhotos(): Promise<readonly string[]> {
  const noise = { type: "gaussian", mean: 128, sigma: 12 } as const;
  const picture = sharp({ create: { width: 4000, height: 3000, channels: 3, background: "#883300", noise } });
  const jpeg = await picture.jpeg({ quality: 60 }).toBuffer();
  return Array.from({ length: PHOTOS }, (_, index) => {
    const path = join(folder, `photo-${index}.jpg`);
    writeFileSync(path, Buffer.concat([jpeg.subarray(0, 2), remark(`photo ${index}`), jpeg.subarray(2)]));
    return path;
  });
}

/** A comment segment of JPEG. */
function remark(text: string): Buffer {
  const head = Buffer.from([0xff, 0xfe, 0, 0]);
  head.writeUInt16BE(2 + Buffer.byteLength(text), 2);
  return Buffer.concat([head, Buffer.from(text)]);
}

async function attach(line: PackedLine, paths: readonly string[]): Promise<readonly string[]> {
  const { draft } = await line.api.drafts.open({ from: "new", code: "1.1" });
  const files = paths.map((path) => ({ path, name: path.slice(folder.length + 1) }));
  const { files: tickets } = (await line.ask({ kind: "attach", files })) as unknown as { files: { uploadId: string }[] };
  for (const { uploadId } of tickets) await line.api.drafts.takeFile({ draft, uploadId });
  const { media } = await line.api.drafts.open({ from: "draft", draft });
  return media.map(({ sha256 }) => sha256);
}

/** Whether a small picture comes, at once or when it is asked for again. */
async function hasPreview(line: PackedLine, sha256: string): Promise<boolean> {
  for (let ask = 0; ask < MOST_ASKS; ask++) {
    const { media } = await line.ask({ kind: "media", sha256, variant: "preview" });
    if (media !== null) return true;
  }
  return false;
}

test("it starts, and the whole demo is played through its line", async () => {
  const preload = GLIB.join(" ");
  held.line = openPackedLine({ extracted: held.extracted!, resources: held.resources!, home: join(folder, "home"), preload });
  await withLine(async (line) => {
    expect((await line.api.session.state()).stage).toBe("first-start");
    const { task } = await line.api.session.beginDemo({ role: "unit" });
    expect(await outcome(line, task)).toMatchObject({ state: "done", problem: null });
    expect((await line.api.session.state()).stage).toBe("ready");
  });
}, 900_000);

test(
  `${PHOTOS} photos of 12 megapixels are taken in, each with its preview, and memory stays flat`,
  () =>
    withLine(async (line) => {
      const photos = await makePhotos();
      line.forgetHeaviest();
      const beforeMib = line.residentMib();
      const taken: string[] = [];
      for (let at = 0; at < PHOTOS; at += PER_RECORD) taken.push(...(await attach(line, photos.slice(at, at + PER_RECORD))));
      expect(new Set(taken).size).toBe(PHOTOS);
      console.log(`taken in: ${(line.heaviestMib() - beforeMib).toFixed(0)} MiB more at most`);
      for (const sha256 of taken) expect(await hasPreview(line, sha256)).toBe(true);
      const growthMib = line.heaviestMib() - beforeMib;
      console.log(
        `resident: ${beforeMib.toFixed(0)} MiB before, ${growthMib.toFixed(0)} MiB more at most, ${line.residentMib().toFixed(0)} MiB now`,
      );
      expect(growthMib).toBeLessThan(MOST_GROWTH_MIB);
    }),
  900_000,
);

test(
  "a sealed bundle is exported and read back, though the runtime has no ChaCha",
  () =>
    withLine(async (line) => {
      const target = join(folder, "drive");
      mkdirSync(target);
      const request = { report: "now", reason: "试验", folder: target, options: { full: true, plain: false } } as const;
      await expect(line.api.handIn.export(request)).rejects.toMatchObject({ data: { code: "folder-not-chosen" } });
      line.admit([target]);
      const { task } = await line.api.handIn.export(request);
      expect(await outcome(line, task)).toMatchObject({ state: "done", problem: null, result: { kind: "export" } });
      const [name] = readdirSync(target);
      expect(readFileSync(join(target, name!)).toString("latin1", 0, 21)).toBe("age-encryption.org/v1");
    }),
  900_000,
);

test(
  "a paper is drawn as PDF",
  () =>
    withLine(async (line) => {
      const target = { to: "folder", path: folder } as const;
      line.admit([folder]);
      const { path } = await line.api.reports.write({ paper: { form: "attachment2" }, format: "pdf", target });
      expect(execFileSync("pdfinfo", [path!], { encoding: "utf8" })).toMatch(/Pages:\s+[1-9]/);
    }),
  300_000,
);

test("it ends orderly, and neither GLib nor anything else was heard", async () => {
  expect(await held.line!.ask({ kind: "close" })).toMatchObject({ kind: "closed" });
  expect(await held.line!.end()).toEqual({ code: 0, said: "" });
}, 60_000);
