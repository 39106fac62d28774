// What a file says of itself is kept within bounds, whoever says it: what is left may stand in a record and in every answer.
import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { fileFactsIn, statedFacts } from "../../../src-main/domain/kinds/file-facts.ts";
import { admits, attachment } from "../../../src-main/domain/kinds/parts.ts";

const FULL = {
  takenAt: "2021-06-16T09:30:00",
  takenOffsetMin: 480,
  gpsE6: { lat: 39_378_100, lon: 99_816_800 },
  widthPx: 4000,
  heightPx: 3000,
  durationMs: 2000,
  codec: "h264 + aac",
  camera: "HUAWEI P40",
  software: "HUAWEI",
  orientation: 6,
  rowsRead: 1500,
  encrypted: true,
};
const FILE = { sha256: "a".repeat(64), sizeBytes: 9, name: "a.jpg", mime: "image/jpeg", class: "photo" };

test("good facts stay as they are; type, class and what nobody knows are no facts", () => {
  expect(fileFactsIn({ ...FULL, mime: "image/jpeg", class: "photo", more: 1 })).toEqual(FULL);
});

test("a record tells time, size and length of its files, and neither place nor camera", () => {
  expect(statedFacts(FULL)).toEqual({
    takenAt: "2021-06-16T09:30:00",
    takenOffsetMin: 480,
    widthPx: 4000,
    heightPx: 3000,
    durationMs: 2000,
  });
});

describe("what is out of bounds is left out, and nothing else", () => {
  test.each([
    ["takenAt", "2021:06:16 09:30:00"],
    ["takenAt", "0000"],
    ["takenOffsetMin", 841],
    ["takenOffsetMin", 7.5],
    ["gpsE6", { lat: 91e6, lon: 0 }],
    ["gpsE6", { lat: 0 }],
    ["widthPx", 0],
    ["heightPx", 1_000_001],
    ["durationMs", 0],
    ["durationMs", -1],
    ["durationMs", 2 ** 53],
    ["codec", ""],
    ["camera", "x".repeat(121)],
    ["orientation", 9],
    ["rowsRead", "1500"],
    ["encrypted", false],
  ])("%s %j", (name, bad) => {
    const { [name as keyof typeof FULL]: _gone, ...rest } = FULL;
    expect(fileFactsIn({ ...FULL, [name]: bad })).toEqual(rest);
  });
});

const anyFacts = fc.record(
  Object.fromEntries(Object.keys(FULL).map((name) => [name, fc.oneof(fc.integer(), fc.double(), fc.string(), fc.jsonValue())])),
  { requiredKeys: [] },
);

test.prop([anyFacts], { seed: 16, numRuns: 300 })("whatever a file says, the record that tells it is a good one", (said) => {
  expect(admits(attachment, { ...FILE, ...statedFacts(said) })).toBe(true);
  expect(fileFactsIn(fileFactsIn(said))).toEqual(fileFactsIn(said));
});
