// What is said of a hand-in's size beside the sticks that are plugged in.
import { fc, test as law } from "@fast-check/vitest";
import { expect, test } from "vitest";
import { stickFit, type Stick } from "../../../src-main/domain/bundle/stick-fit.ts";

const [MB, GB] = [1024 ** 2, 1024 ** 3];
const stick = (more: Partial<Stick>): Stick => ({ name: "U盘", freeBytes: 8 * GB, fileSystem: "vfat", writable: true, ...more });

test.each([
  ["no stick, an ordinary week", 412 * MB, [], { kind: "any-stick" }],
  ["no stick, more than a file of FAT32", 9 * GB, [], { kind: "large", volumes: 3 }],
  ["room on the stick", 412 * MB, [stick({})], { kind: "on-stick", name: "U盘", freeBytes: 8 * GB }],
  ["room, but not for one file", 5 * GB, [stick({})], { kind: "in-volumes", name: "U盘", volumes: 2 }],
  ["room for one file on exFAT", 5 * GB, [stick({ fileSystem: "exfat" })], { kind: "on-stick", name: "U盘", freeBytes: 8 * GB }],
  ["no room", 412 * MB, [stick({ freeBytes: 100 * MB })], { kind: "too-full", name: "U盘", freeBytes: 100 * MB }],
  [
    "the emptier of two",
    1 * GB,
    [stick({ name: "甲", freeBytes: 1 }), stick({ name: "乙" })],
    { kind: "on-stick", name: "乙", freeBytes: 8 * GB },
  ],
  ["one that is write-protected is none", 1 * GB, [stick({ writable: false })], { kind: "any-stick" }],
] as const)("%s", (_name, needed, sticks, fit) => {
  expect(stickFit(needed, sticks)).toEqual(fit);
});

law.prop([fc.nat({ max: 2 ** 40 }), fc.nat({ max: 2 ** 40 }), fc.nat({ max: 2 ** 40 })])(
  "less never fits worse",
  (needed, less, free) => {
    const fits = (bytes: number) => stickFit(bytes, [stick({ freeBytes: free })]).kind !== "too-full";
    if (fits(needed)) expect(fits(Math.min(needed, less))).toBe(true);
    expect(fits(needed)).toBe(needed <= free);
  },
);
