// Files that are made to flood a decoder: refused, or kept as plain files, within 10 s and 512 MiB, and the reader lives on.
import { readFileSync, readdirSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, expect, test } from "vitest";
import type { StartLane } from "../../src-main/media/decode/decode-lane.ts";
import * as made from "./made-files.ts";
import { openReader } from "./open-reader.ts";
import { zipOf } from "./zip-of.ts";

const folder = made.madeFolder();
const reader = openReader();
afterAll(() => {
  reader.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The most memory that any decoder of this process held, in MiB, as Linux counts it. */
function mostHeldMiB(): number {
  const children = readdirSync(`/proc/${process.pid}/task`).flatMap((task) =>
    readFileSync(`/proc/${process.pid}/task/${task}/children`, "utf8").split(" ").filter(Boolean),
  );
  const held = children.map((pid) => Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0));
  return Math.max(0, ...held) / 1024;
}

/** Limits count processor time; on a machine that does other things as well, a step takes longer by the clock. */
const MOST_MS = 20_000;

async function timed<T>(step: Promise<T>): Promise<T> {
  const startMs = performance.now();
  const answer = await step;
  expect(performance.now() - startMs).toBeLessThan(MOST_MS);
  return answer;
}

async function goesThrough(name: string): Promise<string> {
  const path = join(folder, name);
  const facts = await timed(reader.inspect(path, name).catch((problem: { code: string }) => problem.code));
  const drawn =
    typeof facts === "string"
      ? facts
      : await timed(
          reader.preview(path, facts, 640).then(
            (jpeg) => (jpeg === undefined ? "plain" : "drawn"),
            (problem: { code: string }) => problem.code,
          ),
        );
  expect(mostHeldMiB()).toBeLessThan(560); // the worker looks every 50 ms
  return drawn;
}

const flat = (width: number, height: number) => sharp({ create: { width, height, channels: 3, background: "#468" } });

const FLOODS: Readonly<Record<string, () => Promise<Uint8Array>>> = {
  "200mp.jpg": () => flat(14_000, 14_000).jpeg().toBuffer(),
  "200mp-progressive.jpg": () => flat(14_000, 14_000).jpeg({ progressive: true }).toBuffer(),
  "200mp.png": () => flat(14_000, 14_000).png({ compressionLevel: 1 }).toBuffer(),
  "3600mp.png": () => made.pngOfSize(60_000, 60_000),
  "a-million-frames.gif": () => Promise.resolve(manyFrames(1_000_000)),
  "a-million-directories.tiff": () => Promise.resolve(manyDirectories(1_000_000)),
  "a-million-elements.mkv": () => Promise.resolve(manyElements(1_000_000)),
  "a-million-members.xlsx": () =>
    Promise.resolve(zipOf(Object.fromEntries(Array.from({ length: 60_000 }, (_, n) => [`${n}`, ""])))),
};

test.each(Object.keys(FLOODS))("%s", async (name) => {
  writeFileSync(join(folder, name), await FLOODS[name]!());
  expect(await goesThrough(name)).toMatch(/^(drawn|plain|media-(too-large|too-slow|damaged|type-unknown|is-archive))$/);
  rmSync(join(folder, name));
});

test("a film without an end and without a length is a film of unknown length", async () => {
  const path = join(folder, "endless.mkv");
  made.run("ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i", "testsrc=s=96x64:d=1", "-live", "1", path);
  truncateSync(path, 5 * 1024 ** 3);
  expect(await goesThrough("endless.mkv")).toBe("plain");
  expect(await reader.inspect(path, "endless.mkv")).toMatchObject({ ext: "mkv", class: "video" });
});

test("a file is what it begins with, whatever else it is: nothing hidden in it is opened", async () => {
  const jpeg = await flat(64, 64).jpeg().toBuffer();
  const html = Buffer.from("<html><script>alert(1)</script></html>");
  for (const hidden of [html, zipOf({ "1.exe": "MZ" }), Buffer.from("%PDF-1.7\n%%EOF"), Buffer.from("MZ\x90\0")]) {
    writeFileSync(join(folder, "both.jpg"), Buffer.concat([jpeg, hidden]));
    expect(await reader.inspect(join(folder, "both.jpg"), "both.jpg")).toMatchObject({ ext: "jpg", class: "photo" });
  }
  writeFileSync(join(folder, "page.html"), html);
  expect(await reader.inspect(join(folder, "page.html"), "page.html")).toMatchObject({ ext: "txt", class: "document" });
});

test("what costs too much to be looked into is taken by its first bytes", async () => {
  const greedy: StartLane = (events) => {
    queueMicrotask(() => events.onMessage({ ready: true }, Buffer.alloc(0)));
    return {
      send: (message) => "job" in message && queueMicrotask(() => events.onMessage({ over: "memory" }, Buffer.alloc(0))),
      setBusy: () => undefined,
      end: () => undefined,
    };
  };
  const costly = openReader(greedy);
  writeFileSync(join(folder, "p.jpg"), await flat(8, 8).jpeg().toBuffer());
  expect(await costly.inspect(join(folder, "p.jpg"), "p.jpg")).toEqual({
    mime: "image/jpeg",
    ext: "jpg",
    class: "photo",
    unlooked: true,
  });
  costly.close();
});

function manyFrames(count: number): Buffer {
  const head = Buffer.from([...Buffer.from("GIF89a"), 1, 0, 1, 0, 0x80, 0, 0, 0, 0, 0, 255, 255, 255]);
  const frame = Buffer.from([0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0]);
  return Buffer.concat([head, Buffer.alloc(count * frame.length, frame), Buffer.from([0x3b])]);
}

function manyDirectories(count: number): Buffer {
  const file = Buffer.alloc(8 + 6 * count);
  file.write("II*\0", 0, "latin1");
  file.writeUInt32LE(8, 4);
  for (let number = 0; number < count - 1; number += 1) file.writeUInt32LE(8 + 6 * (number + 1), 8 + 6 * number + 2);
  return file;
}

function manyElements(count: number): Buffer {
  const head = Buffer.concat([Buffer.from("1a45dfa38b428288", "hex"), Buffer.from("matroska")]);
  const segment = Buffer.from("1853806701ffffffffffffff", "hex");
  return Buffer.concat([head, segment, Buffer.alloc(count * 2, Buffer.from("ec80", "hex"))]);
}
