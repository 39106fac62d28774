// Deciding a conflict: the decision holds in every open place, and nothing else changes.
import { test as property, fc } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { type Head, mergeHeads } from "../../../src-main/domain/record/merge.ts";
import { decidedValue, undecided } from "../../../src-main/domain/record/resolve.ts";
import type { Json, JsonObject } from "../../../src-main/domain/json.ts";

const SETS = { "/attachments": "sha256", "/tags": "" } as const;
const head = (hash: string, wallMs: number, value: JsonObject | null): Head => ({
  hash,
  at: { wallMs, counter: 0, feed: hash },
  value,
});
const photo = (sha256: string, caption: string): JsonObject => ({ sha256, caption });

describe("a decided value", () => {
  const base = { title: "原", metrics: { persons: 1 }, attachments: [photo("a", "旧"), photo("b", "不动")], tags: ["x"] };
  const one = { ...base, title: "甲", metrics: { persons: 2 }, attachments: [photo("a", "甲"), photo("b", "不动")] };
  const two = { ...base, title: "乙", metrics: { persons: 3 }, attachments: [photo("a", "乙"), photo("b", "不动")] };
  const merged = mergeHeads([base], [head("h1", 1, one), head("h2", 2, two)], SETS);

  test("has the decision at each open path, elements of sets named by their key", () => {
    expect(merged.conflicts.map(({ path }) => path)).toEqual(["/attachments/#a/caption", "/metrics/persons", "/title"]);
    const decisions = { "/title": "合", "/metrics/persons": 5, "/attachments/#a/caption": "合图" };
    expect(decidedValue(merged.value ?? {}, merged.conflicts, decisions, SETS)).toEqual({
      ...base,
      title: "合",
      metrics: { persons: 5 },
      attachments: [photo("a", "合图"), photo("b", "不动")],
    });
  });

  test("null leaves a member out; what has no decision is named", () => {
    const value = decidedValue(
      merged.value ?? {},
      merged.conflicts,
      { "/title": "合", "/metrics/persons": 5, "/attachments/#a/caption": null },
      SETS,
    );
    expect(value?.["attachments"]).toEqual([{ sha256: "a" }, photo("b", "不动")]);
    expect(undecided(merged.conflicts, { "/title": "合" })).toEqual(["/attachments/#a/caption", "/metrics/persons"]);
  });

  test("an edit against a deletion ends as either", () => {
    const open = mergeHeads([base], [head("h1", 1, one), head("h2", 2, null)], SETS);
    expect(open.conflicts.map(({ path }) => path)).toEqual([""]);
    expect(decidedValue(open.value ?? {}, open.conflicts, { "": null }, SETS)).toBeNull();
    expect(decidedValue(open.value ?? {}, open.conflicts, { "": true }, SETS)).toEqual(one);
  });
});

const leaf = fc.oneof(fc.integer({ min: 0, max: 3 }), fc.constantFrom("甲", "乙", "a/b", "~"));
const value = fc.record(
  {
    title: leaf,
    "odd/name~": leaf,
    metrics: fc.dictionary(fc.constantFrom("persons", "sessions"), leaf),
    attachments: fc.uniqueArray(fc.record({ sha256: fc.constantFrom("a", "b", "c"), caption: leaf }), {
      selector: (item) => item.sha256,
    }),
    tags: fc.uniqueArray(fc.constantFrom("x", "y", "1")),
  },
  { requiredKeys: ["title"] },
) as fc.Arbitrary<JsonObject>;

property.prop([value, fc.array(value, { minLength: 2, maxLength: 4 }), fc.nat()])(
  "taking a side everywhere ends the conflict for good: the decided version alone merges to itself",
  (base, sides, pick) => {
    const heads = sides.map((side, index) => head(`h${index}`, index, side));
    const open = mergeHeads([base], heads, SETS);
    const decisions = Object.fromEntries(
      open.conflicts.map(({ path, sides: of }) => [path, (of[pick % of.length]?.value ?? null) as Json]),
    );
    const decided = decidedValue(open.value ?? {}, open.conflicts, decisions, SETS);
    const after = mergeHeads([base], [head("d", 99, decided)], SETS);
    expect(after.conflicts).toEqual([]);
    expect(after.value).toEqual(decided);
    for (const { path } of open.conflicts) {
      const again = decidedValue(decided ?? {}, open.conflicts, decisions, SETS);
      expect(again, path).toEqual(decided);
    }
  },
);
