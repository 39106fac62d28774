// The files of a form stand as they were chosen, by the time they were taken, or as they were pulled: nothing is lost or doubled.
import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { byTimeTaken, movedTo, putInTurn } from "../../src-renderer/features/activities/form/attached-order.ts";

const named = (...names: readonly string[]) => names.map((sha256) => ({ sha256 }));
const namesIn = (list: readonly Readonly<{ sha256: string }>[]): string[] => list.map(({ sha256 }) => sha256);
const SEED = { seed: 16 };
const shuffled = fc.shuffledSubarray(["a", "b", "c", "d", "e", "f"], { minLength: 6 });

describe("as chosen", () => {
  test.prop([shuffled], SEED)("whichever copy ends first", (ended) => {
    const turns = new Map([..."abcdef"].map((name, turn) => [name, turn]));
    const list = ended.reduce((all, name) => putInTurn(all, { sha256: name }, turns), named("old"));
    expect(namesIn(list)).toEqual(["old", ..."abcdef"]);
  });
});

describe("by time taken", () => {
  const media = [
    { sha256: "a", takenAt: "2021-06-02T09:00:00" },
    { sha256: "b" },
    { sha256: "c", takenAt: "2021-06-01T10:00:00" },
    { sha256: "d" },
    { sha256: "e", takenAt: "2021-06-01T10:30:00", takenOffsetMin: 540 },
  ];
  test("the oldest first, wherever its clock stood; what has no time behind in its order", () => {
    expect(namesIn(byTimeTaken(named("d", "a", "b", "c", "e"), media, 480))).toEqual(["e", "c", "a", "d", "b"]);
  });
});

test.prop([shuffled, fc.constantFrom(..."abcdefx"), fc.constantFrom(..."abcdefx")], SEED)(
  "a file that is pulled takes the other's place, and every file stays once",
  (list, pulled, target) => {
    const moved = namesIn(movedTo(named(...list), pulled, target));
    expect(moved.toSorted()).toEqual(list.toSorted());
    if (pulled !== "x" && target !== "x") expect(moved.indexOf(pulled)).toBe(list.indexOf(target));
  },
);
