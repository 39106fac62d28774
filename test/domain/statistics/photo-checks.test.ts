// Checks over photos: what is told together, and what makes it another difference that asks again.
import { describe, expect, it } from "vitest";
import { doubtAbout, of, study } from "./check-cases.ts";

describe("copies of photos in two activities", () => {
  const records = [study("a", {}), study("b", {})];
  const copy = (photo: string, other: string) => {
    const doubt = doubtAbout("b", "similar", "a");
    const { record } = doubtAbout("a", "similar");
    return { ...doubt, photo: { ...doubt.photo, sha256: photo, name: `${photo}.jpg` }, other: { record, sha256: other } };
  };
  const found = (...doubts: readonly ReturnType<typeof copy>[]) => of("V25", { records, more: { doubts } });

  it("are one finding for each two, that counts photos and not pairs", () => {
    const all = [...found(copy("1", "x"), copy("1", "y"), copy("2", "x")), ...found(copy("1", "x"), copy("1", "y"))];
    expect(all.map(({ variant, params }) => [variant, params["count"], params["file"]])).toEqual([
      ["several", 2, "1.jpg"],
      [undefined, 1, "1.jpg"],
    ]);
  });

  it("are another difference as soon as a pair comes or goes, in whatever order they are found", () => {
    const samenessOf = (...doubts: readonly ReturnType<typeof copy>[]) =>
      found(...doubts).map(({ sameness, about }) => [sameness, about]);
    const [two, three] = [samenessOf(copy("1", "x"), copy("2", "x")), samenessOf(copy("1", "x"), copy("2", "x"), copy("3", "x"))];
    expect(samenessOf(copy("2", "x"), copy("1", "x"))).toEqual(two);
    expect(two).not.toEqual(three);
    expect(samenessOf(copy("1", "x"))).not.toEqual(samenessOf(copy("1", "y")));
  });
});

it("photos of one activity that were taken at another time are one finding", () => {
  const doubts = [doubtAbout("a", "taken-outside"), doubtAbout("a", "taken-outside"), doubtAbout("a", "other-week")];
  const found = of("V26", { records: [study("a", {})], more: { doubts } });
  expect(found.map(({ variant, params }) => [variant, params["count"]])).toEqual([
    ["taken-outside", 2],
    ["other-week", 1],
  ]);
});

it("pictures that are cut off are the same difference in whatever order they are attached", () => {
  const cutOff = (sha256: string) => {
    const doubt = doubtAbout("a", "cut-off");
    return { ...doubt, photo: { ...doubt.photo, sha256 } };
  };
  const samenessOf = (...photos: readonly string[]) =>
    of("V27", { records: [study("a", {})], more: { doubts: photos.map(cutOff) } }).map(({ sameness }) => sameness);
  expect(samenessOf("1", "2")).toHaveLength(1);
  expect(samenessOf("2", "1")).toEqual(samenessOf("1", "2"));
  expect(samenessOf("1")).not.toEqual(samenessOf("1", "2"));
});
