// Lists that are longer than one entry: split and united they are the same list; cuts of two sets still intersect.
import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { cutsOf } from "../../../src-main/domain/trust/authority.ts";
import { LIMITS } from "../../../src-main/domain/limits.ts";
import { inParts, partsVersion } from "../../../src-main/domain/feed/listed-parts.ts";
import { kindOf, isValidAt } from "../../../src-main/domain/kinds/kinds.ts";
import { asideOf } from "../../../src-main/domain/trust/set-aside.ts";
import type { Position } from "../../../src-main/domain/feed/entry.ts";

const hash = (place: number): string => place.toString(16).padStart(64, "0");
const SETS = ["aa", "bb"].map((byte) => byte.repeat(16));
const places = fc
  .uniqueArray(fc.nat(40), { maxLength: 12 })
  .map((all) => all.map((seq) => ({ feed: hash(seq), seq, hash: hash(seq) })));
const most = fc.integer({ min: 1, max: 5 });

const revocations = (list: readonly Position[], set: string, size: number) =>
  inParts(list, set, size).map(({ listed, of }) => ({ key: hash(0), reason: "丢失", ...of, lastGood: [...listed] }));

test.prop([places, places, most, fc.infiniteStream(fc.nat())])(
  "two ends of a key in parts are two cuts, whole and in any order of arrival; parts that lack only shorten them",
  (one, two, size, dice) => {
    const values = [...revocations(one, SETS[0]!, size), ...revocations(two, SETS[1]!, size)];
    const draw = dice[Symbol.iterator]();
    const shuffled = values.map((value) => [draw.next().value as number, value] as const).sort((a, b) => a[0] - b[0]);
    const names = (cut: readonly { seq: number }[]) => cut.map(({ seq }) => seq).sort((a, b) => a - b);
    const found = cutsOf(shuffled.map(([, value]) => value)).map(names);
    expect(found).toHaveLength(2);
    expect(new Set(found.map(String))).toEqual(new Set([one, two].map((cut) => String(names(cut)))));
    const [lacking] = cutsOf(revocations(one, SETS[0]!, size).slice(1)).map(names);
    expect(names(one)).toEqual(expect.arrayContaining(lacking ?? []));
  },
);

test.prop([places, most])(
  "a set-aside in parts covers what it lists, and one part that is taken back takes back all",
  (list, size) => {
    const ranges = list.map(({ feed, seq, hash: end }) => ({ feed, fromSeq: 0, toSeq: seq, hash: end }));
    const values = inParts(ranges, SETS[0]!, size).map(({ listed, of }) => ({
      bundle: hash(1),
      reason: "误报",
      takenBack: false,
      ...of,
      ranges: [...listed],
    }));
    expect([...asideOf(values).values()].flat()).toHaveLength(ranges.length);
    const [first, ...rest] = values;
    expect(asideOf([{ ...first!, ranges: [], takenBack: true }, ...rest]).size).toBe(0);
  },
);

test("what fits into one entry stays version 1; a longer list is valid in every part, and a part is never valid as version 1", () => {
  const kind = kindOf("revocation")!;
  const list = (length: number) => Array.from({ length }, (_, seq) => ({ feed: hash(seq), seq, hash: hash(seq) }));
  const [alone, ...none] = revocations(list(LIMITS.listed), SETS[0]!, LIMITS.listed);
  expect([none, partsVersion(alone!), isValidAt(kind, 1, alone!), isValidAt(kind, 2, alone!)]).toEqual([[], 1, true, false]);
  const parts = revocations(list(LIMITS.listed + 1), SETS[0]!, LIMITS.listed);
  expect(parts.map((part) => [part.part, part.parts, part.lastGood.length])).toEqual([
    [1, 2, LIMITS.listed],
    [2, 2, 1],
  ]);
  expect(parts.map((part) => [isValidAt(kind, 2, part), isValidAt(kind, 1, part)])).toEqual([
    [true, false],
    [true, false],
  ]);
});
