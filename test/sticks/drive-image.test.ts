// The laboratory's own drives: a state is made again from what was noted, byte for byte, and two drives do not mix.
import { writeFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { tempFolder } from "../support/temp-folder.ts";
import { openImage, spread, stateAfter, type Noted } from "./drive-image.ts";

const SIZE = 3 * 64 * 1024;

test("after any number of things the state is what was written by then, or what was flushed by then", async () => {
  const folder = await tempFolder();
  const path = join(folder, "image");
  writeFileSync(path, Buffer.alloc(SIZE, "."));
  const before = openImage(path, SIZE);
  const journal: Noted[] = [
    { drive: "a", kind: "write", at: 64 * 1024 - 2, bytes: Buffer.from("1234") },
    { drive: "b", kind: "write", at: 0, bytes: Buffer.from("bbbb") },
    { drive: "a", kind: "flush" },
    { drive: "a", kind: "write", at: 64 * 1024, bytes: Buffer.from("xy") },
    { drive: "b", kind: "flush" },
  ];
  const seen = (count: number, cut: "all" | "flushed") =>
    stateAfter(before, "a", journal, count, cut)
      .read(64 * 1024 - 3, 6)
      .toString();
  expect([0, 1, 2, 3, 4, 5].map((count) => seen(count, "all"))).toEqual([
    "......",
    ".1234.",
    ".1234.",
    ".1234.",
    ".12xy.",
    ".12xy.",
  ]);
  expect([0, 1, 2, 3, 4, 5].map((count) => seen(count, "flushed"))).toEqual([
    "......",
    "......",
    "......",
    ".1234.",
    ".1234.",
    ".1234.",
  ]);
  expect(before.read(0, SIZE).equals(Buffer.alloc(SIZE, "."))).toBe(true);
  const after = stateAfter(before, "a", journal, 5, "all");
  after.save(join(folder, "saved"));
  expect(readFileSync(join(folder, "saved")).equals(after.read(0, SIZE))).toBe(true);
});

test("moments are spread from the first to the last", () => {
  expect(spread(10, 3)).toEqual([0, 5, 10]);
  expect(spread(1, 5)).toEqual([0, 1]);
});
