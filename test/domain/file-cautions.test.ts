// What is said of a file before it is opened, for every type that may be attached.
import { expect, test } from "vitest";
import { cautionOf, cautionsOf, percentSeen } from "../../src-main/domain/file-cautions.ts";
import { MEDIA_TYPES } from "../../src-main/media/type/types.ts";

const withCaution = (caution: string | undefined) =>
  MEDIA_TYPES.filter(({ mime }) => cautionOf(mime) === caution).map(({ ext }) => ext);

test("papers with a program in them, and none other", () => {
  expect(withCaution("macros")).toEqual(["docm", "dotm", "xlsm", "xltm", "xlsb", "pptm", "potm", "ppsm"]);
});

test("films and sounds that an office PC may not play, never the usual ones", () => {
  const unsure = withCaution("may-not-play");
  expect(unsure).toEqual(["3gp", "avi", "mkv", "wmv", "mpg", "ts", "flv", "ogv", "rm", "amr", "wma", "mka", "aiff", "ape"]);
  expect(
    MEDIA_TYPES.filter(({ class: kind }) => kind !== "video" && kind !== "audio").some(({ ext }) => unsure.includes(ext)),
  ).toBe(false);
});

test("what was read of a file is told as well: a password, rows that lack; a whole one has none", () => {
  expect(cautionsOf("application/pdf", { encrypted: true })).toEqual(["encrypted"]);
  expect(cautionsOf("application/vnd.ms-word.document.macroenabled.12", { encrypted: true })).toEqual(["macros", "encrypted"]);
  expect(cautionsOf("image/jpeg", { rowsRead: 119, heightPx: 240 })).toEqual(["cut-off"]);
  expect(cautionsOf("image/jpeg", { heightPx: 240 })).toEqual([]);
  expect(cautionsOf("image/jpeg", undefined)).toEqual([]);
});

test("how much can be seen is rounded down, and a picture whose rows are all there is whole", () => {
  expect(percentSeen({ rowsRead: 119, heightPx: 240 })).toBe(49);
  expect(percentSeen({ rowsRead: 0, heightPx: 240 })).toBe(0);
  expect(percentSeen({ rowsRead: 240, heightPx: 240 })).toBeUndefined();
});
