// The files of a form stand as they were chosen, by the time they were taken, or as they were pulled: nothing is lost or doubled.
import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { byTimeTaken, inChosenOrder, movedTo } from "../../../src-renderer/features/activities/intake/attached-order.ts";

const named = (...names: readonly string[]) => names.map((sha256) => ({ sha256 }));
const namesIn = (list: readonly Readonly<{ sha256: string }>[]): string[] => list.map(({ sha256 }) => sha256);
const SEED = { seed: 16 };
const shuffled = fc.shuffledSubarray(["a", "b", "c", "d", "e", "f"], { minLength: 6 });

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

const order = fc.array(fc.nat({ max: 30 }), { maxLength: 30 });
test.prop([order, fc.array(fc.nat({ max: 30 }), { maxLength: 4 })])(
  "taken in in any order, they stand as they were chosen, behind what was there",
  (arrival, before) => {
    const [old, chosen] = [[...new Set(before)].map((n) => ({ sha256: `old ${n}` })), [...new Set(arrival)]];
    const placeOf = (sha256: string) => (sha256.startsWith("old") ? undefined : Number(sha256));
    let list: readonly { sha256: string }[] = old;
    for (const n of chosen) list = inChosenOrder(list, { sha256: String(n) }, placeOf);
    const expected = chosen.toSorted((a, b) => a - b).map((n) => ({ sha256: String(n) }));
    expect(list).toEqual([...old, ...expected]);
    for (const n of chosen) expect(inChosenOrder(list, { sha256: String(n) }, placeOf)).toBe(list);
  },
);
