// What is shown of a kind is of the shape that its type says, whatever strangers write and however versions of it are merged.
import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { z } from "zod";
import { isJsonObject, type Json, type JsonObject } from "../../../src-main/domain/json.ts";
import { firstFault, isValidValue, KINDS, type Kind } from "../../../src-main/domain/kinds/kinds.ts";
import { attachments } from "../../../src-main/domain/kinds/parts.ts";
import { isOf, valueIn } from "../../../src-main/domain/kinds/values.ts";
import { foldRecord } from "../../../src-main/domain/record/fold.ts";
import type { Standing, Version } from "../../../src-main/domain/record/history.ts";
import { anyValue, isOfShape, shapeOf } from "../../support/any-value.ts";

const KIND_ENTRIES: readonly (readonly [string, Kind])[] = Object.entries(KINDS);

const schemasOf = ({ schema, parts }: Kind): readonly z.ZodType[] => (parts === undefined ? [schema] : [schema, parts]);

const OTHERS: readonly Standing[] = ["revoked", "aside", "unauthorised", "newer", "erased", "quarantine"];

/** Versions of one record in any shape of history; what the kind's schema refuses does not count, as at admission. */
function anyHistory(kind: Kind): fc.Arbitrary<readonly Version[]> {
  const value = fc.oneof(...schemasOf(kind).map(anyValue)).filter(isJsonObject);
  const version = fc.record({
    value: fc.option(value, { freq: 8, nil: null }),
    parents: fc.nat(255),
    wallMs: fc.nat(3),
    standing: fc.option(fc.constantFrom(...OTHERS), { freq: 12, nil: undefined }),
  });
  return fc.array(version, { minLength: 1, maxLength: 6 }).map((versions) =>
    versions.map(({ value, parents, wallMs, standing }, at) => ({
      hash: hashAt(at),
      parents: versions.slice(0, at).flatMap((_, before) => (((parents >> before) & 1) === 1 ? [hashAt(before)] : [])),
      at: { wallMs, counter: at, feed: "f" },
      op: value === null ? "delete" : "put",
      standing: value === null || isValidValue(kind, value) ? (standing ?? "good") : "invalid",
      value,
    })),
  );
}

const hashAt = (place: number): string => place.toString(16).padStart(64, "0");
const shown = (kind: Kind, versions: readonly Version[]): JsonObject | null =>
  foldRecord(versions, { sets: kind.sets, isValid: (value) => isValidValue(kind, value) }).value;

describe.each(KIND_ENTRIES)("%s", (_, kind) => {
  const shape = shapeOf(kind);

  test.prop([fc.oneof(...schemasOf(kind).map(anyValue))])("what is admitted is of the kind's shape", (value) => {
    const isAdmitted = isJsonObject(value) && isValidValue(kind, value);
    expect(isAdmitted && !isOfShape(shape, value)).toBe(false);
  });

  test.prop([anyHistory(kind)])("what is shown of any history is of the kind's shape", (versions) => {
    const value = shown(kind, versions);
    expect(value === null || isOfShape(shape, value)).toBe(true);
  });

  test("its values are drawn: some are admitted, and some are shown", () => {
    const drawn = fc.sample(anyHistory(kind), { numRuns: 300, seed: 1 }); // the same each time: it is about how they are drawn
    expect(drawn.some((versions) => versions.some(({ standing, value }) => standing === "good" && value !== null))).toBe(true);
    expect(drawn.some((versions) => shown(kind, versions) !== null)).toBe(true);
  });
});

test("wherever a kind has attachments, they are of one schema", () => {
  const all = KIND_ENTRIES.flatMap(([, kind]) => schemasOf(kind)).flatMap((schema) =>
    schema instanceof z.ZodObject ? [(schema.shape as Readonly<Record<string, z.ZodType>>)["attachments"]] : [],
  );
  const named = all.flatMap((one) => (one instanceof z.ZodOptional ? [one.unwrap()] : (one ?? [])));
  expect(named.length).toBeGreaterThan(10);
  expect(named.filter((one) => one !== attachments)).toEqual([]);
});

test("a value that nobody judged has a kind's type only where the schema of the kind admits it", () => {
  const waiver = { obligation: "weekly-2", unit: "100", reason: "抗洪" };
  const refused: readonly (Json | undefined)[] = [null, undefined, {}, { ...waiver, reason: 5 }, { ...waiver, more: 1 }];
  expect(valueIn("waiver", waiver)).toBe(waiver);
  expect(refused.map((value) => valueIn("waiver", value as JsonObject | null | undefined))).toEqual(refused.map(() => undefined));
});

test("a value that is nested as deep as a text can be is refused, and nothing fails over it", () => {
  const deep = { obligation: JSON.parse("[".repeat(50_000) + "]".repeat(50_000)) as Json, unit: "100", reason: "抗洪" };
  expect([isValidValue(KINDS.waiver, deep), firstFault(KINDS.waiver, deep)?.path]).toEqual([false, "/obligation"]);
});

test("a row is of the kind that it says", () => {
  const row = { kind: "waiver", value: { reason: "抗洪" } };
  expect([isOf(row, "waiver"), isOf(row, "review")]).toEqual([true, false]);
});
