// Identifiers of records: the bits that RFC 9562 fixes, the time's order, and one id for one natural key.
import { createHash } from "node:crypto";
import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { uuidV7, uuidV8 } from "../../../src-main/domain/feed/record-id.ts";
import { KINDS, naturalKeyText } from "../../../src-main/domain/kinds/kinds.ts";

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
const instant = fc.integer({ min: 0, max: 2 ** 48 - 1 });
const random = fc.stringMatching(/^[0-9a-f]{32}$/);

test.prop([instant, random])("UUIDv7: version 7, variant 10, the wall time in its first 48 bits", (nowMs, hex) => {
  const id = uuidV7(nowMs, hex);
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16)).toBe(nowMs);
});

test.prop([instant, instant, random, random])("later ones sort after earlier ones", (a, b, one, other) => {
  if (a < b) expect(uuidV7(a, one) < uuidV7(b, other)).toBe(true);
});

test.prop([instant, random, fc.integer({ min: 0, max: 18 })])(
  "every random digit that is used makes another id",
  (nowMs, hex, at) => {
    const other = hex.slice(0, at) + (Number.parseInt(hex[at] as string, 16) ^ 1).toString(16) + hex.slice(at + 1);
    expect(uuidV7(nowMs, other)).not.toBe(uuidV7(nowMs, hex));
  },
);

test.prop([fc.string()])("UUIDv8: version 8, variant 10, the first bits of the hash around them", (key) => {
  const id = uuidV8(sha256, key);
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(id.replaceAll("-", "").slice(0, 12)).toBe(sha256(key).slice(0, 12));
  expect(uuidV8(sha256, key)).toBe(id);
});

test("the RFC's own UUIDv7", () => {
  expect(uuidV7(0x017f22e279b0, "cc318c4dc0c0c07398f")).toBe("017f22e2-79b0-7cc3-98c4-dc0c0c07398f");
});

test.prop([fc.string(), fc.string()])("a natural key keeps kinds and members apart", (a, b) => {
  const of = (type: string, period: string) => naturalKeyText("report", { type, period });
  if (a !== b) expect(of(a, b)).not.toBe(of(b, a));
  expect(naturalKeyText("waiver", { obligation: a, unit: b })).not.toBe(naturalKeyText("obligation", { obligation: a, unit: b }));
});

test("a kind either has a natural key or takes a fresh id; an inherited name is no kind", () => {
  for (const [name, kind] of Object.entries(KINDS))
    expect(naturalKeyText(name, {}) === undefined).toBe(kind.naturalKey === undefined);
  expect(naturalKeyText("constructor", {})).toBeUndefined();
});
