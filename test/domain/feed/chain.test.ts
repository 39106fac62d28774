// Feeds as they are drawn: `-` leads from an entry to the next, a line that begins further right leaves the one above.
import { expect, test } from "vitest";
import { ancestry, chainOf, endsOf, type Link } from "../../../src-main/domain/feed/chain.ts";
import { isWithin, missingBelow, positionsOf, reachOf } from "../../../src-main/domain/feed/frontier.ts";

/** Links of a drawing: a branch stands beneath the entry that it follows. */
function drawn(picture: string): readonly (Link & Readonly<{ seq: number }>)[] {
  const lines = picture.split("\n").filter((line) => /[a-z]/.test(line));
  const above = new Map<number, string>();
  return lines.flatMap((line) => {
    const start = line.search(/[a-z]/);
    let prev = above.get(start - 2) ?? null;
    return [...line].flatMap((hash, column) => {
      if (!/[a-z]/.test(hash)) return [];
      const link = { hash, prev, seq: column / 2 };
      prev = hash;
      above.set(column, hash);
      return [link];
    });
  });
}

const FORK = drawn(`
a-b-c-d
    x-y-z
`);
const CHAIN = chainOf(FORK);
const sorted = (hashes: Iterable<string>): string => [...hashes].sort().join("");

test("what lies before an entry is told by its branch alone", () => {
  expect(FORK.find(({ hash }) => hash === "x")).toEqual({ hash: "x", prev: "b", seq: 2 });
  expect(sorted(ancestry(["d"], CHAIN))).toBe("abcd");
  expect(sorted(ancestry(["y"], CHAIN))).toBe("abxy");
  expect(sorted(ancestry(["d", "x"], CHAIN))).toBe("abcdx");
  expect(sorted(ancestry([], CHAIN))).toBe("");
});

test("the ends are what nothing follows; a hole makes one more", () => {
  expect(sorted(endsOf(FORK).map(({ hash }) => hash))).toBe("dz");
  expect(sorted(endsOf(FORK.filter(({ hash }) => hash !== "y")).map(({ hash }) => hash))).toBe("dxz");
  const holed = chainOf(FORK.filter(({ hash }) => hash !== "y"));
  expect(sorted(ancestry(["z"], holed))).toBe("z");
});

test("a frontier reaches what lies before its heads, in each feed that it names", () => {
  const seqs = new Map(FORK.map(({ hash, seq }) => [hash, seq]));
  const place = (hash: string) => ({ feed: "f", seq: seqs.get(hash) ?? -1, hash });
  const asked: string[] = [];
  const reach = reachOf({ f: [{ seq: 3, hash: "d" }] }, (feed, heads) => {
    asked.push(feed);
    const held = ancestry(
      heads.map(({ hash }) => hash),
      CHAIN,
    );
    return ({ hash }) => held.has(hash);
  });
  expect(["a", "c", "x", "y", "z"].map((hash) => reach(place(hash)))).toEqual([true, true, false, false, false]);
  expect(reach({ ...place("a"), feed: "g" })).toBe(false);
  expect(asked).toEqual(["f"]);
  expect(isWithin({ f: [place("c")] }, reach)).toBe(true);
  expect(isWithin({ f: [place("c"), place("x")] }, reach)).toBe(false);
  expect(positionsOf({ f: [{ seq: 2, hash: "c" }], g: [] })).toEqual([{ feed: "f", seq: 2, hash: "c" }]);
});

test.each([
  [3, [0, 1, 2, 3], []],
  [3, [0, 1, 3], [{ fromSeq: 2, toSeq: 2 }]],
  [
    5,
    [2],
    [
      { fromSeq: 0, toSeq: 1 },
      { fromSeq: 3, toSeq: 5 },
    ],
  ],
  [2 ** 53 - 1, [0], [{ fromSeq: 1, toSeq: 2 ** 53 - 1 }]],
] as const)("at or before place %i, of %j, %j is missing", (seq, held, missing) => {
  expect(missingBelow({ seq }, { count: held.length, places: () => held })).toEqual(missing);
});
