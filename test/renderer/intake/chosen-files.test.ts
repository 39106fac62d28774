// What is meant of a chosen folder, and on which days it was taken.
import { expect, test } from "vitest";
import {
  byDay,
  meantFiles,
  splitAttached,
  type ChosenFile,
} from "../../../src-renderer/features/activities/intake/chosen-files.ts";
import { dayOf } from "../../../src-renderer/format/dates.ts";

const file = (path: string, lastModified = 0, size = 1): ChosenFile => ({
  name: path.split("/").at(-1) ?? "",
  webkitRelativePath: path.includes("/") ? path : "",
  size,
  type: "",
  lastModified,
});
const named = (files: readonly ChosenFile[]) => files.map((one) => one.webkitRelativePath || one.name);

test("of a camera's card its pictures are meant, in the order of their numbers", () => {
  const card = [
    "DCIM/100A/IMG_10.JPG",
    "DCIM/100A/IMG_2.JPG",
    "DCIM/.Trashes/IMG_1.JPG",
    "DCIM/Thumbs.db",
    "DCIM/100A/IMG_2.THM",
  ];
  const own = [...card, "DCIM/._IMG_2.JPG", "DCIM/说明.docx", "DCIM/~$说明.docx"].map((path) => file(path));
  expect(named(meantFiles([...own, file("DCIM/空的.jpg", 0, 0)]))).toEqual([
    "DCIM/100A/IMG_2.JPG",
    "DCIM/100A/IMG_10.JPG",
    "DCIM/说明.docx",
  ]);
});

test("files stand by the campaign's day, the newest first, whatever the zone of the PC", () => {
  const at = (text: string) => Date.parse(text);
  const files = [
    file("a.jpg", at("2021-06-03T23:59:59+08:00"), 10),
    file("b.jpg", at("2021-06-04T00:00:00+08:00"), 20),
    file("c.jpg", at("2021-06-03T00:00:00+08:00"), 30),
  ];
  const days = byDay(files, (atMs) => dayOf(atMs, 480));
  expect(days.map(({ day, files: some, sizeBytes }) => [day, named(some), sizeBytes])).toEqual([
    ["2021-06-04", ["b.jpg"], 20],
    ["2021-06-03", ["a.jpg", "c.jpg"], 40],
  ]);
});

test("a folder that was stopped halfway goes on where it was", () => {
  const card = [file("DCIM/1.jpg", 0, 10), file("DCIM/2.jpg", 0, 10), file("DCIM/3.jpg", 0, 30)];
  const attached = [
    { name: "1.jpg", sizeBytes: 10 },
    { name: "3.jpg", sizeBytes: 31 },
  ];
  const { left, seen } = splitAttached(card, attached);
  expect(named(left)).toEqual(["DCIM/2.jpg", "DCIM/3.jpg"]);
  expect(named(seen)).toEqual(named(card.filter((file) => !left.includes(file))));
  expect(splitAttached(card, [])).toEqual({ left: card, seen: [] });
});
