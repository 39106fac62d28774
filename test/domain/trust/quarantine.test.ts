// Bounds of what waits: over each key and over all of them, exact to the entry; and who may speak to whom.
import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { isUnknown, mayCarry, type Recipient } from "../../../src-main/domain/trust/audience.ts";
import type { Grant } from "../../../src-main/domain/trust/authority.ts";
import type { Audience } from "../../../src-main/domain/feed/entry.ts";
import { assertFileRoom, assertWaitingRoom, type Bounds } from "../../../src-main/domain/trust/quarantine.ts";
import { codeOf } from "../../support/codes.ts";

const BOUNDS: Bounds = { entriesOfKey: 5, entries: 12, bytes: 100, fileBytes: 50, files: 3 };
const waiting = fc.array(fc.record({ entries: fc.integer({ min: 0, max: 7 }), bytes: fc.integer({ min: 0, max: 60 }) }), {
  maxLength: 5,
});

test.prop([waiting])(
  "what waits is refused exactly when a key, or all keys together, have more than the bounds",
  async (keys) => {
    const sum = (of: (one: (typeof keys)[number]) => number) => keys.reduce((all, one) => all + of(one), 0);
    const expected = keys.some(({ entries }) => entries > 5)
      ? "quarantine-full"
      : sum(({ entries }) => entries) > 12 || sum(({ bytes }) => bytes) > 100
        ? "quarantine-large"
        : "done";
    expect(await codeOf(() => assertWaitingRoom(keys, BOUNDS))).toBe(expected);
  },
);

test.each([
  [50, 3, "done"],
  [51, 3, "volumes-held-full"],
  [0, 4, "volumes-held-full"],
])("files of strangers: %d bytes in %d files are %s", async (bytes, files, code) => {
  expect(await codeOf(() => assertFileRoom({ bytes, files }, BOUNDS))).toBe(code);
});

const grant = (role: Grant["role"], unit: string, cuts: Grant["cuts"] = []): Grant => ({
  role,
  unit,
  device: "一号",
  recipient: undefined,
  recovery: undefined,
  cuts,
});
const KEYS = new Map([
  ["root", grant("root", "")],
  ["county", grant("county", "000")],
  ["town", grant("unit", "100")],
  ["ended", grant("unit", "100", [[]])],
]);
const RECIPIENTS: Readonly<Record<string, Recipient>> = {
  everyone: { kind: "all" },
  town: { kind: "unit", unit: "100" },
  back: { kind: "unit", unit: "100", givingBack: true },
  county: { kind: "county" },
  office: { kind: "office", unit: "000", others: [] },
};

describe("who may speak to whom", () => {
  test.each<[key: string, unit: string, audience: Audience, to: string]>([
    ["root", "000", "all", "everyone town back county office"],
    ["county", "000", "all", "everyone town back county office"],
    ["county", "000", "unit:100", "town back office"],
    ["county", "100", "county", "back county office"],
    ["county", "000", "own", "office"],
    ["town", "100", "county", "back county office"],
    ["ended", "100", "county", "back county office"],
    ["town", "100", "own", ""],
    ["town", "100", "all", "office"],
    ["town", "100", "unit:100", "office"],
    ["town", "200", "county", "office"],
    ["stranger", "100", "county", "office"],
    ["stranger", "100", "all", "office"],
    ["stranger", "100", "unit:100", "office"],
    ["stranger", "100", "own", ""],
  ])("a feed of %s for %s to %s goes to: %s", (key, unit, audience, to) => {
    const carried = Object.entries(RECIPIENTS).filter(([, recipient]) =>
      mayCarry({ grants: KEYS }, { key, unit, audience }, recipient),
    );
    expect(carried.map(([name]) => name).join(" ")).toBe(to);
  });

  test("an ended key is known, one that was never granted is not", () => {
    expect([...KEYS.keys(), "stranger"].filter((key) => isUnknown({ grants: KEYS }, key))).toEqual(["stranger"]);
  });
});
