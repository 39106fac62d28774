// The merge of concurrent versions: order never matters, and nothing that a person typed is dropped.
import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { isJsonObject, sameJson, type Json, type JsonObject } from "../../../src-main/domain/json.ts";
import { mergeHeads, type Head, type Merged } from "../../../src-main/domain/record/merge.ts";

const SETS = { "/files": "id", "/tags": "" };
const name = fc.constantFrom("title", "place", "a/b", "~", "__proto__", "1");
const leaf: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json>("甲", "乙", "丙", 1, 2, null),
  fc.array(fc.constantFrom("x", "y"), { maxLength: 2 }),
);
const file = fc.record({ id: fc.constantFrom("f1", "f2", "10", "2"), caption: fc.constantFrom("一", "二", "三") });
const files = fc.uniqueArray(file, { selector: (item) => item.id, maxLength: 4 });
const tags = fc.uniqueArray(fc.constantFrom("t1", "t2", "10", "2"), { maxLength: 4 });
const body = fc.record(
  {
    files,
    tags,
    metrics: fc.dictionary(name, fc.constantFrom(1, 2, 3), { maxKeys: 3 }),
    list: fc.array(fc.constantFrom("x", "y"), { maxLength: 2 }),
  },
  { requiredKeys: [] },
);
const value: fc.Arbitrary<JsonObject> = fc
  .tuple(body, fc.dictionary(name, leaf, { maxKeys: 3 }))
  .map(([one, two]) => ({ ...two, ...one }) as JsonObject);
const head = (arbitrary: fc.Arbitrary<JsonObject | null>) =>
  fc.tuple(fc.integer({ min: 0, max: 3 }), arbitrary).map(([wallMs, content]) => ({ wallMs, content }));
const named = (items: readonly { wallMs: number; content: JsonObject | null }[]): Head[] =>
  items.map(({ wallMs, content }, index) => ({
    hash: index.toString(16).padStart(64, "0"),
    at: { wallMs, counter: 0, feed: "f" },
    value: content,
  }));
const puts = fc.array(head(value), { minLength: 1, maxLength: 4 }).map(named);
const heads = fc.array(head(fc.option(value, { freq: 4 })), { minLength: 1, maxLength: 4 }).map(named);
const bases = fc.array(value, { maxLength: 3 });

/** Every leaf of a value by its path; elements of the sets by their key. */
function leaves(of: Json | undefined, path = ""): Map<string, Json> {
  const key = (SETS as Record<string, string>)[path];
  if (key !== undefined && Array.isArray(of))
    return joined(
      (of as readonly Json[]).map((item) => [key === "" ? String(item) : String((item as JsonObject)[key]), item]),
      path,
    );
  if (isJsonObject(of)) return joined(Object.entries(of), path);
  return of === undefined ? new Map<string, Json>() : new Map([[path, of]]);
}

function joined(members: readonly (readonly [string, Json])[], path: string): Map<string, Json> {
  return new Map(
    members.flatMap(([member, item]) => [...leaves(item, `${path}/${member.replaceAll("~", "~0").replaceAll("/", "~1")}`)]),
  );
}

/** Whether a conflict keeps what this head has at or above a path. */
const isKept = (merged: Merged, hash: string, path: string): boolean =>
  merged.conflicts.some(
    (conflict) => isAtOrAbove(conflict.path.replaceAll("/#", "/"), path) && conflict.sides.some((side) => side.head === hash),
  );
const isAtOrAbove = (above: string, path: string): boolean => path === above || path.startsWith(`${above}/`);

describe("any heads and bases", () => {
  test.prop([bases, heads, fc.infiniteStream(fc.nat())])("their order does not matter", (common, all, dice) => {
    const shuffle = <T>(items: readonly T[]): T[] =>
      items
        .map((item) => ({ item, at: dice.next().value as number }))
        .sort((a, b) => a.at - b.at)
        .map(({ item }) => item);
    const plain = (merged: Merged) => ({
      ...merged,
      conflicts: merged.conflicts.map((conflict) => ({
        ...conflict,
        bases: [...conflict.bases].map((item) => JSON.stringify(item)).sort(),
      })),
    });
    expect(plain(mergeHeads(shuffle(common), shuffle(all), SETS))).toEqual(plain(mergeHeads(common, all, SETS)));
  });

  test.prop([bases, puts], { numRuns: 300 })(
    "what a side changed is in the merged value, or kept in a conflict",
    (common, all) => {
      const merged = mergeHeads(common, all, SETS);
      const shown = leaves(merged.value ?? undefined);
      const anchors = (common.length > 0 ? common : [{}]).map((base) => leaves(base));
      for (const side of all) {
        for (const [path, typed] of leaves(side.value ?? undefined)) {
          const changed = anchors.every((anchor) => !sameJson(anchor.get(path), typed));
          if (changed && !sameJson(shown.get(path), typed)) expect([path, isKept(merged, side.hash, path)]).toEqual([path, true]);
        }
      }
    },
  );

  test.prop([bases, puts], { numRuns: 300 })("nothing is made up: what is shown stands in one of the heads", (common, all) => {
    const merged = mergeHeads(common, all, SETS);
    const written = all.map((side) => leaves(side.value ?? undefined));
    for (const [path, shown] of leaves(merged.value ?? undefined))
      expect([path, written.some((side) => sameJson(side.get(path), shown))]).toEqual([path, true]);
  });

  test.prop([bases, value, fc.integer({ min: 1, max: 4 })])(
    "sides that agree are done, whatever was before",
    (common, agreed, count) => {
      const all = named(Array.from({ length: count }, (_, wallMs) => ({ wallMs, content: agreed })));
      expect(mergeHeads(common, all, SETS)).toEqual({ value: agreed, conflicts: [] });
    },
  );

  test.prop([value, value])("one that changed nothing gives way to one that did", (base, edited) => {
    const all = named([
      { wallMs: 9, content: base },
      { wallMs: 1, content: edited },
    ]);
    const merged = mergeHeads([base], all, SETS);
    expect(merged.conflicts).toEqual([]);
    expect(leaves(merged.value ?? undefined)).toEqual(leaves(edited));
  });

  test.prop([bases, heads])("a conflict names every side that took part, the latest is shown", (common, all) => {
    const { conflicts } = mergeHeads(common, all, SETS);
    for (const conflict of conflicts) expect(conflict.sides.length).toBeGreaterThan(1);
  });
});

describe("put against delete", () => {
  test.prop([bases, value, fc.boolean()])(
    "the put is projected whatever the clocks say, and the conflict is reported",
    (common, kept, deletedLater) => {
      const all = named([
        { wallMs: deletedLater ? 9 : 0, content: null },
        { wallMs: 5, content: kept },
      ]);
      const merged = mergeHeads(common, all, SETS);
      expect(merged.value).toEqual(kept);
      expect(merged.conflicts.map((conflict) => [conflict.path, conflict.sides.length])).toEqual([["", 2]]);
    },
  );

  test("deletions alone agree", () => {
    expect(
      mergeHeads(
        [{ title: "甲" }],
        named([
          { wallMs: 1, content: null },
          { wallMs: 2, content: null },
        ]),
        SETS,
      ),
    ).toEqual({ value: null, conflicts: [] });
  });
});

describe("sets and objects", () => {
  test.prop([files, files, files])("elements come and go one by one", (before, left, right) => {
    const merged = mergeHeads(
      [{ files: before }],
      named([
        { wallMs: 1, content: { files: left } },
        { wallMs: 2, content: { files: right } },
      ]),
      SETS,
    );
    const ids = (list: readonly { id: string }[]) => new Set(list.map((item) => item.id));
    const [was, one, two] = [ids(before), ids(left), ids(right)];
    const now = ids(merged.value?.["files"] as unknown as { id: string }[]);
    for (const id of [...one, ...two]) if (!was.has(id)) expect(now.has(id)).toBe(true);
    for (const id of was) if (!one.has(id) && !two.has(id)) expect(now.has(id)).toBe(false);
  });

  test("two photos added on two PCs are both there, in the order of the later PC", () => {
    const [a, b, c] = ["f1", "f2", "10"].map((id) => ({ id, caption: "一" }));
    const all = named([
      { wallMs: 1, content: { files: [a, b] as Json[] } },
      { wallMs: 2, content: { files: [c, a] as Json[] } },
    ]);
    expect(mergeHeads([{ files: [a] as Json[] }], all, SETS)).toEqual({ value: { files: [c, a, b] }, conflicts: [] });
  });

  test("a caption that two people changed is one conflict, at the element's key", () => {
    const of = (caption: string): JsonObject => ({ files: [{ id: "f1", caption }] });
    const merged = mergeHeads(
      [of("旧")],
      named([
        { wallMs: 1, content: of("甲") },
        { wallMs: 2, content: of("乙") },
      ]),
      SETS,
    );
    expect(merged.value).toEqual(of("乙"));
    expect(merged.conflicts.map((conflict) => conflict.path)).toEqual(["/files/#f1/caption"]);
  });

  test("criss-cross: with two bases a side counts as changed only against both", () => {
    const merged = mergeHeads(
      [{ title: "甲" }, { title: "乙" }],
      named([
        { wallMs: 1, content: { title: "甲" } },
        { wallMs: 2, content: { title: "乙" } },
      ]),
      SETS,
    );
    expect(merged.conflicts).toHaveLength(1);
    expect(
      mergeHeads(
        [{ title: "甲" }, { title: "乙" }],
        named([
          { wallMs: 1, content: { title: "丙" } },
          { wallMs: 2, content: { title: "乙" } },
        ]),
        SETS,
      ),
    ).toEqual({ value: { title: "丙" }, conflicts: [] });
  });

  test("members named like the language's own are members", () => {
    const evil = JSON.parse('{"__proto__":{"x":1},"constructor":"甲"}') as JsonObject;
    const merged = mergeHeads(
      [],
      named([
        { wallMs: 1, content: evil },
        { wallMs: 2, content: { title: "乙" } },
      ]),
      SETS,
    );
    expect(Object.keys(merged.value ?? {}).sort()).toEqual(["__proto__", "constructor", "title"]);
    expect(({} as { x?: number }).x).toBeUndefined();
  });
});
