// Dropped folders: what is in them is found, and what cannot be read or is too much is counted, never left out in silence.
import { expect, test } from "vitest";
import { droppedFiles, MOST_FILES } from "../../../src-renderer/features/activities/intake/dropped-files.ts";

type Entry = Readonly<{ isFile: boolean; isDirectory: boolean; fullPath: string }>;
const BROKEN = new DOMException("unreadable", "NotReadableError");

const file = (fullPath: string, good = true): Entry =>
  ({
    isFile: true,
    isDirectory: false,
    fullPath,
    file: (give: (file: File) => void, fail: (cause: unknown) => void) =>
      good ? give(new File(["照片"], fullPath)) : fail(BROKEN),
  }) as Entry;

/** Gives its entries a hundred at a time, as Chromium does. @param good false: it breaks off after the first hundred */
const folder = (fullPath: string, children: readonly Entry[], good = true): Entry =>
  ({
    isFile: false,
    isDirectory: true,
    fullPath,
    createReader: () => {
      const parts = { at: 0 };
      return {
        readEntries: (give: (entries: readonly Entry[]) => void, fail: (cause: unknown) => void) => {
          if (!good && parts.at > 0) return fail(BROKEN);
          give(children.slice(parts.at, (parts.at += 100)));
        },
      };
    },
  }) as Entry;

const dropped = (...entries: readonly Entry[]) =>
  droppedFiles({
    items: entries.map((entry) => ({ webkitGetAsEntry: () => entry })),
    files: entries.map((entry) => new File([], entry.fullPath)),
  } as unknown as DataTransfer);

const many = (count: number) => Array.from({ length: count }, (_, at) => file(`/卡/${at}.jpg`));

test("files of folders in folders, each with its place", async () => {
  const { files, ...rest } = await dropped(folder("/卡", [file("/卡/1.jpg"), folder("/卡/里", [file("/卡/里/2.jpg")])]));
  expect(files.map((one) => one.webkitRelativePath)).toEqual(["卡/1.jpg", "卡/里/2.jpg"]);
  expect(rest).toEqual({ folders: true, unread: 0, more: false });
});

test("a file or a folder that cannot be read is counted, and the rest is there", async () => {
  const { files, unread } = await dropped(
    folder("/卡", [file("/卡/1.jpg", false), folder("/卡/坏", many(150), false), file("/卡/2.jpg")]),
  );
  expect([files.length, unread]).toEqual([101, 2]);
});

test("a card with more than can be looked at says so", async () => {
  expect(await dropped(folder("/卡", many(MOST_FILES)))).toMatchObject({ more: false });
  const { files, more } = await dropped(folder("/卡", many(MOST_FILES + 1)));
  expect([files.length, more]).toEqual([MOST_FILES, true]);
});

test("files alone are taken as they are", async () => {
  expect(await dropped(file("/1.jpg"))).toMatchObject({ folders: false, unread: 0 });
});
