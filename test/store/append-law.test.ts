// Appending validates as admitting does: what is written here never comes out invalid, whatever the kind and the value.
import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { KINDS } from "../../src-main/domain/kinds/kinds.ts";
import type { Json, JsonObject } from "../../src-main/domain/json.ts";
import { codeOf } from "../support/codes.ts";
import { COUNTY, openDevice, ROOT, sourceOf, write } from "../support/laws/season.ts";
import { PAGED } from "../support/vectors/cases/page-cases.ts";
import { PARTS } from "../support/vectors/cases/part-cases.ts";
import { SAMPLES, type Sample } from "../support/vectors/kind-samples.ts";

const word: fc.Arbitrary<Json> = fc.oneof(
  fc.string({ maxLength: 8 }),
  fc.integer(),
  fc.constantFrom<Json>(null, true, [], {}, "x".repeat(30_000), Number.MAX_SAFE_INTEGER, -1),
);
const samples = [SAMPLES, PARTS, PAGED]
  .flatMap(Object.entries<Sample>)
  .flatMap(([kind, { good, bad, edited }]) => [good, bad, { ...good, ...edited }].map((value) => ({ kind, value })));
/** A sample of any kind with members taken away, changed or added. */
const draft = fc
  .record({
    sample: fc.constantFrom(...samples),
    without: fc.option(fc.nat(30), { freq: 3 }),
    changed: fc.option(fc.tuple(fc.nat(30), word), { freq: 2 }),
    more: fc.dictionary(fc.constantFrom("set", "part", "parts", "pages", "x"), word, { maxKeys: 1 }),
  })
  .map(({ sample: { kind, value }, without, changed, more }) => {
    const members = Object.entries(value as Record<string, Json>).filter((_, index) => index !== without);
    const at = changed === null || members.length === 0 ? -1 : changed[0] % members.length;
    const entries = members.map(
      ([name, member], index) => [name, index === at && changed !== null ? changed[1] : member] as const,
    );
    return { kind, value: { ...Object.fromEntries(entries), ...more } as JsonObject };
  });

const device = openDevice(ROOT, COUNTY, "county");
const source = sourceOf(device, () => 1_622_500_000_000);
const counted = () => (device.statements("SELECT count(*) AS n FROM entry").get() as { n: number }).n;
/** What it is judged to be, besides what its author may write at that moment. */
const KEPT_OUT = ["invalid", "newer"];

test.prop([draft], { numRuns: 600 })(
  "an own entry is refused before it is written, or admitted as valid",
  async ({ kind, value }) => {
    const before = counted();
    const record = `r${before}`;
    const code = await codeOf(() => write(device, source, { kind, record, value, parents: [] }));
    const rows = device.statements(
      "SELECT entry.standing FROM entry JOIN record ON record.id = entry.record_id WHERE record = ?",
    );
    const written = (rows.all(record) as { standing: string }[]).map(({ standing }) => standing);
    if (code !== "done")
      expect([code, counted(), written]).toEqual([expect.stringMatching(/^(record-invalid|value-)/), before, []]);
    else expect([written.length, written.filter((standing) => KEPT_OUT.includes(standing))]).toEqual([1, []]);
  },
);

test("every kind was among them", () => {
  expect(new Set(samples.map(({ kind }) => kind))).toEqual(new Set(Object.keys(KINDS)));
});
