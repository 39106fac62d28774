// What is said of a file before it is opened, for every type that may be attached.
import { expect, test } from "vitest";
import { cautionOf } from "../../src-main/domain/file-cautions.ts";
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
