// Causal delivery of one record over random version graphs, against the definition spelled out the slow way.
import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { foldRecord, namesEvidence } from "../../../src-main/domain/record/fold.ts";
import { deliver, type Standing, type Version } from "../../../src-main/domain/record/history.ts";

const STANDINGS: readonly Standing[] = [
  "good",
  "good",
  "good",
  "good",
  "erased",
  "newer",
  "invalid",
  "revoked",
  "unauthorised",
  "quarantine",
  "withheld",
];
const hashOf = (index: number): string => index.toString(16).padStart(64, "0");

/** Versions whose parents come earlier; some are lost, so that gaps exist. */
const graph: fc.Arbitrary<Version[]> = fc
  .array(
    fc.record({
      standing: fc.constantFrom(...STANDINGS),
      parents: fc.uniqueArray(fc.nat(11), { maxLength: 3 }),
      wallMs: fc.nat(3),
      deletes: fc.nat(5),
      lost: fc.nat(6),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((drawn) =>
    drawn.flatMap(({ standing, parents, wallMs, deletes, lost }, index) => {
      if (lost === 0) return [];
      const value = standing === "good" && deletes > 0 ? { title: `第${index}稿`, attachments: [] } : null;
      return [
        {
          hash: hashOf(index),
          parents: parents.filter((parent) => parent < index).map(hashOf),
          at: { wallMs, counter: 0, feed: "f" },
          standing,
          op: standing === "good" && deletes === 0 ? ("delete" as const) : ("put" as const),
          value,
        },
      ];
    }),
  );

const shuffled = <T>(items: readonly T[], dice: Iterator<number>): T[] =>
  items
    .map((item) => ({ item, at: dice.next().value as number }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);

/** The definition: a version counts when all that it builds on is here and holds nothing back. */
function isDelivered(version: Version, all: ReadonlyMap<string, Version>): boolean {
  if (version.standing === "quarantine" || version.standing === "withheld") return false;
  return version.parents.every((parent) => {
    const found = all.get(parent);
    return found !== undefined && isDelivered(found, all);
  });
}

function isAncestor(old: string, young: Version, all: ReadonlyMap<string, Version>): boolean {
  return young.parents.some((parent) => parent === old || (all.has(parent) && isAncestor(old, all.get(parent) as Version, all)));
}

describe("delivery", () => {
  test.prop([graph, fc.infiniteStream(fc.nat())])(
    "does not depend on the order in which versions are known",
    (versions, dice) => {
      const sorted = ({ heads, bases, waiting }: ReturnType<typeof deliver>) => ({
        heads: heads.map((item) => item.hash).sort(),
        bases: bases.map((item) => item.hash).sort(),
        waiting,
      });
      expect(sorted(deliver(shuffled(versions, dice)))).toEqual(sorted(deliver(versions)));
    },
  );

  test.prop([graph], { numRuns: 300 })(
    "heads are the delivered good and erased versions that no delivered one builds on",
    (versions) => {
      const all = new Map(versions.map((version) => [version.hash, version]));
      const shown = versions.filter((version) => ["good", "erased"].includes(version.standing) && isDelivered(version, all));
      const heads = shown.filter((version) => !shown.some((other) => isAncestor(version.hash, other, all)));
      expect(
        deliver(versions)
          .heads.map((item) => item.hash)
          .sort(),
      ).toEqual(heads.map((item) => item.hash).sort());
    },
  );

  test.prop([graph], { numRuns: 300 })(
    "bases are common to all heads, hold a value, and none lies beneath another",
    (versions) => {
      const all = new Map(versions.map((version) => [version.hash, version]));
      const { heads, bases } = deliver(versions);
      for (const base of bases) {
        expect(base).toMatchObject({ standing: "good" });
        expect(heads.every((head) => isAncestor(base.hash, head, all))).toBe(true);
        expect(bases.some((other) => isAncestor(base.hash, other, all))).toBe(false);
      }
      if (heads.length < 2) expect(bases).toEqual([]);
    },
  );

  test.prop([graph], { numRuns: 300 })(
    "waiting says exactly that something shown would be missing its past, or a value is withheld",
    (versions) => {
      const all = new Map(versions.map((version) => [version.hash, version]));
      const held = versions.some(
        (version) =>
          version.standing === "withheld" || (["good", "erased"].includes(version.standing) && !isDelivered(version, all)),
      );
      expect(deliver(versions).waiting).toBe(held);
    },
  );

  test.each(["newer", "invalid", "revoked", "unauthorised"] as const)("a version that is %s is passed through", (standing) => {
    const [old, odd, young] = chain(["good", standing, "good"]);
    expect(deliver([old, odd, young]).heads).toEqual([young]);
    expect(deliver([old, odd]).heads).toEqual([old]);
  });

  test.each(["quarantine", "withheld"] as const)("a version in %s holds its descendants back, until it comes", (standing) => {
    const [old, odd, young] = chain(["good", standing, "good"]);
    expect(deliver([old, odd, young])).toMatchObject({ heads: [old], waiting: true });
    expect(deliver([old, { ...odd, standing: "good" }, young])).toMatchObject({ heads: [young], waiting: false });
  });

  test("a history of ten thousand versions is walked without recursion", () => {
    const long = chain(Array.from({ length: 10_000 }, () => "good" as const));
    expect(deliver(long).heads).toEqual([long.at(-1)]);
  });
});

function chain<const T extends readonly Standing[]>(standings: T): { -readonly [K in keyof T]: Version } {
  return standings.map((standing, index) => ({
    hash: hashOf(index),
    parents: index === 0 ? [] : [hashOf(index - 1)],
    at: { wallMs: index, counter: 0, feed: "f" },
    standing,
    op: "put",
    value: { title: `第${index}稿` },
  })) as { -readonly [K in keyof T]: Version };
}

const RULES = { sets: { "/attachments": "sha256" }, isValid: () => true };

describe("fold", () => {
  test.prop([graph, fc.infiniteStream(fc.nat())], { numRuns: 300 })("one state for every order", (versions, dice) => {
    expect(foldRecord(shuffled(versions, dice), RULES)).toEqual(foldRecord(versions, RULES));
  });

  test.prop([graph])("a shown record has a value, any other has none; nothing foreign is in it", (versions) => {
    const state = foldRecord(versions, RULES);
    expect(state.value !== null).toBe(state.status === "shown");
    expect(state.status === "absent").toBe(state.heads.length === 0);
    const texts = new Set(versions.filter((version) => version.standing === "good").map((version) => version.value?.["title"]));
    if (state.value !== null) expect(texts.has(state.value["title"] as string)).toBe(true);
  });

  test.prop([graph])("only a merged value that breaks the rules needs a check", (versions) => {
    const state = foldRecord(versions, { ...RULES, isValid: () => false });
    if (state.needsCheck) expect(state.heads.length).toBeGreaterThan(1);
  });

  test("evidence is a hash and a size in any head, never a name alone", () => {
    expect(namesEvidence({ attachments: [{ sha256: "a", sizeBytes: 1 }] })).toBe(true);
    expect(namesEvidence({ attachments: [{ name: "照片.jpg" }, { sha256: "a" }, null, "a"] })).toBe(false);
    expect(namesEvidence({ attachments: "照片" })).toBe(false);
    const [old] = chain(["good"]);
    const sides = ["1", "2"].map((at, index) => ({
      ...old,
      hash: at.repeat(64),
      parents: [old.hash],
      value: { attachments: index === 0 ? [{ sha256: "a", sizeBytes: 1 }] : [] },
    }));
    expect(foldRecord([old, ...sides], RULES).evidenced).toBe(true);
  });
});
