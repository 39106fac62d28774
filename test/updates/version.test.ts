// Versions are ranked as Semantic Versioning says.
import { fc, test as law } from "@fast-check/vitest";
import { expect, test } from "vitest";
import packageInfo from "../../package.json" with { type: "json" };
import { compareVersions, isVersion } from "../../src-main/updates/version.ts";

/** Ascending; the first seven are the specification's own example. */
const RISING = [
  "1.0.0-alpha",
  "1.0.0-alpha.1",
  "1.0.0-alpha.beta",
  "1.0.0-beta",
  "1.0.0-beta.2",
  "1.0.0-beta.11",
  "1.0.0-rc.1",
  "1.0.0",
  "1.0.1-0",
  "1.0.1-9",
  "1.0.1-10",
  "1.0.1--",
  "1.0.1-0a",
  "1.0.1",
  "1.0.10",
  "1.2.0",
  "1.10.0",
  "2.0.0",
  "10.0.0",
];

test("every version is above those before it and below those behind it", () => {
  const orders = RISING.flatMap((a, at) => RISING.map((b, other) => [Math.sign(compareVersions(a, b)), Math.sign(at - other)]));
  expect(orders.filter(([found, wanted]) => found !== wanted)).toEqual([]);
});

test.each([...RISING, "0.0.0", "1.0.0-x-y-z.-", packageInfo.version])("%s is a version", (text) =>
  expect(isVersion(text)).toBe(true),
);

test.each([
  "",
  "1",
  "1.0",
  "1.0.0.0",
  "01.0.0",
  "1.0.0-",
  "1.0.0-01",
  "1.0.0-a..b",
  "1.0.0+1",
  " 1.0.0",
  "1.0.0\n",
  "v1.0.0",
  "１.0.0",
  "1.0.0-é",
  "1.0.1234567890",
])("“%s” is none", (text) => expect(isVersion(text)).toBe(false));

const identifier = fc.oneof(fc.nat({ max: 99 }).map(String), fc.stringMatching(/^[a-zA-Z-][0-9a-zA-Z-]{0,4}$/));
const core = fc.tuple(fc.nat({ max: 12 }), fc.nat({ max: 12 }), fc.nat({ max: 12 })).map((parts) => parts.join("."));
const version = fc
  .tuple(core, fc.array(identifier, { maxLength: 3 }))
  .map(([main, pre]) => (pre.length === 0 ? main : `${main}-${pre.join(".")}`));

law.prop([version, version, version])("the order is total: two ways round they differ in sign, and it carries on", (a, b, c) => {
  expect(Math.sign(compareVersions(a, b))).toBe(-Math.sign(compareVersions(b, a)) + 0);
  expect(compareVersions(a, b) === 0).toBe(a === b);
  const [low, middle, high] = [a, b, c].sort(compareVersions);
  expect(compareVersions(low!, high!)).toBeLessThanOrEqual(0);
  expect(compareVersions(low!, middle!)).toBeLessThanOrEqual(0);
});
