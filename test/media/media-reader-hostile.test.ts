// Whatever the reader is fed, it answers with facts or with a media problem, never half, never with a crash.
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { drawDemoPhoto } from "../support/made/demo-photo.ts";
import { openReader } from "./open-reader.ts";
import { drawHeic } from "./drawn-heic.ts";
import * as made from "./made-files.ts";

const folder = made.madeFolder();
const at = (name: string): string => join(folder, name);
const put = (name: string, bytes: Uint8Array | string): string => (writeFileSync(at(name), bytes), at(name));
const reader = openReader();
const problemOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    (value) => ({ value }),
    (problem: unknown) => problem,
  );

beforeAll(() => {
  made.makeClips(folder);
  made.makeOfd(folder);
  writeFileSync(at("t.doc"), made.compoundFile(["WordDocument"]));
});
afterAll(() => {
  reader.close();
  rmSync(folder, { recursive: true, force: true });
});

test("a picture that bursts on decoding is refused before it is decoded", async () => {
  const path = put("bomb.png", await made.pngOfSize(60_000, 60_000));
  expect(await problemOf(reader.inspect(path, "bomb.png"))).toMatchObject({ code: "media-too-large" });
  expect(await problemOf(reader.preview(path, { mime: "image/png" }, 100))).toMatchObject({
    code: /media-(too-large|damaged)/ as never,
  });
});

test("decoders that nobody needs are shut: SVG under a photo's type is not drawn", async () => {
  const path = put("x.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>');
  expect(await problemOf(reader.preview(path, { mime: "image/png" }, 9))).toMatchObject({ code: "media-damaged" });
});

test("a photo cut off before its first row has no picture, and says how little is there", async () => {
  const photo = await drawDemoPhoto({ seed: 2, takenAt: "2021-06-16T09:30:00", lat: 39, lon: 99, widthPx: 320 });
  const path = put("cut.jpg", photo.subarray(0, 200));
  const problem = (await problemOf(reader.preview(path, { mime: "image/jpeg" }, 100))) as { code: string };
  expect(problem.code).toBe("media-damaged");
});

test("a film cut off before its index is damaged", async () => {
  const film = readFileSync(at("v.mp4"));
  const path = put("cut.mp4", film.subarray(0, film.indexOf("moov") + 40));
  expect(await problemOf(reader.inspect(path, "cut.mp4"))).toMatchObject({
    code: "media-damaged",
    details: { name: "cut.mp4" },
  });
});

test("whatever bytes are flipped, the answer is facts or a media problem, and the reader lives on", async () => {
  const photo = await drawDemoPhoto({ seed: 3, takenAt: "2021-06-16T09:30:00", lat: 39, lon: 99, widthPx: 160 });
  const heic = await drawHeic({
    folder,
    rawPng: await made.halfRedHalfBlue(64, 64),
    exifOf: photo,
    quarterTurns: 1,
    widthPx: 64,
    heightPx: 64,
  });
  const seeds = [
    photo,
    heic,
    ...["v.mp4", "v.mkv", "v.avi", "a.mp3", "a.ogg", "t.doc", "t.ofd"].map((name) => readFileSync(at(name))),
  ];
  const flips = fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), fc.nat(255)), {
    minLength: 1,
    maxLength: 40,
  });
  const inHead = fc.constantFrom(1, 0.05, 0.005);
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...seeds), flips, inHead, async (seed, changes, share) => {
      const mutant = Buffer.from(seed);
      for (const [place, byte] of changes) mutant[Math.floor(place * share * mutant.length)] = byte;
      const path = put("mutant.bin", mutant);
      const answer = (await problemOf(reader.inspect(path, "mutant"))) as { code?: string; value?: { mime: string } };
      const drawn = answer.value ? await problemOf(reader.preview(path, answer.value, 64)) : answer;
      expect((drawn as { code?: string }).code ?? "media-drawn").toMatch(
        /^media-(drawn|type-unknown|damaged|too-large|too-slow)$/,
      );
    }),
    { numRuns: 150 },
  );
  expect(await reader.inspect(put("good.jpg", photo), "good.jpg")).toMatchObject({ ext: "jpg" });
});
